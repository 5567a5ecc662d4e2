"""The cards of what comes before the first network: tensors."""

import torch
from torch import Tensor

from core.plots.palette import DIVERGING, MUTED, TEXT
from tests.cards.sheet import Sheet

CELL, GAP = 28.0, 20.0


def tensors(sheet: Sheet) -> None:
    """A number, a row, a grid and a stack of grids, each over its shape."""
    x = torch.arange(12).reshape(2, 2, 3)
    _tensor(sheet, x[0, 1, 1], 20, 14)
    _tensor(sheet, x[0, 0], 84, 14)
    _tensor(sheet, x[0], 208, 14)
    _tensor(sheet, x, 66, 110)


def _tensor(sheet: Sheet, tensor: Tensor, left: float, top: float) -> None:
    """A tensor of up to three dimensions with its shape under it."""
    shape = (1,) * (3 - tensor.ndim) + tuple(tensor.shape)
    grids = tensor.reshape(shape)
    for number, grid in enumerate(grids):
        for row, line in enumerate(grid.tolist()):
            for column, value in enumerate(line):
                x = left + column * CELL + number * (shape[2] * CELL + GAP)
                y = top + row * CELL
                look = {"stroke": MUTED, "stroke_width": 1}
                sheet.box(x, y, CELL, CELL, DIVERGING[5 if value else 4], **look)
                sheet.text(x + CELL / 2, y + 19, f"{value}", TEXT, 14, "middle", 600)
    width = shape[0] * shape[2] * CELL + (shape[0] - 1) * GAP
    foot = top + shape[1] * CELL + 18
    sheet.text(left + width / 2, foot, str(tuple(tensor.shape)), TEXT, 14, "middle")
