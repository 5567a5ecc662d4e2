"""Where an optimizer ends, for every starting point of a picture: all points in one tensor, with
one real optimizer.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from core.catalogue.optimizer import optimizer
from core.functions.optimizers import geometry
from core.functions.optimizers.memory import Memory
from core.functions.optimizers.race import DIVERGED as DIVERGED_BEYOND
from core.functions.optimizers.race import Problem, scheduler_step
from core.functions.optimizers.steps import gradient
from core.registry import Pick

SIZE = 64
"""Starting points along each axis."""

UNDECIDED, DIVERGED = -1, -2
"""In place of the number of a minimum: at none of them; diverged."""

NEAR = 0.02
"""How near to a minimum counts as having reached it, as a share of the picture's width."""

SNAPSHOTS = 10


@dataclass(frozen=True, eq=False)
class Basins:
    """Where each starting point has come to after `done` steps.

    Args:
        x, y: (SIZE,) the starts' coordinates.
        points: (SIZE, SIZE, 2) where they are, by row (y) and column (x).
        minima: (K, 2) of the surface in the picture, the lowest first.
        reached: (SIZE, SIZE) the number of the minimum each has reached, or UNDECIDED or DIVERGED.
    """

    done: int
    steps: int
    x: Tensor
    y: Tensor
    points: Tensor
    minima: Tensor
    reached: Tensor


def unsupported_reason(pick: Pick, problem: Problem) -> str:
    """Why there is no map of this optimizer's basins, in a line for the reader; empty if there is
    one.
    """
    if pick.choice.joint:
        return (
            f"{pick.name} has no map: {pick.choice.joint}, so {SIZE**2:,} starting points cannot "
            "share one tensor"
        )
    if problem.schedule is not None and problem.schedule.choice.uses_loss:
        return (
            f"{problem.schedule.name} follows a single loss, but this map has {SIZE**2:,} starting "
            "points"
        )
    return ""


BASINS: Memory[Basins] = Memory(16)


def basins(pick: Pick, problem: Problem) -> Iterator[Basins]:
    """The map in SNAPSHOTS snapshots, the last of which is kept: once it is there, it comes alone.

    The problem's own start does not matter. The noise at each step is the same for all starting
    points.

    Raises:
        ValueError: there is no map of this optimizer.
    """
    if reason := unsupported_reason(pick, problem):
        raise ValueError(reason)
    key = (pick, problem.surface, problem.steps, problem.noise, problem.seed, problem.schedule)
    snapshot = BASINS.get(key)
    if snapshot is not None:
        yield snapshot
        return
    for snapshot in walk(pick, problem):
        yield snapshot
    BASINS.keep(key, snapshot)


def walk(pick: Pick, problem: Problem) -> Iterator[Basins]:
    """As `basins`, but computes it anew."""
    lines = [
        torch.linspace(low, high, SIZE, dtype=torch.float64)
        for low, high in geometry.domain(problem.surface)
    ]
    points = torch.stack(torch.meshgrid(*lines, indexing="xy")).flatten(1)  # (2, SIZE * SIZE)
    x, y = (row.detach().requires_grad_() for row in points)
    runner = optimizer(pick, [points])
    follow = scheduler_step(pick, runner, problem)
    stops = {round(problem.steps * part / SNAPSHOTS) for part in range(1, SNAPSHOTS + 1)}
    for step, noise in enumerate(problem.noises()[:, :, None], 1):
        values, slopes = gradient(problem.function(), x, y)
        points.grad = torch.stack(slopes) + noise
        if pick.choice.sparse_gradients:
            points.grad = points.grad.to_sparse()
        runner.step()
        follow(values)
        if step in stops:
            yield _snapshot(step, problem, lines, points)


def _snapshot(done: int, problem: Problem, lines: list[Tensor], points: Tensor) -> Basins:
    positions = points.T.reshape(SIZE, SIZE, 2).clone()
    minima = geometry.local_minima(problem.surface)
    diverged = ~(positions.abs() <= DIVERGED_BEYOND).all(-1)
    reached = torch.where(diverged, DIVERGED, UNDECIDED)
    if len(minima):
        width = max(high - low for low, high in geometry.domain(problem.surface))
        distance, nearest = torch.cdist(positions.reshape(-1, 2), minima).min(1)
        near = (distance <= NEAR * width).view(SIZE, SIZE)
        reached = torch.where(near, nearest.view(SIZE, SIZE), reached)
    return Basins(done, problem.steps, *lines, positions, minima, reached)
