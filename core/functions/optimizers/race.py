"""Optimizers of torch on one surface: every step of each, as a plain loop over torch.optim takes
it.

All points of a race are one tensor, so that one backward per step gives every gradient; then each
optimizer takes its own step on its own row. That is several times faster than one loop after the
other, and gives the same numbers to the bit.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from core.catalogue.optimizer import learning_rate, optimizer
from core.catalogue.schedule import schedule as make_schedule
from core.functions.optimizers.memory import Memory
from core.functions.optimizers.steps import Runners, Surface, closure, gradient, with_noise
from core.plots.numbers import number
from core.registry import Pick

DIVERGED = 1e4
"""A point with a larger coordinate does not come back."""

MOST_STEPS = 10_000

LINE_SEARCH_ERRORS = (ArithmeticError, IndexError)
"""What torch's line search raises over values that are not finite: it divides by them, and looks
for the lowest of them.
"""


@dataclass(frozen=True)
class Problem:
    """What all optimizers of a race are given.

    Args:
        surface: a pick, or a function of x and y; each number by itself.
        noise: standard deviation of what is added to the gradient, the same for all optimizers at
            the same step. The loss that an optimizer or a schedule is told tilts along, as a
            mini-batch's does: see `steps.with_noise`.
        schedule: None for a learning rate that stays the same.
    """

    surface: Pick | Surface
    start: tuple[float, float]
    steps: int
    noise: float = 0.0
    seed: int = 0
    schedule: Pick | None = None

    def __post_init__(self):
        if not 1 <= self.steps <= MOST_STEPS:
            raise ValueError(f"steps={self.steps!r} must be a whole number from 1 to {MOST_STEPS}")
        if len(self.start) != 2 or not all(map(math.isfinite, self.start)):
            raise ValueError(f"start={self.start!r} must be two finite numbers")
        if not 0 <= self.noise < math.inf:
            raise ValueError(f"noise={self.noise!r} must be a number of at least 0")

    def function(self) -> Surface:
        """The surface as a function of x and y."""
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


TRAJECTORIES: Memory[Trajectory] = Memory(512)


def race(picks: Iterable[Pick], problem: Problem) -> list[Trajectory]:
    """The trajectory of each picked optimizer, in float64. What was computed before is kept; only
    the others run.

    An optimizer that diverges raises nothing: its trajectory says so.
    """
    picks = tuple(picks)
    results = {pick: TRAJECTORIES.get((pick, problem)) for pick in picks}
    missing = [pick for pick, trajectory in results.items() if trajectory is None]
    for pick, trajectory in zip(missing, descend(missing, problem), strict=True):
        TRAJECTORIES.keep((pick, problem), trajectory)
        results[pick] = trajectory
    return [results[pick] for pick in picks]


def descend(picks: Sequence[Pick], problem: Problem) -> list[Trajectory]:
    """As `race`, but computes them all."""
    together = [pick for pick in picks if not pick.choice.needs_closure]
    results = dict(zip(together, _together(together, problem) if together else (), strict=True))
    for pick in picks:
        if pick.choice.needs_closure:
            results[pick] = _alone(pick, problem)
    return [results[pick] for pick in picks]


def _together(picks: Sequence[Pick], problem: Problem) -> list[Trajectory]:
    """One backward per step for all N of them."""
    function, noises = problem.function(), problem.noises()
    columns = torch.tensor(problem.start, dtype=torch.float64)[:, None].repeat(1, len(picks))
    x, y = (column.detach().requires_grad_() for column in columns)  # (N,), views of columns
    path = torch.empty(problem.steps + 1, 2, len(picks), dtype=torch.float64)
    rows = path.unbind()
    rows[0].copy_(columns)
    with torch.inference_mode():
        runners = Runners(picks, problem.start)
        points = runners.points.T
    follow = [
        scheduler_step(pick, runner, problem)
        for pick, runner in zip(picks, runners.optimizers, strict=True)
    ]
    rates = []
    for step, noise in enumerate(noises):
        values, slopes = gradient(function, x, y)
        rates.append([current_rate(runner) for runner in runners.optimizers])
        with torch.inference_mode():
            torch.stack(slopes, 1, out=runners.gradients)  # (N, 2)
            if problem.noise:
                runners.gradients += noise
            runners.step()
            rows[step + 1].copy_(points)
        columns.copy_(rows[step + 1])
        if problem.schedule is not None:
            losses = with_noise(values, noise, rows[step].T)
            for next_rate, loss in zip(follow, losses, strict=True):
                next_rate(loss)
    values = function(path[:, 0].contiguous(), path[:, 1].contiguous())  # (steps + 1, N)
    lrs = torch.tensor(rates, dtype=torch.float64)
    return [
        _trajectory(path[:, :, index], values[:, index], lrs[:, index])
        for index in range(len(picks))
    ]


def current_rate(runner: torch.optim.Optimizer) -> float:
    """The learning rate of an optimizer's next step; nan if it has none."""
    return runner.param_groups[0].get("lr", math.nan)


def scheduler_step(
    pick: Pick, runner: torch.optim.Optimizer, problem: Problem
) -> Callable[[Tensor], None]:
    """A function that takes a step of the problem's schedule, given the loss."""
    if problem.schedule is None:
        return lambda loss: None
    schedule = make_schedule(problem.schedule, runner, learning_rate(pick), problem.steps)
    if problem.schedule.choice.uses_loss:
        return schedule.step
    return lambda loss: schedule.step()


def _alone(pick: Pick, problem: Problem) -> Trajectory:
    """An optimizer that looks at the surface several times in one step."""
    point = torch.tensor(problem.start, dtype=torch.float64)
    parameter = point.view(pick.choice.parameter_shape)
    runner, function = optimizer(pick, [parameter]), problem.function()
    follow = scheduler_step(pick, runner, problem)
    path = torch.full((problem.steps + 1, 2), torch.nan, dtype=torch.float64)
    lrs = torch.full((problem.steps,), torch.nan, dtype=torch.float64)
    path[0] = point
    for step, noise in enumerate(problem.noises()):
        lrs[step] = current_rate(runner)
        try:
            follow(runner.step(closure(function, parameter, noise)))
        except LINE_SEARCH_ERRORS:
            break
        path[step + 1] = point
        if point.isnan().all():
            break
    return _trajectory(path, function(*path.T.contiguous()), lrs)


def _trajectory(points: Tensor, values: Tensor, lrs: Tensor) -> Trajectory:
    points, values, lrs = (tensor.contiguous() for tensor in (points, values, lrs))
    inside = values.isfinite() & (points.abs() <= DIVERGED).all(1)
    stopped = None if inside.all() else int((~inside).nonzero()[0])
    return Trajectory(
        points, values, lrs, stopped, "" if stopped is None else _note(points, stopped)
    )


def _note(points: Tensor, stopped: int) -> str:
    x, y = points[stopped].tolist()
    point = f"({number(x, 3)}, {number(y, 3)})"
    if not math.isfinite(x + y):
        return f"diverges: at step {stopped} it is no longer a finite number"
    if max(abs(x), abs(y)) > DIVERGED:
        return f"diverges: at step {stopped} it is at {point}"
    return f"stops at step {stopped}: the surface has no finite value at {point}"
