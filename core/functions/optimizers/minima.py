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

FAR = 20.0
"""Distances of the grid that a point of it may be from the minimum it leads to."""

LEVEL = 1e-9
"""Of the highest rise around a place: what rises less in some direction is level there."""

TURNS = torch.arange(16, dtype=torch.float64) * (2 * math.pi / 16)
RING = torch.stack((TURNS.cos(), TURNS.sin()), dim=-1)  # (16, 2)
FAN = torch.linspace(-1, 1, 17, dtype=torch.float64)
VALLEYS = 4
"""Valleys at most that are followed from one place."""


def local_minima(
    function: Function, domain: tuple[tuple[float, float], tuple[float, float]], n: int = 301
) -> Tensor:
    """The isolated local minima in a rectangle, kinks included, as (K, 2) float64, the lowest
    first.

    Each point of an n x n grid that is no higher than its eight neighbours is followed down by
    Newton's method, and where that does not settle by a search on shrinking rings, which needs no
    slope. Where there is a Hessian it decides whether the end is a minimum, since a saddle across
    a narrow valley looks like one from nearly all sides; elsewhere the rings decide. A place that
    is no lower than all around it, as on a level floor, is none.
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

    starts = _low_on_grid(at, n)
    points, settled = _newton(at, starts)
    for finest in (1e-3, FINEST):
        if not settled.all():
            rest = ~settled
            lower = _search(at, points[rest], starts[rest], finest)
            points[rest], settled[rest] = _newton(at, lower)
    near = (points - starts).norm(dim=-1) < FAR
    inside = ((points > -1e-6) & (points < n - 1 + 1e-6)).all(-1)
    points, settled = points[near & inside], settled[near & inside]
    points = points[_are_minima(at, points, settled)]
    points = points[at(points).argsort()]
    apart = (points[:, None] - points).norm(dim=-1) >= 0.5
    first = [index for index in range(len(points)) if apart[index, :index].all()]
    return corner + points[first] * step


def _low_on_grid(at: Callable[[Tensor], Tensor], n: int) -> Tensor:
    """Points of the grid that are finite and no higher than their eight neighbours: (K, 2). Those
    at its edge have neighbours outside.
    """
    line = torch.arange(-1, n + 1, dtype=torch.float64)
    heights = at(torch.stack(torch.meshgrid(line, line, indexing="ij"), dim=-1))
    lowest, highest = (
        sign * torch.nn.functional.max_pool2d(sign * heights[None], 3, 1)[0] for sign in (-1, 1)
    )
    inner = heights[1:-1, 1:-1]
    low = (
        (inner <= lowest) & (inner < highest) & inner.isfinite()
    ).nonzero()  # a level floor is not even tried
    order = inner[low[:, 0], low[:, 1]].argsort(stable=True)[:MOST]
    return low[order].double()


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
    at: Callable[[Tensor], Tensor], points: Tensor, starts: Tensor, finest: float, steps: int = 150
) -> Tensor:
    """Each point to the lowest point of a ring around it; where none is lower the ring shrinks,
    down to `finest`. What gets too far from its start is given up, and what is level on two rings.
    """
    points, radius = points.clone(), torch.full((len(points),), 0.5, dtype=torch.float64)
    level = torch.zeros(len(points), dtype=torch.bool)
    for _ in range(steps):
        near = (points - starts).norm(dim=-1) < FAR
        (active,) = (near & (radius > finest)).nonzero(as_tuple=True)
        if not len(active):
            break
        here, values = points[active], at(points[active])
        there, lowest = _lowest_around(at, here, radius[active])
        rounding = 1e-15 * (1 + values.abs())
        lower, higher = lowest < values - rounding, lowest > values + rounding
        points[active] = torch.where(lower[:, None], there, here)
        radius[active] *= torch.where(lower, 1.0, 0.25)
        still = ~(lower | higher)
        radius[active[still & level[active]]] = 0.0
        level[active] = still
    return points


def _lowest_around(
    at: Callable[[Tensor], Tensor], points: Tensor, radius: Tensor, finer: int = 9
) -> tuple[Tensor, Tensor]:
    """The lowest place on a ring around each of `points` (K, 2), and the value there (K,).

    A narrow valley takes up a sliver of the ring, so between the neighbours of the lowest of
    sixteen directions a fan looks closer, `finer` times, each time eight times as close.
    """
    count = len(points)

    def on_ring(turns: Tensor) -> tuple[Tensor, Tensor]:
        directions = torch.stack((turns.cos(), turns.sin()), dim=-1)
        circle = points[:, None] + radius[:, None, None] * directions  # (K, M, 2)
        return circle, at(circle)

    _, values = on_ring(TURNS.expand(count, -1))
    troughs = (values <= values.roll(1, -1)) & (values <= values.roll(-1, -1))
    lowest = values.where(troughs, math.inf).topk(VALLEYS, largest=False).indices
    turns, width = TURNS[lowest], float(TURNS[1])  # (K, VALLEYS)
    for _ in range(finer):
        closer = turns[..., None] + width * FAN
        _, values = on_ring(closer.flatten(1))
        best = values.view_as(closer).argmin(-1, keepdim=True)
        turns, width = closer.gather(-1, best)[..., 0], width / 8
    circle, values = on_ring(turns)
    best = values.argmin(-1)
    rows = torch.arange(count)
    return circle[rows, best], values[rows, best]


def _are_minima(at: Callable[[Tensor], Tensor], points: Tensor, settled: Tensor) -> Tensor:
    """Which points are minima: by the Hessian where the surface has one that is not level in some
    direction, else by the rings.
    """
    low, high, smooth = _bends(at, points)
    decided = smooth & (low.abs() > 1e-6 * high.abs())
    minima = settled & (low > 0)
    if not decided.all():
        minima[~decided] = _isolated(at, points[~decided])
    return minima


def _bends(at: Callable[[Tensor], Tensor], points: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """The smallest and the largest second derivative at each point, and whether they say how the
    surface goes on there: at a kink autograd gives some too.
    """
    values, slopes, bends = derivatives(lambda x, y: at(torch.stack((x, y), dim=-1)), points)
    xx, xy, yy = bends[:, 0, 0], bends[:, 0, 1], bends[:, 1, 1]
    middle, spread = (xx + yy) / 2, torch.hypot((xx - yy) / 2, xy)
    low, high = middle - spread, middle + spread
    moves = 1e-3 * RING  # (16, 2)
    bent = ((moves @ bends) * moves).sum(-1) / 2  # (K, 16)
    expected = values[:, None] + slopes @ moves.T + bent
    error = (at(points[:, None] + moves) - expected).abs().amax(-1)
    steepest = torch.maximum(low.abs(), high.abs())
    return low, high, error <= 1e-7 * steepest + 1e-13 * (1 + values.abs())


def _isolated(at: Callable[[Tensor], Tensor], points: Tensor) -> Tensor:
    """Which points are lower than all of a ring around them, and not higher than any of smaller
    ones.
    """
    values = at(points)
    rounding = 1e-13 * (1 + values.abs())
    wide = torch.full_like(values, 0.25)
    _, lowest = _lowest_around(at, points, wide, finer=16)
    highest = at(points[:, None] + 0.25 * RING).amax(-1)
    isolated = lowest - values > torch.maximum(rounding, LEVEL * (highest - values))
    for share in (0.04, 0.0004):
        _, closer = _lowest_around(at, points, share * wide, finer=16)
        isolated &= closer >= values - rounding
    return isolated


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
