"""The second half of the tensors page: broadcasting, memory, types, puzzles, conversions."""

import pytest
from playwright.sync_api import expect

from core.foundations.tensors.conversions import SPEED
from core.foundations.tensors.devices import CPU, Timing, Timings
from core.foundations.tensors.puzzles import PUZZLES
from core.foundations.tensors.solving import answers
from core.foundations.tensors.state import (
    BRIDGES,
    BROADCASTING,
    MEMORY,
    OPERATE,
    PUZZLING,
    TYPES,
    State,
)
from core.topics import TOPICS
from pages.ui import cached
from tests.browser import settled, visit
from tests.visits import visited

TOPIC = TOPICS["tensors"]

FIRST, SECOND = list(PUZZLES)[:2]


def shown(**settings):
    app = visited(TOPIC, TOPIC.query(State(**settings)))
    assert not app.exception
    return app


def words(app) -> str:
    return "\n".join(each.value for each in app.markdown)


def test_what_does_not_fit_shows_torchs_own_message():
    app = shown(view=BROADCASTING, shape_a="4, 3", shape_b="4")
    assert "do not fit" in words(app) and "PyTorch says" in words(app)
    assert any("must match the size" in code.value for code in app.code)


def test_a_loss_of_each_with_each_shows_torchs_warning():
    app = shown(view=BROADCASTING, shape_a="4, 1", shape_b="4", combination="MSE loss")
    assert "**2.5**" in words(app) and "PyTorch warns" in words(app)
    assert any("broadcasting" in code.value for code in app.code)


def test_a_shape_that_is_none_is_told_and_the_last_one_stays():
    app = shown(view=BROADCASTING)
    app.text_input(key="tensors.shape_a").set_value("3, x").run()
    assert not app.exception and "must be whole numbers" in app.warning[0].value
    assert "(3, 3)" in words(app)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"chain": "x.T.view(6)"}, "view size"),
        ({"write_at": "5, 5"}, "out of bounds"),
    ],
)
def test_memory_shows_what_torch_refuses(settings, message):
    app = shown(view=MEMORY, **settings)
    assert any(message in code.value for code in app.code)


def test_types_show_the_number_or_the_message():
    assert "250 + 10 = 4" in words(shown(view=TYPES))
    app = shown(view=TYPES, first="300")
    assert any("overflow" in code.value for code in app.code)


def test_a_puzzle_is_solved_ticked_and_left_for_another():
    app = shown(view=PUZZLING)
    field = app.text_input(key="tensors.puzzle.answer")
    field.set_value("a + b").run()
    assert "Not yet" in words(app) and not answers(app.session_state["tensors.solved"])
    app.text_input(key="tensors.puzzle.answer").set_value("a[:, None] + b").run()
    assert "**Right**" in words(app) and f"1 of {len(PUZZLES)} puzzles solved" in words(app)
    assert f"{FIRST}: a[:, None] + b" in app.query_params["tensors.solved"]
    app.selectbox(key="tensors.puzzle").set_value(SECOND).run()
    assert app.text_input(key="tensors.puzzle.answer").value == "" and not app.warning
    app.selectbox(key="tensors.puzzle").set_value(FIRST).run()
    assert app.text_input(key="tensors.puzzle.answer").value == "a[:, None] + b"
    assert not app.exception and "**Right**" in words(app)
    app.button(key="tensors.step.The first puzzle").click().run()
    assert FIRST in answers(app.session_state["tensors.solved"])


def test_what_cannot_be_read_is_told_and_the_last_answer_stays():
    app = shown(view=PUZZLING, puzzle=PUZZLES.pick(FIRST, answer="a[:, None] + b"))
    app.text_input(key="tensors.puzzle.answer").set_value("__import__('os')").run()
    assert not app.exception and app.warning and "**Right**" in words(app)


def test_hints_come_one_by_one():
    app = shown(view=PUZZLING)
    hints = PUZZLES[FIRST].hints
    for count, hint in enumerate(hints, 1):
        assert hint not in words(app)
        app.button(key="tensors.hint").click().run()
        assert hint in words(app) and f"**Hint {count + 1}**" not in words(app)
    assert app.button(key="tensors.hint").disabled


def test_products_are_timed_once_the_button_is_pressed(monkeypatch):
    rows = (Timing(CPU, "float32", 128, 0.2), Timing(CPU, "bfloat16", 128, 0.1))
    app = shown(view=BRIDGES, about=SPEED)
    monkeypatch.setattr(cached, "last", lambda *_: Timings(rows, 1.0))
    app.button(key="tensors.time").click().run()
    assert not app.exception and "**2 times**" in words(app)


def test_a_number_that_is_typed_into_y_is_seen_in_x(page):
    visit(page, TOPIC.link(State(view=MEMORY)))
    page.get_by_role("gridcell", name="y[0, 1] =").focus()
    page.keyboard.type("42")
    page.keyboard.press("Enter")
    expect(page.get_by_role("gridcell", name="x[1, 0] =")).to_have_text("42")
    assert "tensors.written=42" in settled(page).url


def test_a_puzzle_is_solved_in_a_browser(page):
    visit(page, TOPIC.link(State(view=PUZZLING)))
    field = page.get_by_role("textbox", name="Your expression")
    field.fill("a[:, None] + b")
    field.press("Enter")
    expect(page.get_by_text("Right")).to_be_visible()
    expect(page.get_by_text(f"1 of {len(PUZZLES)} puzzles solved")).to_be_visible()
    expect(page.get_by_role("grid", name="Yours: (2, 3)")).to_be_visible()


def test_another_operation_starts_with_a_text_of_its_own():
    """The index of one is none of the other, and has the same name."""
    app = shown(view=OPERATE, operation="Index")
    app.selectbox(key="tensors.operation").set_value("Gather").run()
    assert not app.exception and not app.warning
    assert app.text_input(key="tensors.operation.index").value == "[[2], [0], [1]]"
