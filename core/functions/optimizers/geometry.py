"""What a surface says of itself, and what follows from it: its minima, its grid, its curvature.

The surfaces themselves are in `core.functions.optimizers.surfaces`.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import torch
from torch import Tensor

from core.functions.optimizers.minima import derivatives
from core.functions.optimizers.minima import local_minima as find_local_minima
from core.plots.grid import Grid
from core.registry import Choice, Pick

Domain = tuple[tuple[float, float], tuple[float, float]]
Point = tuple[float, float]


@dataclass(frozen=True, eq=False, kw_only=True)
class Surface(Choice):
    """One surface: `build(x, y, **parameters)` gives its values. Each field may be a function of
    the parameters.

    Args:
        domain: ((x0, x1), (y0, y1)), what a picture shows.
        minima: the points (x, y) where it is lowest; () if there is none, or none is known.
        value: the surface's there; nan if there is none.
        start: a point from which the way down tells something; None for a point near a corner of
            the domain.
        scale: "log" where heights are best told apart by the logarithm of f - value, else "linear".
        source_text: the text of its function, where that is not the source of `build`.
    """

    domain: Domain | Callable[..., Domain] = ((-5.0, 5.0), (-5.0, 5.0))
    minima: tuple[Point, ...] | Callable[..., tuple[Point, ...]] = ()
    value: float | Callable[..., float] = math.nan
    start: Point | Callable[..., Point] | None = None
    scale: str | Callable[..., str] = "linear"
    source_text: Callable[..., str] | None = None


@dataclass(frozen=True, eq=False)
class Terrain:
    """A surface over its domain, as its pictures take it.

    Args:
        grid, coarse: the surface at 121 x 121 and at 41 x 41 points.
        minima, values: (M, 2), where it is lowest, and (M,), the surface's values there.
        floor: its lowest value; nan if there is none.
        scale: "log" or "linear".
    """

    grid: Grid
    coarse: Grid
    minima: Tensor
    values: Tensor
    floor: float
    scale: str


def _of(pick: Pick, field: Any) -> Any:
    """What an entry says of itself at these parameters."""
    return field(**dict(pick.arguments)) if callable(field) else field


def domain(pick: Pick) -> Domain:
    """((x0, x1), (y0, y1)): what a picture of the surface shows."""
    return _of(pick, pick.choice.domain)


def start(pick: Pick) -> Point:
    """An (x, y) in the domain from which the way down tells something."""
    point = _of(pick, pick.choice.start)
    if point is None:
        (x0, x1), (y0, y1) = domain(pick)
        point = x0 + 0.15 * (x1 - x0), y0 + 0.78 * (y1 - y0)
    return point


def value(pick: Pick) -> float:
    """The lowest value, that of the minima; nan if there is none."""
    return _of(pick, pick.choice.value)


def scale(pick: Pick) -> str:
    """ "log" where heights are best told apart by the logarithm of f - value, else "linear"."""
    return _of(pick, pick.choice.scale)


def minima(pick: Pick) -> Tensor:
    """(M, 2) float64: the points where the surface is lowest; M is 0 if there is none."""
    return torch.tensor(_of(pick, pick.choice.minima), dtype=torch.float64).reshape(-1, 2)


@lru_cache(maxsize=64)
def local_minima(pick: Pick) -> Tensor:
    """(K, 2) float64: all isolated local minima in the domain, found numerically, the lowest first;
    at most 256.
    """
    return find_local_minima(pick.build, domain(pick))


@lru_cache(maxsize=64)
def grid(pick: Pick, n: int = 121) -> Grid:
    """The surface at n x n points of its domain."""
    (x0, x1), (y0, y1) = domain(pick)
    return grid_between(pick, (x0, y0), (x1, y1), n)


def grid_between(pick: Pick, low: Point, high: Point, n: int) -> Grid:
    """The surface at n x n points of the rectangle between two corners."""
    x, y = (torch.linspace(*ends, n, dtype=torch.float64) for ends in zip(low, high, strict=True))
    return Grid(x, y, pick.build(*torch.meshgrid(x, y, indexing="xy")))


@lru_cache(maxsize=64)
def terrain(pick: Pick) -> Terrain:
    """The surface over its domain, for its pictures."""
    lowest = minima(pick)
    values = pick.build(lowest[:, 0], lowest[:, 1])
    return Terrain(grid(pick), grid(pick, 41), lowest, values, value(pick), scale(pick))


def distance(pick: Pick, points: Tensor) -> Tensor:
    """How far each of `points` (..., 2) is from the nearest point where the surface is lowest; nan
    if there is none.
    """
    lowest = minima(pick).to(points)
    if not len(lowest):
        return torch.full_like(points[..., 0], math.nan)
    return (points.unsqueeze(-2) - lowest).norm(dim=-1).amin(-1)


def hessian(pick: Pick, points: Tensor) -> Tensor:
    """The second derivatives at `points` (..., 2) by autograd, (..., 2, 2)."""
    return derivatives(pick.build, points)[2]
