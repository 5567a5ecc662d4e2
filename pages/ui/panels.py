"""Panels of the vision pages, a function each: answers, pictures, maps, a kernel, grids of numbers.

What a reader clicks or types into one comes back as a return value or through a callback. Messages
of a browser are checked here: those that our components would not send change nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from torch import Tensor

from core.plots.cells import Cells
from core.plots.columns import Column
from core.plots.numbers import probability
from core.plots.pictures import Picture
from core.plots.pixels import Pixels
from core.vision.digits.state import Reading, verdict
from pages.ui.components import MALFORMED, component

ANSWER, STRIP, MAPS = component("answer"), component("strip"), component("maps")
PICTURE, KERNEL, CELLS = component("picture"), component("kernel"), component("cells")

OnChoose = Callable[[int, int], None]
"""Is called with the row and the column that a reader chooses."""

LONGEST_NAME = 80
"""Characters of a layer's name that are taken from a browser."""


@dataclass(frozen=True)
class Window:
    """The pixels of an input that feed the output pixel at an index.

    On each axis they are `length` pixels, from index * step + start on.
    """

    step: int
    start: tuple[int, int]
    length: tuple[int, int]


def answer(key: str, reading: Reading, done: bool) -> None:
    """Each model's digit, its probability and the runner-up, and bars of all ten probabilities.

    Args:
        key: of the element.
        reading: what the models make of the picture.
        done: False while the pen is down; a screen reader is told of the answer once it is lifted.
    """
    models = [_answer_of(name, probabilities) for name, probabilities in reading.answers.items()]
    if len(models) > 1:  # there is no room for the word
        models = [model | {"sure": model["texts"][int(model["digit"])]} for model in models]
    if not reading.looks_like_a_digit:
        models = [model | {"next": f"Unlike a digit. {model['next']}"} for model in models]
    ANSWER(key=key, data={"models": models, "blank": False, "done": done})


def answers(key: str, readings: Sequence[Reading], done: bool) -> None:
    """The same panel for one digit or for several, which it shows side by side.

    Args:
        key, done: as in `answer`.
        readings: of the digits, from left to right.
    """
    if len(readings) == 1:
        answer(key, readings[0], done)
        return
    models = [
        _answers_of(name, [reading.answers[name] for reading in readings])
        for name in readings[0].answers
    ]
    ANSWER(key=key, data={"models": models, "blank": True, "done": done})


def _answers_of(name: str, answers: Sequence[Tensor]) -> dict[str, Any]:
    """A model's answers to several digits, from ten probabilities (10,) for each."""
    results = [verdict(probabilities) for probabilities in answers]
    weakest = min(results, key=lambda result: result.probability)
    return _without_bars(
        f"{name} reads",
        "".join(str(result.digit) for result in results),
        f"{len(results)} digits",
        f"Least sure: {weakest.digit} ({probability(weakest.probability)})",
    )


def _without_bars(name: str, digit: str, sure: str, next: str) -> dict[str, Any]:
    texts = {"name": name, "digit": digit, "sure": sure, "next": next}
    return texts | {"shares": [0] * 10, "texts": [""] * 10}


def _answer_of(name: str, probabilities: Tensor) -> dict[str, Any]:
    """A model's answer, from its ten probabilities (10,), as the component takes it."""
    result = verdict(probabilities)
    shares = probabilities.tolist()
    return {
        "name": f"{name} reads",
        "digit": str(result.digit),
        "sure": f"Probability {probability(result.probability)}",
        "next": f"Next: {result.runner_up} ({probability(result.next_probability)})",
        "shares": shares,
        "texts": [probability(share) for share in shares],
    }


def no_answer(key: str, request: str, detail: str) -> None:
    """The same panel while there is nothing to read: a `request`, and a `detail` under it."""
    empty = _without_bars("", "?", request, detail)
    ANSWER(key=key, data={"models": [empty], "blank": True, "done": True})


def strip(key: str, pictures: Sequence[Pixels], arrows: bool = True, answers: int = 0) -> None:
    """Pictures side by side, each pixel a square, under their captions.

    Args:
        key: of the element.
        pictures: from left to right.
        arrows: whether each follows from the one before.
        answers: the number of the canvas's message that these pictures are the answer to: once they
            are shown, the canvas sends the next.
    """
    data = {
        "pictures": [picture.as_data() for picture in pictures],
        "arrows": arrows,
        "answers": answers,
    }
    STRIP(key=key, data=data)


def maps(
    key: str,
    columns: Sequence[Column],
    narrowest: int = 60,
    widest: int = 150,
    wrap: int = 0,
    stack: bool = False,
    answers: int = 0,
    sight: str = "",
    revision: int = 0,
) -> tuple[str, int] | None:
    """Columns of small pictures; returns the layer and the unit that were just clicked, if any.

    Args:
        key: of the element.
        columns: from left to right.
        narrowest: pixels at least of a column of width 1; what does not fit is scrolled to.
        widest: pixels at most.
        wrap: if above 0, so many columns stand beside each other, and the next below them.
        stack: on a phone the first column and the last stand beside each other, the others below.
        answers: as in `strip`.
        sight: the layer that is scrolled into sight when it is another than before, or when the
            revision is.
    """
    data = {
        "columns": [column.as_data() for column in columns],
        "narrowest": narrowest,
        "widest": widest,
        "wrap": wrap,
        "stack": stack,
        "answers": answers,
        "sight": sight,
        "revision": revision,
    }
    return read_unit(MAPS(key=key, data=data, on_picked_change=lambda: None).picked)


def picture(
    key: str,
    image: Picture,
    caption: str,
    alt: str,
    group: str,
    *,
    frame: tuple[int, int] | None = None,
    chosen: tuple[int, int] | None = None,
    field: Window | None = None,
    on_choose: OnChoose | None = None,
    answers: int = 0,
) -> None:
    """A picture over its caption.

    Args:
        key: of the element.
        image: the picture itself.
        caption: stands under it.
        alt: is read out in its stead.
        group: pictures of one group show what belongs to the pixel under the pointer.
        frame: width and height of the frame that it is shown in, in its pixels; by default its own.
        chosen: row and column of the chosen output pixel.
        field: what of this picture feeds that pixel; by default it is the output itself.
        on_choose: is called when a reader chooses a pixel.
        answers: as in `strip`.
    """
    data = image.as_data() | {
        "caption": caption,
        "alt": alt,
        "group": group,
        "frame": frame or (image.width, image.height),
        "chosen": chosen,
        "field": None if field is None else vars(field),
        "answers": answers,
        "feeds": on_choose is not None,
    }
    listener = _cell_listener(key, on_choose, image.height, image.width)
    PICTURE(key=key, data=data, on_cell_change=listener)


def kernel(key: str, weights: Tensor, on_edit: Callable[[list[list[float]]], None]) -> None:
    """A kernel (h, w) as a grid of numbers; `on_edit` is called with the rows of an edited one."""

    def edited() -> None:
        if rows := read_rows(st.session_state[key].get("grid")):
            on_edit(rows)

    data = {"rows": [[float(f"{weight:.6g}") for weight in row] for row in weights.tolist()]}
    KERNEL(key=key, data=data, on_grid_change=edited)


def cells(
    key: str,
    grids: Cells,
    chosen: tuple[int, int] = (0, 0),
    on_choose: OnChoose | None = None,
    beyond: tuple[tuple[int, int], tuple[int, int]] | None = None,
    start: tuple[int, int] = (0, 0),
) -> None:
    """Grids whose cells belong together, and buttons that walk through those of the leading one.

    Args:
        key: of the element.
        grids: what is shown.
        chosen: row and column of the leading grid's cell that is chosen at first.
        on_choose: is called when a reader chooses a cell; without it the choice stays in the
            browser.
        beyond: where the leading grid is part of a larger one, the cells before its first and after
            its last.
        start: where it begins in that.
    """
    leader = next(grid for grid in grids.grids if grid.name == grids.leader)
    data = grids.as_data() | {"chosen": chosen, "beyond": beyond, "start": start}
    data["reports"] = on_choose is not None
    height, width = leader.values.shape[-2:]
    listener = _cell_listener(key, on_choose, height, width, beyond or (), start)
    CELLS(key=key, data=data, on_cell_change=listener)


def _cell_listener(
    key: str,
    on_choose: OnChoose | None,
    height: int,
    width: int,
    beyond: Sequence[tuple[int, int]] = (),
    start: tuple[int, int] = (0, 0),
) -> Callable[[], None]:
    """Hands on the cell that a browser sends, moved into a grid of this size.

    Only the cells `beyond` may be outside of it. A message may come late, when another part of a
    larger grid is there already: it names the `start` of its own.
    """

    def chosen() -> None:
        message = st.session_state[key].get("cell")
        cell = read_cell(message)
        if on_choose is None or cell is None or message.get("start", [*start]) != [*start]:
            return
        row, column = cell
        if cell not in beyond:
            row, column = min(max(row, 0), height - 1), min(max(column, 0), width - 1)
        on_choose(row, column)

    return chosen


def read_cell(message: Any) -> tuple[int, int] | None:
    """Row and column of a cell in a browser's message; None if our components would not send it."""
    try:
        return int(message["row"]), int(message["column"])
    except MALFORMED:
        return None


def read_unit(message: Any) -> tuple[str, int] | None:
    """A layer and a unit in a browser's message; None if our components would not send it."""
    try:
        return str(message["layer"])[:LONGEST_NAME], max(0, int(message["unit"]))
    except MALFORMED:
        return None


def read_rows(message: Any) -> list[list[float]] | None:
    """Rows of numbers in a browser's message; None if our components would not send it."""
    try:
        return [[float(weight) for weight in row] for row in message["rows"]]
    except MALFORMED:
        return None
