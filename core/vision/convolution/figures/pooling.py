"""A picture, what pooling leaves of it, and the gradient that comes back."""

from functools import lru_cache

from torch import Tensor, nan
from torch.nn import functional as F

from core.plots.cells import CellGrid, Cells, Links, skipped
from core.plots.numbers import number
from core.vision.convolution.figures.arithmetic import HATCHED, titled, unread_words
from core.vision.convolution.figures.filtering import DIGITS
from core.vision.convolution.pooling import Pooled
from core.vision.convolution.words import ties_words

HEIGHT = 330  # pixels that a grid may take

Padding = tuple[int, int, int, int]
"""Cells at top, left, bottom and right."""


@lru_cache(maxsize=32)
def pooled_cells(result: Pooled) -> Cells:
    """The chosen window in picture and gradient, and the cell that won it."""
    padding = _padding(result)
    padded, links = _padded(result.picture, padding), _links(result, padding)
    grids = (
        CellGrid(
            "input",
            titled("Input", result.picture),
            padded,
            padding=padding,
            height=HEIGHT,
            skipped=skipped(links, padded.shape),
        ),
        CellGrid(
            "output",
            titled("Output", result.output),
            result.output,
            before="→",
            height=HEIGHT,
            high=max(1.0, float(result.output.max())),
        ),
        CellGrid(
            "gradient",
            titled("Gradient of the input,", result.gradient),
            _padded(result.gradient, padding),
            padding=padding,
            signed=True,
            high=float(result.gradient.abs().max()) or 1.0,
            before="←",
            height=HEIGHT,
        ),
    )
    points = {}
    if result.winners is not None:
        indices = _indices_in_padded(result.winners, result.picture.shape[1], padding)
        points = {"input": indices, "gradient": indices}
    rows, columns = map(range, result.output.shape)
    lines = [pooled_words(result, row, column) for row in rows for column in columns]
    return Cells(grids, "output", {"input": links, "gradient": links}, points, lines=lines)


def _links(result: Pooled, padding: Padding) -> Links:
    """Of each output cell the rows and columns of the padded picture in its window."""
    rows, columns = (
        [[cell + first for cell in window] for window in windows]
        for windows, first in zip(result.windows, padding[:2], strict=True)
    )
    return rows, columns


def _padding(result: Pooled) -> Padding:
    """How far the windows reach beyond the picture."""
    cells = [[cell for window in windows for cell in window] for windows in result.windows]
    top, left = (max(0, -min(axis, default=0)) for axis in cells)
    bottom, right = (
        max(0, max(axis, default=0) + 1 - side)
        for axis, side in zip(cells, result.picture.shape, strict=True)
    )
    return top, left, bottom, right


def _padded(values: Tensor, padding: Padding) -> Tensor:
    top, left, bottom, right = padding
    return F.pad(values, (left, right, top, bottom), value=nan)


def _indices_in_padded(indices: Tensor, width: int, padding: Padding) -> list[int]:
    """Indices of a flattened picture as those of the padded one."""
    top, left, _, right = padding
    rows, columns = indices // width + top, indices % width + left
    return (rows * (left + width + right) + columns).flatten().tolist()


def pooled_words(result: Pooled, row: int, column: int) -> str:
    """What a window holds, which cell is the largest, and how the number follows at the edge."""
    rows, columns = result.held(row, column)
    held = f"{rows} × {columns} {'cell' if rows * columns == 1 else 'cells'}"
    held = held if rows and columns else "nothing of the picture"
    output = number(float(result.output[row, column]), DIGITS)
    text = f"y[{row}, {column}] = {output}, from {held}"
    if edge := result.at_edge(row, column):
        text += f": {edge}"
    if result.winners is None:
        return text + "."
    i, j = divmod(int(result.winners[row, column]), result.picture.shape[1])
    if (ties := result.ties[row][column]) > 1:
        equal = ties_words(ties, rows * columns).lower()
        return (
            f"{text}; {equal} equally large: torch takes the first, at row {i}, column {j}, and "
            "it alone gets the gradient."
        )
    return f"{text}; the largest is at row {i}, column {j}, and it alone gets the gradient."


def skipped_words(result: Pooled) -> str:
    """How much of the picture no window holds, or nothing."""
    rows, columns = (
        side - len({cell for window in axis for cell in window} & set(range(side)))
        for axis, side in zip(result.windows, result.picture.shape, strict=True)
    )
    return unread_words(result.picture.shape, rows, columns, HATCHED)
