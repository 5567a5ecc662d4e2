"""The guide: a step is opened, guessed at and shown."""

import pytest
from streamlit.testing.v1 import AppTest

from core.registry import Preset
from core.topics import TOPICS
from pages.ui.guide import SEEN, SHOWN

TOPIC = TOPICS["convolution"]
PRESETS = {preset.name: preset for preset in TOPIC.content.PRESETS}
ASKED = PRESETS["Half the size"]
TOLD = PRESETS["Soft focus"]


def page():
    import streamlit as st

    from core.topics import TOPICS
    from pages.ui.guide import guide

    topic = TOPICS["convolution"]
    state = st.session_state.setdefault("state", topic.content.State(picture="chart"))
    guide(topic, state, lambda state: st.session_state.update(state=state))


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_function(page, default_timeout=60).run()


def test_the_names_of_sections_lead_there(app):
    app.session_state["convolution.sections"] = ("picture", "Code")
    step(app, TOLD)
    (text,) = captions(app)
    assert (
        "[picture](#picture)" in text
        and text.replace("[picture](#picture)", "picture") == TOLD.notice
    )


def step(app: AppTest, preset: Preset) -> AppTest:
    return app.button(key=f"convolution.step.{preset.name}").click().run()


def captions(app: AppTest) -> list[str]:
    return [caption.value for caption in app.caption]


def test_every_preset_is_a_step_and_one_is_open(app):
    first, *others = (
        f"{number}. {preset.question}" for number, preset in enumerate(PRESETS.values(), 1)
    )
    assert app.header[0].value == "Guide"
    assert [button.label for button in app.button] == [first, "Show me", *others]
    assert captions(app) == []


def test_a_step_without_a_guess_is_shown_at_once(app):
    step(app, TOLD)
    assert app.session_state["state"] == TOLD.state
    assert captions(app) == [TOLD.notice]
    assert app.button(key=f"convolution.preset.{TOLD.name}").label == "Show me again"


def test_a_step_with_a_guess_is_shown_when_it_is_asked_for(app):
    before = app.session_state["state"]
    step(app, ASKED)
    assert app.session_state["state"] == before and captions(app) == []
    app.button(key=f"convolution.preset.{ASKED.name}").click().run()
    assert app.session_state["state"] == ASKED.state and captions(app) == [ASKED.notice]


@pytest.mark.parametrize(
    ("index", "line"),
    [
        (0, f":material/check_circle: **{ASKED.right}**"),
        (1, f"You guessed {ASKED.answers[1]}. The answer is **{ASKED.right}**."),
    ],
)
def test_a_guess_is_right_or_wrong(app, index, line):
    step(app, ASKED)
    app.pills(key=f"convolution.guess.{ASKED.name}").set_value(ASKED.answers[index]).run()
    assert captions(app) == [], "before it is shown, nothing is told"
    app.button(key=f"convolution.preset.{ASKED.name}").click().run()
    assert line in [text.value for text in app.markdown]


def test_the_step_of_the_state_is_open_and_tells_nothing_before_a_guess():
    app = AppTest.from_function(page, default_timeout=60)
    app.session_state["state"] = ASKED.state
    app.run()
    assert app.button(key=f"convolution.preset.{ASKED.name}").label == "Show me"
    assert captions(app) == []


def marked(app: AppTest, icon: str = SEEN) -> list[str]:
    return [button.label for button in app.button if button.proto.icon == icon]


def test_a_step_is_marked_and_told_while_the_picture_is_what_it_speaks_of(app):
    step(app, TOLD)
    (question,) = marked(app)
    assert question.endswith(TOLD.question)
    app.session_state["state"] = TOLD.state.replace(stride=2)
    app.run()
    assert marked(app) == [question] and captions(app) == [TOLD.notice]
    app.session_state["state"] = TOLD.state.replace(view="Pooling")
    app.run()
    assert marked(app) == [] and captions(app) == []
    assert marked(app, SHOWN) == [question]
    assert app.button(key=f"convolution.preset.{TOLD.name}").label == "Show me again"
    app.session_state["state"] = TOLD.state
    app.run()
    assert marked(app) == [question] and captions(app) == [TOLD.notice]


def long_page():
    import streamlit as st

    from core.topics import TOPICS
    from pages.ui.guide import guide

    topic = TOPICS["tensors"]
    state = st.session_state.setdefault("state", topic.content.State())
    guide(topic, state, lambda state: st.session_state.update(state=state))


def test_of_a_long_guide_the_steps_of_one_view_are_there():
    app = AppTest.from_function(long_page, default_timeout=60).run()
    presets = TOPICS["tensors"].content.PRESETS
    state = TOPICS["tensors"].content.State()
    views = list(dict.fromkeys(preset.state.view for preset in presets))

    def steps_are_of(view):
        wanted = [
            f"{number}. {preset.question}"
            for number, preset in enumerate(presets, 1)
            if preset.state.view == view
        ]
        labels = [button.label for button in app.button]
        assert [label for label in labels if label[0].isdigit()] == wanted
        assert [label.split(" · ")[0] for label in labels if " · " in label] == views
        assert labels.count("Show me") == 1

    steps_are_of(state.view)
    app.session_state["state"] = state.replace(view=views[1])
    app.run()
    steps_are_of(views[1])
    app.button(key=f"tensors.chapter.{views[2]}").click().run()
    steps_are_of(views[2])
    step = next(preset for preset in presets if preset.state.view == views[2])
    app.button(key=f"tensors.step.{step.name}").click().run()
    if step.answers:
        app.button(key=f"tensors.preset.{step.name}").click().run()
    assert app.session_state["state"] == step.state
    assert marked(app)[0].endswith(step.question)
    assert [button.label for button in app.button].count("Show me again") == 1


@pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS)
def test_every_step_is_a_question(topic):
    for preset in topic.content.PRESETS:
        assert preset.question.endswith("?"), preset.name


def test_the_right_answer_is_among_the_answers():
    with pytest.raises(ValueError, match="right='3' must be one of 1, 2"):
        Preset("a", "b", ASKED.state, "c?", ("1", "2"), "3")
