"""One number of an output, and its neighbours: the window, the kernel, the products, the sum."""

from functools import lru_cache
from typing import Any

import torch
from torch import Tensor

from core.plots.cells import CellGrid, Cells
from core.plots.numbers import number
from core.vision.convolution.figures.filtering import DIGITS, reach
from core.vision.convolution.filtering import Filtering
from core.vision.convolution.neighbourhood import Neighbourhood
from core.vision.convolution.state import SIGNED

LARGE, SMALL = 262, 132  # pixels that the grids of the first and the second line may take


@lru_cache(maxsize=32)
def neighbourhood_cells(tile: Neighbourhood, setting: Filtering, colours: str) -> Cells:
    """A tile of the output, and what the chosen cell of it is made of."""
    (rows, columns), padded = tile.output.shape, any(tile.padding)
    grids = (
        CellGrid(
            "input",
            "Input and its padding" if padded else "Input",
            tile.input,
            padding=tile.padding,
            height=LARGE,
        ),
        _output(tile, setting, colours),
        CellGrid("window", "Window", tile.windows.flatten(0, 1), row=1, height=SMALL),
        _signed("kernel", tile.kernel, "×"),
        _signed("products", tile.products.flatten(0, 1), "=", digits=digits(tile.products)),
    )
    lines = [
        sum_words(tile, setting, row, column) for row in range(rows) for column in range(columns)
    ]
    return Cells(grids, "output", {"input": _windows(tile, setting)}, lines=lines)


def _output(tile: Neighbourhood, setting: Filtering, colours: str) -> CellGrid:
    rows, columns = tile.output.shape
    signed = colours == SIGNED
    told = [[tile.told(setting, i, j)[1] for j in range(columns)] for i in range(rows)]
    title = (
        f"Output, rows {tile.top} to {tile.top + rows - 1}, "
        f"columns {tile.left} to {tile.left + columns - 1}"
    )
    return CellGrid(
        "output",
        title,
        torch.tensor(told),
        before="→",
        height=LARGE,
        digits=digits(tile.output),
        signed=signed,
        high=reach(tile.output) if signed else 1.0,
    )


def _signed(name: str, values: Tensor, before: str, **options: Any) -> CellGrid:
    """A grid of the second line on the diverging scale, its largest number at the end."""
    high = float(values.abs().max()) or 1.0
    return CellGrid(
        name,
        name.capitalize(),
        values,
        high=high,
        signed=True,
        before=before,
        row=1,
        height=SMALL,
        **options,
    )


def _windows(tile: Neighbourhood, setting: Filtering) -> tuple[list[list[int]], list[list[int]]]:
    """For each row of the output the rows of its window, and the same for columns."""
    rows, columns = (
        [
            [index * setting.stride + tap * setting.dilation for tap in range(side)]
            for index in range(count)
        ]
        for count, side in zip(tile.output.shape, tile.kernel.shape, strict=True)
    )
    return rows, columns


def digits(values: Tensor) -> int:
    """Digits after the point, so that the largest number has two or three that count."""
    largest = float(values.abs().max())
    return 2 if largest >= 0.1 or largest == 0 else 3 if largest >= 0.01 else 4


def sum_words(tile: Neighbourhood, setting: Filtering, row: int, column: int) -> str:
    """The sum of a cell of the tile, written out, without what is times zero; with "≈" where the
    rounded numbers make another sum than the one that is said.
    """
    window, kernel = tile.windows[row, column].flatten().tolist(), tile.kernel.flatten().tolist()
    pairs = [(x, w) for x, w in zip(window, kernel, strict=True) if x * w]
    terms = " + ".join(_product(x, w) for x, w in pairs) or "0"
    text = f"y[{tile.top + row}, {tile.left + column}] = {terms}"
    if setting.bias:
        text += f" + bias {number(setting.bias, DIGITS)}"
    total, output = (number(value, DIGITS) for value in tile.told(setting, row, column))
    shown = sum(_rounded(x) * _rounded(w) for x, w in pairs) + _rounded(setting.bias)
    text += f" {'=' if number(shown, DIGITS) == total else '≈'} {total}"
    if setting.has_activation:
        text += f", and after {setting.after.name} {output}"
    return text


def _rounded(value: float) -> float:
    """As it is written."""
    return float(f"{value:.{DIGITS}g}")


def _product(value: float, weight: float) -> str:
    factor = number(weight, DIGITS)
    return f"{number(value, DIGITS)}·{f'({factor})' if weight < 0 else factor}"
