"""What a browser may send in place of a drawing."""

import pytest
from streamlit.testing.v1 import AppTest

from core.data.handwriting.strokes import SIZE
from pages.ui import canvas
from pages.ui.canvas import MAX_POINTS, Drawing, read_drawing


def test_a_drawing_is_taken_as_it_is():
    sent = {"revision": 3, "strokes": [[[1, 2], [3, 4]], [[5, 6]]], "done": False}
    assert read_drawing(sent, 3) == Drawing((((1, 2), (3, 4)), ((5, 6),)), False)
    assert read_drawing(sent, 4) is None  # another drawing was put on the canvas meanwhile


def test_points_are_whole_and_on_the_canvas_and_empty_strokes_left_out():
    sent = {"revision": 0, "strokes": [[], [[-5, 1e9], [2.7, 3]]], "done": 1}
    assert read_drawing(sent, 0) == Drawing((((0, SIZE), (2, 3)),), True)


def canvas_with_boxes():
    import streamlit as st

    from core.plots.boxes import Box
    from pages.ui import canvas

    def boxes(strokes):
        st.session_state["asked"] = strokes
        return [Box(1, 2, 3, 4, "7")]

    canvas.CANVAS = lambda **options: st.session_state.update(data=options["data"]) or canvas
    canvas.drawing = None
    canvas.drawing_canvas("canvas", (((1, 2),),), 0, 20, boxes)


def test_the_boxes_are_those_of_what_is_drawn(monkeypatch):
    monkeypatch.setattr(canvas, "CANVAS", canvas.CANVAS)
    monkeypatch.setattr(canvas, "drawing", None, raising=False)
    app = AppTest.from_function(canvas_with_boxes)
    app.run(timeout=60)
    assert not app.exception and app.session_state["asked"] == (((1, 2),),)
    box = {"top": 1, "left": 2, "bottom": 3, "right": 4, "text": "7"}
    assert app.session_state["data"]["boxes"] == [box]
    app.session_state["canvas"] = {"drawing": {"revision": 0, "strokes": [[[5, 6]]], "done": 0}}
    app.run(timeout=60)
    assert app.session_state["asked"] == (((5, 6),),)


@pytest.mark.parametrize(
    "strokes",
    [
        None,
        7,
        "text",
        ["text"],
        [7],
        [[7]],
        [[[1]]],
        [[[1, 2, 3]]],
        [[["a", "b"]]],
        [[[None, 1]]],
        {"a": 1},
        [[[float("nan"), 1]]],
        [[[float("inf"), 1]]],
        [[[1, 2]] * (MAX_POINTS + 1)],
        [[[1, 2]]] * (MAX_POINTS + 1),
    ],
)
def test_anything_else_is_no_drawing(strokes):
    assert read_drawing({"revision": 0, "strokes": strokes, "done": True}, 0) is None


@pytest.mark.parametrize(
    "sent", [None, 7, "text", [], {}, {"revision": 0}, {"revision": 0, "strokes": [[[1, 2]]]}]
)
def test_what_is_not_even_a_message_is_no_drawing(sent):
    assert read_drawing(sent, 0) is None
