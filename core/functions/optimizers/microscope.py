"""One step of an optimizer in numbers: the gradient, what it remembers before and after, and how
the step is made.
"""

import copy
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import torch
from torch import Tensor

from core.catalogue.optimizer import optimizer
from core.catalogue.terms import Step, Term
from core.functions.optimizers import geometry
from core.functions.optimizers.race import (
    LINE_SEARCH_ERRORS,
    Problem,
    current_rate,
    race,
    scheduler_step,
)
from core.functions.optimizers.steps import closure, gradient, with_noise
from core.plots.grid import Grid
from core.registry import Pick

GRID = 41
"""Points along each side of the surface around a step."""


@dataclass(frozen=True, eq=False)
class Glance:
    """A step as torch takes it.

    Args:
        count: its number, from 1.
        point: before the step, (2,) float64.
        value: the surface's there, ().
        gradient, moved: the gradient there, and what the step adds to the point, (2,) float64 each.
        lr: the learning rate; nan if there is none.
        before, after: the optimizer's state, by torch's names: tensors and numbers.
        terms: what the step is the sum of; empty if that is not written.
        reason: why it is not written, else empty.
    """

    count: int
    point: Tensor
    value: Tensor
    gradient: Tensor
    moved: Tensor
    lr: float
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    terms: tuple[Term, ...]
    reason: str

    @property
    def corners(self) -> list[Tensor]:
        """The point, and where each term leads to from where the last one ended, (2,) each."""
        corners = [self.point]
        for term in self.terms:
            corners.append(corners[-1] + term.value)
        return corners


@lru_cache(maxsize=128)
def look(pick: Pick, problem: Problem, count: int) -> Glance:
    """The step number `count` of an optimizer in a race: that of a real one which is led the same
    way again.
    """
    if not 1 <= count <= problem.steps:
        raise ValueError(f"step={count!r} must be a whole number from 1 to {problem.steps}")
    (path,) = race([pick], problem)
    function, noises, choice = problem.function(), problem.noises(), pick.choice
    x, y = (column.requires_grad_() for column in path.points.T.clone())
    losses, slopes = gradient(function, x, y)  # (steps + 1,) each
    gradients = torch.stack(slopes, 1)[:-1] + noises  # (steps, 2)
    parameter = path.points[0].clone().view(choice.parameter_shape)
    runner = optimizer(pick, [parameter])
    follow = scheduler_step(pick, runner, problem)
    for loss, slope, noise in zip(losses[:count], gradients, noises, strict=False):
        before, settings, lr = _state(runner), dict(runner.param_groups[0]), current_rate(runner)
        parameter.grad = slope.view_as(parameter)
        if choice.sparse_gradients:
            parameter.grad = parameter.grad.to_sparse()
        loss = with_noise(loss, noise, parameter.flatten())
        with suppress(*LINE_SEARCH_ERRORS):  # as in the race, which ended there
            if choice.needs_closure:
                runner.step(closure(function, parameter, noise))
            else:
                runner.step()
        follow(loss)
    point, slope, after = path.points[count - 1], gradients[count - 1], _state(runner)
    step = Step(settings, count, point, slope, before, after)
    return Glance(
        count,
        point,
        path.values[count - 1],
        slope,
        path.points[count] - point,
        lr,
        before,
        after,
        tuple(choice.equation(step)) if choice.equation else (),
        "" if choice.equation else choice.no_equation,
    )


def surroundings(surface: Pick, glance: Glance) -> Grid:
    """The surface around a step, with all its corners in it."""
    points = torch.stack([*glance.corners, glance.point + glance.moved]).nan_to_num(0, 0, 0)
    middle = points.mean(0)
    reach = float((points - middle).abs().max()) * 1.5 or 1e-3
    low, high = ((middle + sign * reach).tolist() for sign in (-1, 1))
    return geometry.grid_between(surface, low, high, GRID)


def _state(runner: torch.optim.Optimizer) -> dict[str, Any]:
    """A copy of what an optimizer remembers; of a list, how long it is."""

    def copied(value: Any) -> Any:
        if isinstance(value, list):
            return len(value)
        return value.clone() if isinstance(value, Tensor) else copy.deepcopy(value)

    return {
        name: copied(value)
        for state in runner.state.values()
        for name, value in state.items()
        if value is not None
    }
