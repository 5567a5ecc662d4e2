"""Local minima of any function of two numbers over a rectangle, found numerically."""

import math
from collections.abc import Callable

import torch
from torch import Tensor

Function = Callable[[Tensor, Tensor], Tensor]

MOST = 256
"""Minima at most; a function with more has its lowest ones found."""

FINEST = 1e-12
"""Of a distance of the grid: a ring that is smaller finds nothing new."""

TURNS = torch.arange(16, dtype=torch.float64) * (2 * math.pi / 16)
RING = torch.stack((TURNS.cos(), TURNS.sin()), dim=-1)  # (16, 2)


def local_minima(
    function: Function, domain: tuple[tuple[float, float], tuple[float, float]], n: int = 301
) -> Tensor:
    """The isolated local minima inside a rectangle, kinks included, as (K, 2) float64, the lowest
    first.

    Each point of an n x n grid that is no higher than its eight neighbours is followed down by
    Newton's method, and where that does not settle by a search with shrinking steps, which needs no
    slope. A place that is no lower than all around it, as on a level floor, is none.
    """
    (x0, x1), (y0, y1) = domain
    size = torch.tensor([x1 - x0, y1 - y0], dtype=torch.float64)
    corner, step = torch.tensor([x0, y0], dtype=torch.float64), size / (n - 1)

    def at(unit: Tensor) -> Tensor:
        """The function at `unit` (..., 2), where one is the distance of two grid points; nan counts
        as high.
        """
        points = corner + unit * step
        return function(points[..., 0], points[..., 1]).nan_to_num(math.inf, math.inf, -math.inf)

    candidates = _low_on_grid(at, n)
    points, settled = _newton(at, candidates)
    for finest in (1e-3, FINEST):
        if not settled.all():
            rest = ~settled
            points[rest], settled[rest] = _newton(at, _search(at, points[rest], finest))
    near = (
        ((points - candidates).norm(dim=-1) < 20) & (points > 0).all(-1) & (points < n - 1).all(-1)
    )
    points = points[near & _isolated(at, points)]
    points = points[at(points).argsort()]
    apart = (points[:, None] - points).norm(dim=-1) >= 0.5
    first = [index for index in range(len(points)) if apart[index, :index].all()]
    return corner + points[first] * step


def _low_on_grid(at: Callable[[Tensor], Tensor], n: int) -> Tensor:
    """Points of the grid, not at its edge, that are finite and no higher than their eight
    neighbours: (K, 2).
    """
    line = torch.arange(n, dtype=torch.float64)
    heights = at(torch.stack(torch.meshgrid(line, line, indexing="ij"), dim=-1))
    lowest, highest = (
        sign * torch.nn.functional.max_pool2d(sign * heights[None], 3, 1)[0] for sign in (-1, 1)
    )
    inner = heights[1:-1, 1:-1]
    low = (
        (inner <= lowest) & (inner < highest) & inner.isfinite()
    ).nonzero()  # a level floor is not even tried
    order = inner[low[:, 0], low[:, 1]].argsort(stable=True)[:MOST]
    return (low[order] + 1).double()


def _newton(
    at: Callable[[Tensor], Tensor], points: Tensor, steps: int = 20
) -> tuple[Tensor, Tensor]:
    """Newton's method where the surface is bent upwards, as long as it goes down; and where that
    has settled.
    """
    settled = torch.zeros(len(points), dtype=torch.bool)
    for _ in range(steps):
        values, slopes, bends = derivatives(lambda x, y: at(torch.stack((x, y), dim=-1)), points)
        (xx, xy), (yx, yy) = bends[:, 0].unbind(-1), bends[:, 1].unbind(-1)
        determinant = xx * yy - xy * yx
        solved = torch.stack(
            (yy * slopes[:, 0] - xy * slopes[:, 1], xx * slopes[:, 1] - yx * slopes[:, 0]), dim=-1
        )
        step = solved / determinant[:, None]
        moved, length, bent = points - step, step.norm(dim=-1), (xx > 0) & (determinant > 0)
        settled = bent & (length < 1e-6)
        better = bent & (at(moved) <= values) & (length > FINEST)
        if not better.any():
            break
        points = torch.where(better[:, None], moved, points)
    return points, settled


def _search(
    at: Callable[[Tensor], Tensor], points: Tensor, finest: float, steps: int = 120
) -> Tensor:
    """Each point to the lowest point of a ring around it; where none is lower the ring shrinks,
    down to `finest`.
    """
    radius, rows = torch.full((len(points),), 0.5, dtype=torch.float64), torch.arange(len(points))
    for _ in range(steps):
        around = points[:, None] + radius[:, None, None] * RING
        values, best = at(around).min(-1) if len(points) else (radius, rows)
        lower = values < at(points)
        points = torch.where(lower[:, None], around[rows, best], points)
        radius = torch.where(lower, radius, radius / 2)
        if not (radius > finest).any():
            break
    return points


def _isolated(at: Callable[[Tensor], Tensor], points: Tensor) -> Tensor:
    """Which points are lower than all of a ring around them, and not higher than any of a tiny
    one.
    """
    values = at(points)[:, None]
    wide, tiny = (at(points[:, None] + radius * RING) for radius in (0.25, 1e-5))
    rounding = 1e-13 * (1 + values.abs())
    return (wide > values + rounding).all(-1) & (tiny >= values - rounding).all(-1)


def derivatives(function: Function, points: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """A function of x and y at `points` (..., 2), its gradient (..., 2) and second derivatives
    (..., 2, 2) there.
    """
    points = points.detach().requires_grad_()
    values = function(points[..., 0], points[..., 1])
    (slopes,) = torch.autograd.grad(values.sum(), points, create_graph=True)
    if not slopes.requires_grad:  # straight everywhere: nothing is left to differentiate
        return values.detach(), slopes, points.new_zeros(*points.shape, 2)
    rows = [
        torch.autograd.grad(slopes[..., axis].sum(), points, retain_graph=True)[0]
        for axis in range(2)
    ]
    return values.detach(), slopes.detach(), torch.stack(rows, dim=-2)
