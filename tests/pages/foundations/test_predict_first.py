"""Predict first, view by view: nothing on the page tells what is asked before it has been guessed,
and then the page does.
"""

import re
from dataclasses import dataclass

import pytest

from core.foundations.autograd.line_examples import LEAF_IN_PLACE, OVERWRITTEN, SECOND
from core.foundations.autograd.questions import QUESTIONS
from core.foundations.autograd.state import LINES, MODULE, QUESTION
from core.foundations.neuron.state import BY_HAND, HIDDEN, LAYER, NETWORK, RULES, SCALE
from core.foundations.tensors.conversions import DEVICES, SPEED
from core.foundations.tensors.sources import SOURCES
from core.foundations.tensors.state import (
    BRIDGES,
    BROADCASTING,
    MEMORY,
    OPERATE,
    PUZZLING,
    TYPES,
)
from core.prediction import ERROR, Word
from core.topics import TOPICS
from pages.ui import predict
from tests.pages.foundations.seen import seen
from tests.visits import visited

WING = [topic for topic in TOPICS.values() if topic.wing == "foundations"]


@dataclass(frozen=True)
class Case:
    """A state, and its questions in order.

    Args:
        topic: its name.
        settings: of the state.
        steps: of each question the right guess, and what the page tells only after it.
        section: the open one, where it tells something too; by default the first.
    """

    topic: str
    settings: dict
    steps: tuple[tuple[str, tuple[str, ...]], ...]
    section: str = ""


STEPS = SOURCES.pick("Steps (arange)", start=0.5, end=9.0, step=1.5)
CASES = [
    Case("tensors", {"source": STEPS}, (("6", ("(6,)", "6 numbers")), ("6.5", ("6.5",)))),
    Case(
        "tensors",
        {"source": "Normal random (randn)", "shape": "4"},
        (("4", ("4 numbers", "1.54")),),
    ),
    Case(
        "tensors",
        {"source": SOURCES.pick("A list", values="[[1, 2], [3]]")},
        (("error", ("cannot make", "ValueError")),),
    ),
    Case(
        "tensors",
        {"view": OPERATE, "operation": "Mean", "x_shape": "3, 7"},
        (("3", ("(3,)",)), ("-3/7", ("−0.429",))),
    ),
    Case(
        "tensors",
        {"view": OPERATE, "operation": "Matmul (@)", "y_shape": "2, 3"},
        (("error", ("RuntimeError",)),),
    ),
    Case(
        "tensors",
        {"view": OPERATE, "operation": "Sum of all", "x_shape": "4"},
        (("()", ("All dimensions disappear",)), ("6", ('"texts": ["6"]',))),
        "Intuition",
    ),
    Case(
        "tensors",
        {"view": BROADCASTING, "shape_a": "3, 1", "shape_b": "7"},
        (("3, 7", ("(3, 7)", "stretched along")),),
    ),
    Case(
        "tensors",
        {"view": BROADCASTING, "shape_a": "4, 3", "shape_b": "4"},
        (("error", ("do not fit", "RuntimeError")),),
    ),
    Case(
        "tensors",
        {"view": BROADCASTING, "shape_a": "4, 1", "shape_b": "4", "combination": "MSE loss"},
        (("2.5", ("2.5", "16 pairs")),),
    ),
    Case("tensors", {"view": MEMORY, "base": "3, 5"}, (("1, 5", ("(1, 5)", "not contiguous")),)),
    Case("tensors", {"view": MEMORY, "chain": "x"}, (("3, 1", ("(3, 1)", "in order")),)),
    Case("tensors", {"view": MEMORY, "chain": "x.T.view(6)"}, (("error", ("fails", "view size")),)),
    Case(
        "tensors",
        {"view": TYPES, "first": "200", "second": "100", "second_dtype": "uint8"},
        (("uint8", ('"u8", "i16"', "bool → int64")), ("44", ("= 44", "**300**"))),
    ),
    Case(
        "tensors",
        {"view": TYPES, "first": "300", "second": "1", "second_dtype": "float16"},
        (("float16", ("bool → int64",)), ("error", ("does not compute", "overflow"))),
    ),
    Case("tensors", {"view": BRIDGES}, (("It changes", ("shares the memory", "complex128")),)),
    Case(
        "tensors",
        {"view": BRIDGES, "conversion": "Backwards (a[::-1])"},
        (("An error", ("fails", "negative")),),
    ),
    Case("tensors", {"view": BRIDGES, "about": DEVICES}, (("An error", ("**fails**",)),)),
    Case("autograd", {"first": 1.3}, (("0.65", ("w.grad = **0.65**", ".grad = 0.65")),)),
    Case(
        "autograd",
        {"first": 1.3, "compare": True},
        (("0.65", (".grad = 0.65", "gradient 1.3")),),
    ),
    Case(
        "autograd",
        {"program": "y = torch.exp(x)\ny += 1", "first": 1.0},
        (("error", ("RuntimeError", "There is no gradient", "overwritten")),),
    ),
    Case(
        "autograd", {"view": LINES, "first": 2.3}, (("13.8", ("13.8", "9.2 + 4.6")),), "Variables"
    ),
    Case("autograd", {"view": LINES, "lines": SECOND, "first": 2.3}, (("13.8", ("13.8",)),)),
    Case(
        "autograd",
        {"view": LINES, "lines": OVERWRITTEN},
        (("error", ("RuntimeError", "inplace operation", "cannot be read")),),
    ),
    Case("autograd", {"view": LINES, "lines": LEAF_IN_PLACE}, (("error", ("RuntimeError",)),)),
    Case("autograd", {"view": MODULE}, (("10", ("10 of them leaves",)),)),
    *(
        Case("autograd", {"view": QUESTION, "question": title}, ((guess, told),))
        for title, guess, told in zip(
            QUESTIONS,
            ("3", "1.7", "0.6", "2.4", "25"),
            (
                ("bias.grad = 3", "never sees the model"),
                ("= 1.7",),
                ("= 0.6",),
                ("= 2.4",),
                ("= 25", "plain list"),
            ),
            strict=True,
        )
    ),
    Case(
        "neuron",
        {"w1": 1.25, "x1": 1.5, "w2": 0.0},
        (("0.875", ("0.875",)), ("0.7", ("**0.7058**",))),
        "Intuition",
    ),
    Case("neuron", {"view": BY_HAND}, (("3", ("of 4** points", "loss of")),)),
    Case("neuron", {"view": RULES, "step": 3}, (("0", ("it answers", "points right")),)),
    Case("neuron", {"view": HIDDEN}, (("4", ("of 4** points", "with a loss of")),)),
    Case("neuron", {"view": LAYER}, (("55", ()), ("3, 5", ("**3 × 5**", "55 parameters")))),
    Case("neuron", {"view": NETWORK}, (("468874", ("468,874", "401,920")),)),
    Case(
        "neuron",
        {"view": SCALE, "model": "ResNet-18"},
        (("11.7e6", ("11,689,512", "11.7 million", "around ten million")),),
        "Intuition",
    ),
]


def opened(case: Case):
    topic = TOPICS[case.topic]
    state = topic.content.State(predict=True, **case.settings)
    section = {f"{topic.name}.show": case.section} if case.section else {}
    app = visited(topic, topic.query(state) | section)
    assert not app.exception
    return app


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.topic} {case.settings}"[:60])
def test_nothing_tells_what_is_asked_until_it_is_guessed(case):
    app = opened(case)
    for number, (guess, _) in enumerate(case.steps):
        page = seen(app)
        for _, told in case.steps[number:]:
            assert [text for text in told if text in page] == []
        answer(app, guess)
        for _, told in case.steps[: number + 1]:
            assert [text for text in told if text not in seen(app)] == []
    assert not waits(app, case.topic)


def waits(app, topic: str) -> bool:
    return app.session_state[f"playground.predict.{topic}.waits"]


def answer(app, guess: str) -> None:
    """Answers the open question, by typing or by pressing a word."""
    fields = [field for field in app.text_input if _is_guess(field)]
    (field,) = fields or [field for field in app.pills if _is_guess(field)]
    field.set_value(guess).run()
    assert not app.exception


def _is_guess(field) -> bool:
    return field.label == "Your guess" and field.key.startswith("playground.predict.")


def test_every_view_with_something_to_predict_is_tested():
    views = {(topic.name, view) for topic in WING for view in options(topic)}
    tested = {(case.topic, view_of(case)) for case in CASES}
    assert views - tested == {("tensors", PUZZLING)}


def options(topic) -> tuple[str, ...]:
    return dict(topic.content.State.specs())["view"].choices()


def view_of(case: Case) -> str:
    return TOPICS[case.topic].content.State(**case.settings).view


@pytest.mark.parametrize("settings", [{"view": PUZZLING}, {"view": BRIDGES, "about": SPEED}])
def test_where_there_is_nothing_to_predict_there_is_no_switch(settings):
    app = opened(Case("tensors", settings, ()))
    assert "Predict first" not in [toggle.label for toggle in app.toggle]


@pytest.mark.parametrize("topic", WING, ids=lambda topic: topic.name)
def test_no_step_of_the_guide_tells_what_is_asked(topic, monkeypatch):
    """Where the answer is a text that stands on the page for nothing else."""
    questions, hides = [], predict.hides
    monkeypatch.setattr(
        predict, "hides", lambda *parts: questions.append(parts[1]) or hides(*parts)
    )
    checked = 0
    for preset in topic.content.PRESETS:
        questions.clear()
        app = visited(topic, topic.query(preset.state.replace(predict=True)))
        assert not app.exception
        if not questions:
            continue
        question, page = questions[-1], seen(app)
        if is_distinct(question, stated_by(app, question)) and preset.name not in COINCIDENCES:
            checked += 1
            assert question.answer.shown not in page, preset.name
    assert checked > 2


COINCIDENCES = ("zero_grad in each round",)
"""Steps in which another number is the same: a loss of 2.56 in the second round."""


def is_distinct(question, stated: str) -> bool:
    """Whether an answer is a text that would stand on a page for nothing else."""
    shown = question.answer.shown
    is_word = isinstance(question.answer, Word) or shown == ERROR
    return len(shown) > 3 and shown not in stated and not is_word


def stated_by(app, question) -> str:
    """What a reader is given: the question, and what the page is set to."""
    fields = [*app.text_input, *app.text_area, *app.selectbox, *app.slider, *app.number_input]
    return "\n".join([question.asked, *(str(field.value) for field in fields)])


@pytest.mark.parametrize(
    ("topic", "name", "guess"),
    [
        ("tensors", "A byte wraps around", "uint8"),
        ("autograd", "A variable used twice", "5"),
        ("neuron", "Zero in, something out", "-1"),
    ],
)
def test_what_to_notice_at_a_step_waits_for_the_guess(topic, name, guess):
    preset = next(each for each in TOPICS[topic].content.PRESETS if each.name == name)
    app = opened(Case(topic, {"view": preset.state.view}, ()))
    app.button(key=f"{topic}.step.{name}").click().run()
    app.button(key=f"{topic}.preset.{name}").click().run()
    assert WAITING in captions(app) and preset.notice not in captions(app)
    while waits(app, topic):
        answer(app, guess)
        guess = {"tensors": "4", "neuron": "0.27"}.get(topic, "")
    assert preset.notice in captions(app) and WAITING not in captions(app)


WAITING = "First answer the question above the picture."


def captions(app) -> list[str]:
    """Without the links in them."""
    return [re.sub(r"\[(.*?)\]\(.*?\)", r"\1", each.value) for each in app.caption]
