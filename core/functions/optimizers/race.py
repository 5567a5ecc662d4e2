"""Optimizers of torch on one surface: every step of each, as a plain loop over torch.optim takes
it.

All points of a race are one tensor, so that one backward a step gives every gradient; then each
optimizer takes its own step on its own row. That is several times faster than one loop after the
other, and gives the same numbers.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor
from torch.optim import Optimizer

from core.catalogue import schedules
from core.catalogue.optimizers import optimizer
from core.functions.optimizers.steps import Runners, Surface, closure, gradient, tilted
from core.registry import Pick

FAR = 1e4  # a point farther out than this is not coming back
MOST = 10_000  # steps
STUMBLES = (ArithmeticError, IndexError)
"""What torch's line search raises over values that are not finite: it divides, and looks for the
lowest of them.
"""


@dataclass(frozen=True)
class Problem:
    """What all optimizers of a race are given.

    Args:
        surface: a pick, or a function of x and y; each number by itself.
        noise: standard deviation of what is added to the gradient, the same for all optimizers at
            the same step. The loss that an optimizer or a schedule is told tilts along, as a
            mini-batch's does: see `steps.tilted`.
        schedule: None for a learning rate that stays.
    """

    surface: Pick | Surface
    start: tuple[float, float]
    steps: int
    noise: float = 0.0
    seed: int = 0
    schedule: Pick | None = None

    def __post_init__(self):
        if not 1 <= self.steps <= MOST:
            raise ValueError(f"steps={self.steps!r} must be a whole number from 1 to {MOST}")
        if len(self.start) != 2 or not all(map(math.isfinite, self.start)):
            raise ValueError(f"start={self.start!r} must be two finite numbers")
        if not 0 <= self.noise < math.inf:
            raise ValueError(f"noise={self.noise!r} must be a number of at least 0")

    def function(self) -> Surface:
        return self.surface.build if isinstance(self.surface, Pick) else self.surface

    def noises(self) -> Tensor:
        """What is added to the gradient at each step, (steps, 2)."""
        generator = torch.Generator().manual_seed(self.seed)
        return self.noise * torch.randn(self.steps, 2, generator=generator, dtype=torch.float64)


@dataclass(frozen=True, eq=False)
class Trajectory:
    """Where an optimizer went.

    Args:
        points: (steps + 1, 2) float64, the start first.
        values: of the surface there, (steps + 1,).
        lrs: the learning rate of each step, (steps,).
        stopped: the step at which it was too far out to come back, or no number at all; None if it
            never was.
        note: a line for the reader on that, else empty.
    """

    points: Tensor
    values: Tensor
    lrs: Tensor
    stopped: int | None = None
    note: str = ""


def race(
    picks: Iterable[Pick],
    surface: Pick | Surface,
    start: Sequence[float],
    steps: int,
    noise: float = 0.0,
    seed: int = 0,
    schedule: Pick | None = None,
) -> list[Trajectory]:
    """The trajectory of each picked optimizer, in float64. What was computed before is kept; only
    the rest is run.

    The arguments are those of `Problem`.

    Raises:
        ValueError: an argument that is not allowed. An optimizer that diverges raises nothing.
    """
    problem = Problem(surface, tuple(map(float, start)), steps, float(noise), seed, schedule)
    picks = tuple(picks)
    kept = [_kept(pick, problem) for pick in picks]
    missing = {pick: place for pick, place in zip(picks, kept, strict=True) if not place}
    for place, trajectory in zip(missing.values(), descend(tuple(missing), problem), strict=True):
        place[:] = [trajectory]
    return [place[0] for place in kept]


@lru_cache(maxsize=512)
def _kept(pick: Pick, problem: Problem) -> list[Trajectory]:
    """The place where a trajectory is kept; empty until it is computed, with others at once."""
    return []


def descend(picks: Sequence[Pick], problem: Problem) -> list[Trajectory]:
    """As `race`, but computes them all."""
    alone = {
        pick: _alone(pick, problem) for pick in picks if pick.choice.facts.get("needs") == "closure"
    }
    others = [pick for pick in picks if pick not in alone]
    found = alone | dict(zip(others, _together(others, problem) if others else (), strict=True))
    return [found[pick] for pick in picks]


def _together(picks: Sequence[Pick], problem: Problem) -> list[Trajectory]:
    """One backward a step for all."""
    function, noises = problem.function(), problem.noises()
    columns = torch.tensor(problem.start, dtype=torch.float64)[:, None].repeat(1, len(picks))
    x, y = (column.detach().requires_grad_() for column in columns)
    path = torch.empty(problem.steps + 1, 2, len(picks), dtype=torch.float64)
    lrs = torch.tensor([[pick["lr"] for pick in picks]], dtype=torch.float64).repeat(
        problem.steps, 1
    )
    path[0] = columns
    with torch.inference_mode():
        runners = Runners(picks, problem.start, problem.schedule is None)
    follows = [
        follower(pick, one, problem) for pick, one in zip(picks, runners.optimizers, strict=True)
    ]
    for step, place in enumerate(path[1:]):
        values, slopes = gradient(function, x, y)
        with torch.inference_mode():
            torch.stack(slopes, 1, out=runners.gradients)
            if problem.noise:
                runners.gradients += noises[step]
            runners.step()
            place.copy_(runners.points.T)
        columns.copy_(place)
        if problem.schedule is not None:
            lrs[step] = torch.tensor(
                [one.param_groups[0]["lr"] for one in runners.optimizers], dtype=torch.float64
            )
            losses = (
                tilted(values, noises[step], path[step].T) if told(problem) else [None] * len(picks)
            )
            for follow, loss in zip(follows, losses, strict=True):
                follow(loss)
    values = function(path[:, 0].contiguous(), path[:, 1].contiguous())
    return [
        _trajectory(path[:, :, place], values[:, place], lrs[:, place])
        for place in range(len(picks))
    ]


def follower(pick: Pick, one: Optimizer, problem: Problem) -> Callable[[Tensor], None]:
    """A function that takes a step of the schedule, given the loss."""
    if problem.schedule is None:
        return lambda loss: None
    schedule = schedules.schedule(problem.schedule, one, pick["lr"], problem.steps)
    return schedule.step if told(problem) else lambda loss: schedule.step()


def told(problem: Problem) -> bool:
    """Whether its schedule looks at the loss."""
    return problem.schedule is not None and "loss" in problem.schedule.choice.facts


def _alone(pick: Pick, problem: Problem) -> Trajectory:
    """An optimizer that looks at the surface several times in one step."""
    point = torch.tensor(problem.start, dtype=torch.float64)
    one, function = optimizer(pick, [point]), problem.function()
    follow = follower(pick, one, problem)
    path = torch.full((problem.steps + 1, 2), torch.nan, dtype=torch.float64)
    lrs = torch.full((problem.steps,), torch.nan, dtype=torch.float64)
    path[0] = point
    for step, noise in enumerate(problem.noises()):
        lrs[step] = one.param_groups[0]["lr"]
        try:
            follow(one.step(closure(function, point, noise)))
        except STUMBLES:
            break
        path[step + 1] = point
        if point.isnan().all():
            break
    return _trajectory(path, function(*path.T.contiguous()), lrs)


def _trajectory(points: Tensor, values: Tensor, lrs: Tensor) -> Trajectory:
    points, values, lrs = (tensor.contiguous() for tensor in (points, values, lrs))
    inside = values.isfinite() & (points.abs() <= FAR).all(1)
    stopped = None if inside.all() else int((~inside).nonzero()[0])
    return Trajectory(
        points, values, lrs, stopped, "" if stopped is None else _note(points, stopped)
    )


def _note(points: Tensor, stopped: int) -> str:
    x, y = points[stopped].tolist()
    if not math.isfinite(x + y):
        return f"diverges: at step {stopped} it is no finite number any more"
    if max(abs(x), abs(y)) > FAR:
        return f"diverges: at step {stopped} it is at ({x:.3g}, {y:.3g})"
    return f"is at step {stopped} where the surface is no finite number, at ({x:.3g}, {y:.3g})"
