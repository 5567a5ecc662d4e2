"""Where an optimizer ends, for every starting point of a picture: all points in one tensor, with
one real optimizer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from core.catalogue.optimizers import optimizer
from core.functions.optimizers import surfaces
from core.functions.optimizers.race import FAR, Problem, follower
from core.functions.optimizers.steps import gradient
from core.registry import Pick

SIZE = 64  # starting points along each axis
AWAY, GONE = -1, -2  # at none of the minima; diverged
NEAR = 0.02  # how near to a minimum counts as there, as a share of the picture's width
ROUNDS = 10  # snapshots


@dataclass(frozen=True, eq=False)
class Basins:
    """Where each start has come after `done` steps.

    Args:
        x, y: (SIZE,) the starts' coordinates.
        points: (SIZE, SIZE, 2) where they are, by row (y) and column (x).
        minima: (K, 2) of the surface in the picture, the lowest first.
        reached: (SIZE, SIZE) the number of the minimum each has reached, or AWAY or GONE.
    """

    done: int
    steps: int
    x: Tensor
    y: Tensor
    points: Tensor
    minima: Tensor
    reached: Tensor


def why_not(pick: Pick, problem: Problem) -> str:
    """Why there is no map of this optimizer's basins, in a line for the reader; empty if there is
    one.
    """
    if pick.choice.facts.get("whole"):
        return (
            f"{pick.name} has no map: {pick.choice.facts['whole']}, so {SIZE**2:,} starts cannot "
            "share it"
        )
    if problem.schedule is not None and problem.schedule.choice.facts.get("loss"):
        return f"{problem.schedule.name} follows one loss, and here are {SIZE**2:,}"
    return ""


def basins(pick: Pick, problem: Problem) -> Iterator[Basins]:
    """The map in ROUNDS snapshots, the last of which is kept: once it is there, it comes alone.

    The problem's own start does not matter, nor does noise tell the starts apart: it is the same at
    each step.

    Raises:
        ValueError: there is no map of this optimizer.
    """
    if why_not(pick, problem):
        raise ValueError(why_not(pick, problem))
    kept = _kept(
        pick, problem.surface, problem.steps, problem.noise, problem.seed, problem.schedule
    )
    if not kept:
        for snapshot in _walk(pick, problem):
            yield snapshot
        kept[:] = [snapshot]
    else:
        yield kept[0]


@lru_cache(maxsize=16)
def _kept(*key) -> list[Basins]:
    """The place where a finished map is kept."""
    return []


def _walk(pick: Pick, problem: Problem) -> Iterator[Basins]:
    lines = [
        torch.linspace(low, high, SIZE, dtype=torch.float64)
        for low, high in surfaces.domain(problem.surface)
    ]
    points = torch.stack(torch.meshgrid(*lines, indexing="xy")).flatten(1)  # (2, SIZE * SIZE)
    x, y = (row.detach().requires_grad_() for row in points)
    one = optimizer(pick, [points])
    follow = follower(pick, one, problem)
    stops = {round(problem.steps * part / ROUNDS) for part in range(1, ROUNDS + 1)}
    for step, noise in enumerate(problem.noises()[:, :, None], 1):
        values, slopes = gradient(problem.function(), x, y)
        points.grad = torch.stack(slopes) + noise
        if pick.choice.facts.get("needs") == "sparse":
            points.grad = points.grad.to_sparse()
        one.step()
        follow(values)
        if step in stops:
            yield _snapshot(step, problem, lines, points)


def _snapshot(done: int, problem: Problem, lines: list[Tensor], points: Tensor) -> Basins:
    places = points.T.reshape(SIZE, SIZE, 2).clone()
    minima = surfaces.dents(problem.surface)
    gone = ~(places.abs() <= FAR).all(-1)
    reached = torch.where(gone, GONE, AWAY)
    if len(minima):
        width = max(high - low for low, high in surfaces.domain(problem.surface))
        far, nearest = torch.cdist(places.reshape(-1, 2), minima).min(1)
        there = (far <= NEAR * width).view(SIZE, SIZE)
        reached = torch.where(there, nearest.view(SIZE, SIZE), reached)
    return Basins(done, problem.steps, *lines, places, minima, reached)
