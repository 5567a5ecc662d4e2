"""A picture of tensors on a page: see `core.plots.tensors`."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from core.plots.tensors import TensorPicture
from pages.ui.components import MALFORMED, component

TENSOR = component("tensor")


def tensors(
    key: str,
    picture: TensorPicture,
    chosen: int = 0,
    on_choose: Callable[[int], None] | None = None,
    on_edit: Callable[[int, int], None] | None = None,
) -> None:
    """Shows tensors. A cell under the pointer or with the keyboard's focus tells its index and its
    number, and shows the cells that made it.

    Args:
        key: of the element.
        picture: what is shown.
        chosen: the leading tensors' cell that is chosen at first.
        on_choose: is called with the position that a reader chooses; without it the choice stays
            in the browser.
        on_edit: is called with the position of a cell and the whole number that a reader types into
            it; without it nothing can be typed.
    """
    count = sum(panel.tensor.numel() for panel in picture.leading)

    def told() -> None:
        position = read_position(st.session_state[key].get("cell"), count)
        if on_choose is not None and position is not None:
            on_choose(position)

    def edited() -> None:
        edit = read_edit(st.session_state[key].get("number"), count)
        if on_edit is not None and edit is not None:
            on_edit(*edit)

    reports = {"reports": on_choose is not None, "edits": on_edit is not None}
    data = picture.as_data() | {"chosen": chosen} | reports
    TENSOR(key=key, data=data, on_cell_change=told, on_number_change=edited)


def read_position(message: Any, count: int) -> int | None:
    """The position of a cell, of so many, in a browser's message; None if our component would not
    send it.
    """
    try:
        position = int(message)
    except MALFORMED:
        return None
    return position if 0 <= position < count else None


def read_edit(message: Any, count: int) -> tuple[int, int] | None:
    """The position of a cell and a whole number for it, in a browser's message; None if our
    component would not send it.
    """
    try:
        position, number = read_position(message["cell"], count), int(message["number"])
    except MALFORMED:
        return None
    return None if position is None else (position, number)
