"""Kinks and jumps of an activation, found numerically: where its slope or its value jumps."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from core.functions.activations.curves import curve
from core.registry import Pick

REACH = 120.0
"""How far from zero kinks are looked for. Softplus has some far out, where it becomes a line."""

SMALLEST_JUMP = 1e-3
"""A smaller jump is none."""

NARROWEST = 1e-9
"""The width to which the interval around a kink is halved."""


@dataclass(frozen=True)
class Kink:
    """A kink, where the slope jumps, or a jump of the value itself.

    Args:
        x: where it is.
        left, right: the slopes on both sides.
        used: the slope that PyTorch uses at the point itself.
        below, above: the values on both sides.
    """

    x: float
    left: float
    right: float
    used: float
    below: float
    above: float

    @property
    def jumps(self) -> bool:
        """Whether the value itself jumps, and not the slope alone."""
        return abs(self.above - self.below) >= SMALLEST_JUMP

    @property
    def falls(self) -> bool:
        """Whether the value is lower just right of the point than just left of it."""
        return self.above < self.below - 1e-6


@lru_cache(maxsize=64)
def kinks(pick: Pick) -> tuple[Kink, ...]:
    """All kinks and jumps from -REACH to REACH, from left to right."""
    return tuple(_kink(pick, left, right) for left, right in _jumps(pick))


def _kink(pick: Pick, left: float, right: float) -> Kink:
    """The kink in a narrow interval."""
    x = _rounded((left + right) / 2)
    nearby = torch.tensor([x - 1e-7, x, x + 1e-7], dtype=torch.float64)
    around = curve(pick, nearby)
    before, used, after = around.slopes.tolist()
    below, _, above = around.values.tolist()
    return Kink(x, before, after, used, below, above)


def _jumps(pick: Pick) -> Iterator[tuple[float, float]]:
    """Intervals of width NARROWEST in which the slope or the value jumps."""
    count = 2 * round(100 * REACH) + 2  # even, so that no point is on a round number
    x = torch.linspace(-REACH, REACH, count, dtype=torch.float64)
    for index in _rough(pick, x).nonzero().flatten().tolist():
        left, right = float(x[index]), float(x[index + 1])
        while right - left > NARROWEST:
            grid = torch.linspace(left, right, 3, dtype=torch.float64)
            rough, middle = _rough(pick, grid), float(grid[1])
            if not rough.any():
                break
            left, right = (left, middle) if rough[0] else (middle, right)
        else:
            yield left, right


def _rough(pick: Pick, x: Tensor) -> Tensor:
    """Between which neighbours of x (N,) the value or the slope changes by more than its slope or
    curvature explains: (N - 1,) of bool.
    """
    over, width = curve(pick, x), x.diff()
    slopes, curvatures = over.slopes.abs(), over.curvatures.nan_to_num(0).abs()
    steep = 4 * torch.maximum(slopes[1:], slopes[:-1]) * width + SMALLEST_JUMP
    bent = 4 * torch.maximum(curvatures[1:], curvatures[:-1]) * width + SMALLEST_JUMP
    return (over.values.diff().abs() > steep) | (over.slopes.diff().abs() > bent)


def _rounded(x: float) -> float:
    """The round number that x is next to, if there is one: most kinks lie at parameters."""
    nearest = round(x, 6) + 0.0
    return nearest if abs(x - nearest) < 2 * NARROWEST else x
