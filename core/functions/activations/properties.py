"""What is true of an activation, measured rather than looked up."""

import math
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from core.functions.activations.curves import SATURATED, curve
from core.functions.activations.kinks import REACH, kinks
from core.registry import Pick

NEAR = 12.0
"""Up to here the grid is five times finer than farther out."""

NORMAL_INPUTS = 20_000


@dataclass(frozen=True)
class Properties:
    """What is true of an activation.

    Args:
        low, high: its range; infinite where it grows on and on.
        mean: of f(z) for z standard normal.
        monotone: whether it never falls.
        jumps, bends: how often the value jumps, and how often the slope alone does.
        steepest: the largest |f'|; infinite where the value jumps.
        saturated: share of standard normal inputs at which |f'| < SATURATED.
    """

    low: float
    high: float
    mean: float
    monotone: bool
    jumps: int
    bends: int
    steepest: float
    saturated: float

    @property
    def smooth(self) -> bool:
        """Whether neither the value nor the slope jumps."""
        return not (self.jumps or self.bends)

    @property
    def zero_centred(self) -> bool:
        """Whether its outputs are on average within 0.01 of 0."""
        return abs(self.mean) < 0.01


@lru_cache(maxsize=64)
def properties(pick: Pick) -> Properties:
    """Measured on a fine grid, far out for the range, and at quantiles of the normal distribution
    for the averages.
    """
    over, normal = curve(pick, _grid()), curve(pick, _normal_inputs())
    far = torch.tensor([-1e6, -1e3, 1e3, 1e6], dtype=torch.float64)
    left, nearer_left, nearer_right, right = curve(pick, far).values.tolist()
    at_kinks = [value for kink in kinks(pick) for value in (kink.below, kink.above)]
    extremes = [
        _limit(nearer_left, left),
        _limit(nearer_right, right),
        float(over.values.min()),
        float(over.values.max()),
        *at_kinks,
    ]
    falls = any(kink.falls for kink in kinks(pick))
    jumps = sum(kink.jumps for kink in kinks(pick))
    return Properties(
        low=_rounded(min(extremes)),
        high=_rounded(max(extremes)),
        mean=float(normal.values.mean()),
        monotone=bool((over.values.diff() >= -1e-12).all()) and not falls,
        jumps=jumps,
        bends=sum(not kink.jumps for kink in kinks(pick)),
        steepest=math.inf if jumps else float(over.slopes.abs().max()),
        saturated=float((normal.slopes.abs() < SATURATED).double().mean()),
    )


def _grid() -> Tensor:
    """From -REACH to REACH in steps of 0.005, and of 0.001 up to NEAR."""
    far = torch.linspace(NEAR, REACH, round(200 * (REACH - NEAR)) + 1, dtype=torch.float64)[1:]
    near = torch.linspace(-NEAR, NEAR, round(2000 * NEAR) + 1, dtype=torch.float64)
    return torch.cat([-far.flip(0), near, far])


def _normal_inputs() -> Tensor:
    """The middle quantile of each of NORMAL_INPUTS equal shares of a standard normal input."""
    shares = (torch.arange(NORMAL_INPUTS, dtype=torch.float64) + 0.5) / NORMAL_INPUTS
    return torch.special.ndtri(shares)


def _limit(near: float, far: float) -> float:
    """The value far out, or infinity if it still grows there."""
    return math.copysign(math.inf, far) if abs(far) > 10 * abs(near) + 1 else far


def _rounded(value: float) -> float:
    """The values beside a kink are known to about six decimal places."""
    return round(value, 6) if math.isfinite(value) else value
