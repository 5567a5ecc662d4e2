"""One step of an optimizer from near: the gradient, what it remembers before and after, and how the
step is made.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import torch
from torch import Tensor
from torch.optim import Optimizer

from core.catalogue.optimizers import optimizer
from core.functions.optimizers.equations import EQUATIONS, UNWRITTEN, Situation, Term
from core.functions.optimizers.race import STUMBLES, Problem, follower, race
from core.functions.optimizers.steps import closure, gradient, tilted
from core.registry import Pick


@dataclass(frozen=True, eq=False)
class Glance:
    """A step as torch takes it.

    Args:
        count: which step it is, from 1.
        point, gradient, moved: before the step, there, and what the step adds to the point, each
            (2,) float64.
        lr: the learning rate.
        before, after: the optimizer's state, by torch's names: tensors and numbers.
        terms: what the step is the sum of; empty if that is not written.
        reason: why it is not written, else empty.
    """

    count: int
    point: Tensor
    gradient: Tensor
    moved: Tensor
    lr: float
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    terms: tuple[Term, ...]
    reason: str


@lru_cache(maxsize=128)
def look(pick: Pick, problem: Problem, count: int) -> Glance:
    """The step number `count` of an optimizer in a race: that of a real one which is led the same
    way again.
    """
    if not 1 <= count <= problem.steps:
        raise ValueError(f"step={count!r} must be a whole number from 1 to {problem.steps}")
    (path,) = race(
        [pick],
        problem.surface,
        problem.start,
        problem.steps,
        problem.noise,
        problem.seed,
        problem.schedule,
    )
    losses, slopes = gradient(
        problem.function(), *(column.requires_grad_() for column in path.points.T.clone())
    )
    noises = problem.noises()
    slopes = torch.stack(slopes, 1)[:-1] + noises
    needs = pick.choice.facts.get("needs")
    parameter = path.points[:1].clone() if needs == "matrix" else path.points[0].clone()
    one = optimizer(pick, [parameter])
    follow = follower(pick, one, problem)
    for loss, slope, noise in zip(losses[:count], slopes, noises, strict=False):
        before, settings = _state(one), dict(one.param_groups[0])
        parameter.grad = slope.to_sparse() if needs == "sparse" else slope.view_as(parameter)
        loss = tilted(loss, noise, parameter.flatten())
        with suppress(*STUMBLES):  # as in the race, which ended there
            one.step(closure(problem.function(), parameter, noise) if needs == "closure" else None)
        follow(loss)
    point, slope, name = path.points[count - 1], slopes[count - 1], type(one).__name__
    situation = Situation(settings, count, point, slope, before, _state(one))
    return Glance(
        count,
        point,
        slope,
        path.points[count] - point,
        settings["lr"],
        before,
        situation.after,
        tuple(EQUATIONS[name](situation)) if name in EQUATIONS else (),
        UNWRITTEN.get(name, ""),
    )


def _state(one: Optimizer) -> dict[str, Any]:
    """A copy of what an optimizer remembers: tensors and numbers, and of a list how long it is."""
    return {
        name: value.clone()
        if isinstance(value, Tensor)
        else len(value)
        if isinstance(value, list)
        else value
        for state in one.state.values()
        for name, value in state.items()
        if value is not None
    }
