"""Panels of the vision pages, components of our own: a picture whose pixels can be chosen, a kernel to be edited."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st
from torch import Tensor

from core.plots.pictures import Picture
from pages.ui.components import component

PICTURE, KERNEL = component("picture"), component("kernel")


@dataclass(frozen=True)
class Field:
    """Which pixels of an input feed one of the output: from place * step + start on, `length` of them, by axis."""

    step: int
    start: tuple[int, int]
    length: tuple[int, int]


def picture(key: str, shown: Picture, caption: str, alt: str, group: str, *, frame: tuple[int, int] | None = None,
            chosen: tuple[int, int] | None = None, field: Field | None = None,
            on_choose: Callable[[int, int], None] | None = None, answers: int = 0) -> None:
    """A picture under which stands its caption.

    Args:
        key: of the element.
        group: pictures of one group show what belongs to the pixel under the pen.
        frame: width and height, in pixels of the picture, of the place it is given; by default its own.
        chosen: row and column of the chosen output pixel.
        field: what of this picture feeds that pixel; by default it is the output itself.
        answers: the number of the canvas's message that this picture is the answer to, as in `components.strip`.
        on_choose: is called with the row and column of a pixel that the reader chooses.
    """
    def heard() -> None:
        if isinstance(cell := st.session_state[key].get("cell"), dict):
            on_choose(*(min(max(int(cell[axis]), 0), last - 1)
                        for axis, last in (("row", shown.height), ("column", shown.width))))

    data = shown.as_data() | {
        "caption": caption, "alt": alt, "group": group, "frame": frame or (shown.width, shown.height),
        "chosen": chosen, "answers": answers, "feeds": on_choose is not None,
        "field": field and {"step": field.step, "start": field.start, "length": field.length}}
    PICTURE(key=key, data=data, on_cell_change=heard if on_choose else lambda: None)


def kernel(key: str, weights: Tensor, on_edit: Callable[[list[list[float]]], None]) -> None:
    """A kernel (h, w) as a grid of numbers; `on_edit` is called with the rows that the reader made of it."""
    def heard() -> None:
        if rows := _rows(st.session_state[key].get("grid")):
            on_edit(rows)

    data = {"rows": [[float(f"{weight:.6g}") for weight in row] for row in weights.tolist()]}
    KERNEL(key=key, data=data, on_grid_change=heard)


def _rows(sent: Any) -> list[list[float]] | None:
    """What a browser sent, if it is rows of numbers."""
    try:
        return [[float(weight) for weight in row] for row in sent["rows"]]
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
