"""Values by how much of a picture is lower: each shade of a map then covers as much of it as the
others, whatever the values (a quantile map).
"""

import math
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from core.plots.numbers import number

MARKS = (0.0, 0.25, 0.5, 0.75, 0.93)
"""Shares near which a colour bar is marked; the highest leaves room for its title."""

NEAR = 0.05
"""How far a mark may lie from its share, so that its number is a round one."""

APART = 0.15
"""The least that lies between two marks: their numbers would overlap."""

DIGITS = range(1, 7)
"""Of the numbers at the marks: as many as a round one needs."""

LEVEL = 1e-12
"""Between the lowest and the highest value of a surface that counts as level."""

LARGEST = 1e38


@dataclass(frozen=True, eq=False)
class Ranks:
    """From a value to the share of a picture that is lower, from 0 to 1.

    Args:
        values: those of the picture that differ, ascending, (K,) float64.
        shares: of each, (K,) float64; equal values have that of their middle.
    """

    values: np.ndarray
    shares: np.ndarray

    @classmethod
    def of(cls, z: Tensor, floor: float = math.nan) -> "Ranks":
        """The ranks of the values `z` of a grid, which need not all be finite. Those that float32
        cannot tell apart are equal.

        Args:
            floor: the lowest value, if it is known: it has share 0.
        """
        finite = z[z.isfinite()].clamp(-LARGEST, LARGEST).float().double()
        if not len(finite) or float(finite.max() - finite.min()) <= LEVEL:
            return cls(finite[:1].numpy(), np.zeros(len(finite[:1])))
        values, counts = np.unique(finite.numpy(), return_counts=True)
        middles = np.cumsum(counts) - counts / 2
        if floor < values[0]:
            values, middles = np.append(floor, values), np.append(0.0, middles)
        return cls(values, (middles - middles[0]) / (middles[-1] - middles[0]))

    def __call__(self, values: Tensor) -> Tensor:
        """The shares; not a number where the value is not finite."""
        if not len(self.values):
            return torch.full_like(values, math.nan, dtype=torch.float64)
        shares = np.interp(values.double().numpy(), self.values, self.shares)
        return torch.as_tensor(shares).where(values.isfinite(), torch.nan)

    def ticks(self) -> dict:
        """Marks at round values, for a colour bar."""
        marks: dict[float, str] = {}
        for share in MARKS if len(self.values) > 1 else MARKS[: len(self.values)]:
            exact, text = self._mark(share)
            if all(abs(exact - other) >= APART for other in marks):
                marks[exact] = text
        return {"tickmode": "array", "tickvals": [*marks], "ticktext": [*marks.values()]}

    def _mark(self, share: float) -> tuple[float, str]:
        """The number of the fewest digits whose share is near this one: its share, and the number
        as people write it.
        """
        value = float(np.interp(share, self.shares, self.values))
        for digits in DIGITS:
            rounded = float(f"{value:.{digits}g}")
            exact = float(np.interp(rounded, self.values, self.shares))
            if abs(exact - share) <= NEAR and self.values[0] <= rounded <= self.values[-1]:
                break
        return exact, number(rounded, max(digits, 4))
