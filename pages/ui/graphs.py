"""Graphs of boxes and arrows on a page: the reader steps through them, moves and zooms them."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from core.plots.graphs import GraphPicture
from pages.ui.components import MALFORMED, component

GRAPH = component("graph")

LONGEST_NAME = 200
"""Characters of a box's name that are taken from a browser."""


def graph(
    key: str,
    picture: GraphPicture,
    step: int,
    on_step: Callable[[int], None],
    on_open: Callable[[str], None] | None = None,
) -> None:
    """A graph that is as large as its container.

    Args:
        key: of the element.
        picture: the drawing and its steps.
        step: the one that is shown at first.
        on_step: is called with the step at which a reader stays.
        on_open: is called with the name of a box that opens, once it is clicked.
    """

    def stepped() -> None:
        number = read_step(st.session_state[key].get("step"), len(picture.scenes))
        if number is not None:
            on_step(number)

    def opened() -> None:
        names = {box.name for box in picture.boxes if box.opens}
        name = read_name(st.session_state[key].get("opened"))
        if on_open is not None and name in names:
            on_open(name)

    GRAPH(
        key=key,
        data=picture.as_data() | {"step": min(step, len(picture.scenes) - 1)},
        height="stretch",
        on_step_change=stepped,
        on_opened_change=opened,
    )


def read_step(message: Any, count: int) -> int | None:
    """A step in a browser's message, of so many; None if our component would not send it."""
    try:
        step = int(message)
    except MALFORMED:
        return None
    return step if 0 <= step < count else None


def read_name(message: Any) -> str:
    """The name of a box in a browser's message; "" if our component would not send it."""
    return message[:LONGEST_NAME] if isinstance(message, str) else ""
