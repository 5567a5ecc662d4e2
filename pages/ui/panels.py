"""Panels of the vision pages, components of our own: a picture whose pixels can be chosen, a kernel to be edited."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st
from torch import Tensor

from core.plots.cells import Cells
from core.plots.pictures import Picture
from pages.ui.components import component

PICTURE, KERNEL, CELLS = component("picture"), component("kernel"), component("cells")


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
    data = shown.as_data() | {
        "caption": caption, "alt": alt, "group": group, "frame": frame or (shown.width, shown.height),
        "chosen": chosen, "answers": answers, "feeds": on_choose is not None,
        "field": field and {"step": field.step, "start": field.start, "length": field.length}}
    heard = _hearing(key, on_choose, shown.height, shown.width) if on_choose else lambda: None
    PICTURE(key=key, data=data, on_cell_change=heard)


def kernel(key: str, weights: Tensor, on_edit: Callable[[list[list[float]]], None]) -> None:
    """A kernel (h, w) as a grid of numbers; `on_edit` is called with the rows that the reader made of it."""
    def heard() -> None:
        if rows := _rows(st.session_state[key].get("grid")):
            on_edit(rows)

    data = {"rows": [[float(f"{weight:.6g}") for weight in row] for row in weights.tolist()]}
    KERNEL(key=key, data=data, on_grid_change=heard)


def cells(key: str, shown: Cells, chosen: tuple[int, int] = (0, 0),
          on_choose: Callable[[int, int], None] | None = None,
          beyond: tuple[tuple[int, int], tuple[int, int]] | None = None) -> None:
    """Grids whose cells belong together, and buttons that walk through those of the leading one.

    Args:
        key: of the element.
        chosen: row and column of the leading grid's cell that is chosen at first.
        on_choose: is called with those that the reader chooses; without it the choice stays in the browser.
        beyond: where the leading grid is part of a larger one, the cells before its first and after its last.
    """
    leader = next(grid for grid in shown.grids if grid.name == shown.leader)
    data = shown.as_data() | {"chosen": chosen, "reports": on_choose is not None, "beyond": beyond}
    heard = _hearing(key, on_choose, *leader.values.shape[-2:], beyond or ()) if on_choose else lambda: None
    CELLS(key=key, data=data, on_cell_change=heard)


def _hearing(key: str, on_choose: Callable[[int, int], None], height: int, width: int,
             beyond: tuple = ()) -> Callable[[], None]:
    """Hands a cell that the browser sends on, if it is one of the grid or right beyond it."""
    def heard() -> None:
        try:
            cell = st.session_state[key]["cell"]
            row, column = int(cell["row"]), int(cell["column"])
        except (KeyError, TypeError, ValueError, OverflowError):  # nothing that our component would send
            return
        if (row, column) not in beyond:
            row, column = min(max(row, 0), height - 1), min(max(column, 0), width - 1)
        on_choose(row, column)

    return heard


def _rows(sent: Any) -> list[list[float]] | None:
    """What a browser sent, if it is rows of numbers."""
    try:
        return [[float(weight) for weight in row] for row in sent["rows"]]
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
