"""A kernel as text: how an address holds it, and how a reader's own is checked.

A kernel is (h, w) float32, 1 to LARGEST_SIDE cells a side, each weight a number of at most six
digits. So what is shown, what stands in the address and what is computed with are the same.
"""

import math
from collections.abc import Sequence
from functools import lru_cache

import torch
from torch import Tensor

LARGEST_SIDE = 7
LARGEST_WEIGHT = 1000


def write(kernel: Tensor) -> str:
    """A kernel as text for an address: numbers separated by "_", rows by "~"."""
    return "~".join("_".join(f"{weight:.6g}" for weight in row) for row in kernel.tolist())


@lru_cache(maxsize=64)
def read(text: str) -> Tensor:
    """The kernel that `write` wrote, (h, w) float32; shared, not to be changed.

    Raises:
        ValueError: the text is anything else.
    """
    return from_rows([row.split("_") for row in text.split("~")])


def from_rows(rows: Sequence[Sequence[str | float]]) -> Tensor:
    """A kernel (h, w) float32 from rows of numbers, or of their texts, rounded to six digits.

    Raises:
        ValueError: it is too large, its rows differ in length, or a cell is no number.
    """
    sides_fit = 1 <= len(rows) <= LARGEST_SIDE and 1 <= len(rows[0]) <= LARGEST_SIDE
    if not sides_fit or len({len(row) for row in rows}) > 1:
        raise ValueError(
            f"grid={str(rows)[:24]} must have 1 to {LARGEST_SIDE} rows of equal length, of 1 to "
            f"{LARGEST_SIDE} numbers"
        )
    return torch.tensor([[_weight(cell) for cell in row] for row in rows])


def _weight(cell: str | float) -> float:
    try:
        weight = float(cell) if len(str(cell)) <= 24 else math.nan
    except ValueError:
        weight = math.nan
    if not abs(weight) <= LARGEST_WEIGHT:
        raise ValueError(
            f"grid={str(cell)[:24]!r} must be a number from -{LARGEST_WEIGHT} to {LARGEST_WEIGHT}"
        )
    return float(f"{weight:.6g}")


def six_digits(values: Tensor) -> Tensor:
    """Values of any shape, each rounded to six digits."""
    rounded = [float(f"{value:.6g}") for value in values.flatten().tolist()]
    return torch.tensor(rounded).view(values.shape)
