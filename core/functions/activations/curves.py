"""Activation functions: what they do to a number, and to the gradient that comes back. Every slope
is by autograd.

Figures are in float64.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from core.catalogue.activations import build
from core.registry import Pick

SATURATED = 0.01  # a slope below this lets almost no gradient through
SPAN = 6.0  # pictures reach from -SPAN to SPAN
ORDERS = ("f", "f′", "f″")


@dataclass(frozen=True, eq=False)
class Curve:
    """An activation over x: f, f' and f'', all (N,) float64."""

    x: Tensor
    values: Tensor
    slopes: Tensor
    curvatures: Tensor

    @property
    def orders(self) -> tuple[Tensor, Tensor, Tensor]:
        return self.values, self.slopes, self.curvatures


def curve(pick: Pick, x: Tensor) -> Curve:
    """f, f' and f'' at each x by autograd; at a kink, what torch takes; f'' is nan where torch has
    none.
    """
    module = build(pick)
    x = x.detach().double().requires_grad_()
    values = module(x)
    (slopes,) = torch.autograd.grad(values.sum(), x, create_graph=True)
    return Curve(*(tensor.detach() for tensor in (x, values, slopes, _differentiated(slopes, x))))


def _differentiated(slopes: Tensor, x: Tensor) -> Tensor:
    if not slopes.requires_grad:  # straight everywhere: nothing is left to differentiate
        return torch.zeros_like(x)
    try:
        return torch.autograd.grad(slopes.sum(), x, allow_unused=True, materialize_grads=True)[0]
    except RuntimeError as error:  # Hardsigmoid is one that torch differentiates only once
        if "not implemented" not in str(error):
            raise
        return torch.full_like(x, math.nan)


@dataclass(frozen=True)
class Kink:
    """A place where the slope jumps: the slopes at both sides, and the one that torch's autograd
    takes there.
    """

    x: float
    left: float
    right: float
    taken: float


@lru_cache(maxsize=64)
def kinks(pick: Pick) -> tuple[Kink, ...]:
    """The places where f or f' jumps, found by halving; a jump of less than 0.001 is none."""
    found = []
    for left, right in _jumps(pick, reach(pick)):
        place = _nice((left + right) / 2)
        around = torch.tensor([place - 1e-7, place, place + 1e-7], dtype=torch.float64)
        slopes = curve(pick, around).slopes.tolist()
        found.append(Kink(place, slopes[0], slopes[2], slopes[1]))
    return tuple(found)


def reach(pick: Pick) -> float:
    """How far from zero to look: 12, or to where Softplus becomes a line and beyond."""
    given = dict(pick.arguments)
    return max(12.0, 1.2 * given["threshold"] / given["beta"]) if "beta" in given else 12.0


def _jumps(pick: Pick, far: float) -> Iterator[tuple[float, float]]:
    """Intervals of 1e-9 in which the slope or the value jumps."""
    x = torch.linspace(
        -far, far, 2 * round(100 * far) + 2, dtype=torch.float64
    )  # no point of it on a round number
    for at in _rough(pick, x).nonzero().flatten().tolist():
        left, right = float(x[at]), float(x[at + 1])
        while right - left > 1e-9:
            grid = torch.linspace(left, right, 3, dtype=torch.float64)
            rough = _rough(pick, grid)
            if not rough.any():
                break
            left, right = (left, float(grid[1])) if rough[0] else (float(grid[1]), right)
        else:
            yield left, right


def _rough(pick: Pick, x: Tensor) -> Tensor:
    """Between which neighbours of x the value or the slope changes by more than its slope or
    curvature explains.
    """
    found, width = curve(pick, x), x.diff()
    steep = 4 * torch.maximum(found.slopes.abs()[1:], found.slopes.abs()[:-1]) * width + 1e-3
    curvatures = found.curvatures.nan_to_num(0).abs()
    bent = 4 * torch.maximum(curvatures[1:], curvatures[:-1]) * width + 1e-3
    return (found.values.diff().abs() > steep) | (found.slopes.diff().abs() > bent)


def _nice(x: float) -> float:
    """The round number that x is within rounding of: kinks lie at parameters, which are round."""
    return 0.0 if abs(x) < 1e-6 else round(x, 6)


@dataclass(frozen=True)
class Properties:
    """What is true of an activation, computed.

    Args:
        low, high: its range; infinite where it grows on and on.
        mean: of f(z) for z standard normal; zero-centred if it is within 0.01 of 0.
        monotone: it never falls.
        smooth: neither f nor f' jumps.
        steepest: the largest |f'|.
        saturated: share of a standard normal input at which |f'| < SATURATED.
    """

    low: float
    high: float
    mean: float
    monotone: bool
    smooth: bool
    steepest: float
    saturated: float

    @property
    def zero_centred(self) -> bool:
        return abs(self.mean) < 0.01


@lru_cache(maxsize=64)
def properties(pick: Pick) -> Properties:
    """Computed on a fine grid, and far out for the range; the normal law by the midpoint rule on
    its quantiles.
    """
    near = curve(pick, torch.linspace(-reach(pick), reach(pick), 24_001, dtype=torch.float64))
    far = curve(pick, torch.tensor([-1e6, -1e3, 1e3, 1e6], dtype=torch.float64)).values.tolist()
    normal = curve(
        pick, torch.special.ndtri((torch.arange(20_000, dtype=torch.float64) + 0.5) / 20_000)
    )
    values = near.values
    return Properties(
        low=min(_limit(far[1], far[0]), _limit(far[2], far[3]), float(values.min())),
        high=max(_limit(far[1], far[0]), _limit(far[2], far[3]), float(values.max())),
        mean=float(normal.values.mean()),
        monotone=bool((values.diff() >= -1e-12).all()),
        smooth=not kinks(pick),
        steepest=float(near.slopes.abs().max()),
        saturated=float((normal.slopes.abs() < SATURATED).double().mean()),
    )


def _limit(near: float, far: float) -> float:
    """The value far out, or infinity if it still grows."""
    return math.copysign(math.inf, far) if abs(far) > 10 * abs(near) + 1 else far
