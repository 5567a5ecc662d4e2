"""The canvas on which a reader draws, and the reading of what it sends."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.data.handwriting.canvas import SIZE, Strokes
from core.plots.boxes import Box
from pages.ui.components import MALFORMED, component

CANVAS = component("canvas")

PLAYED, SHOWN = "played", "shown"
"""What becomes of the first drawing where it is an example: the canvas draws it by itself, or shows
it at once. The reader's first stroke takes its place.
"""

MAX_POINTS = 2000
"""Points that a drawing may have, ten times those of a digit; more would take too long to read."""


@dataclass(frozen=True)
class Drawing:
    """What is on the canvas.

    Args:
        strokes: the lines, in canvas pixels.
        done: False while the pen is down.
        number: that of the browser's message; 0 for a drawing that comes from Python.
    """

    strokes: Strokes
    done: bool
    number: int = 0


Boxes = Callable[[Strokes], Sequence[Box]]
"""What is to be framed in a drawing."""


def drawing_canvas(
    key: str,
    start: Strokes,
    revision: int,
    brush: int,
    boxes: Boxes | None = None,
    example: str = "",
) -> Drawing:
    """Shows the canvas, and returns what is drawn on it.

    Args:
        key: of the widget.
        start: the drawing it shows first, and again whenever `revision` changes.
        revision: a number that a caller raises to put another drawing on the canvas.
        brush: width of the line in canvas pixels.
        boxes: is asked what to frame in what is drawn.
        example: if `start` is one, PLAYED or SHOWN.
    """
    data = {"strokes": start, "revision": revision, "brush": brush, "most": MAX_POINTS}
    data["example"] = example
    if boxes is not None:
        sent = st.session_state.get(key) or {}  # before this run, which it is shown in
        drawing = read_drawing(sent.get("drawing"), revision) or Drawing(start, True)
        data["boxes"] = [box.as_data() for box in boxes(drawing.strokes)]
    message = CANVAS(key=key, data=data, on_drawing_change=lambda: None).drawing
    return read_drawing(message, revision) or Drawing(start, True)


def read_drawing(message: Any, revision: int) -> Drawing | None:
    """The drawing in a browser's message; None if our canvas would not send it, or it is outdated.

    It is outdated if it is of another `revision`. Points are cut to whole pixels and moved onto the
    canvas; empty strokes are left out.
    """
    try:
        if message["revision"] != revision or sum(map(len, message["strokes"])) > MAX_POINTS:
            return None
        strokes = tuple(
            tuple((_coordinate(x), _coordinate(y)) for x, y in stroke)
            for stroke in message["strokes"]
            if stroke
        )
        return Drawing(strokes, bool(message["done"]), int(message.get("number", 0)))
    except MALFORMED:
        return None


def _coordinate(value: Any) -> int:
    return min(max(int(value), 0), SIZE)
