"""How sensitive an optimizer is to its learning rate: the loss at the end of a race, for many
rates.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from core.catalogue.optimizer import with_learning_rate
from core.functions.optimizers.race import Problem, descend
from core.registry import Pick, Range

RATES = 40
"""Learning rates per sweep."""

FEWEST = 5
"""Learning rates of a sweep that would take too long with more."""

STEPS = 45_000
"""Steps of all sweeps together: some 1.5 seconds."""

EVALUATION = 15
"""Steps that take as long as an evaluation of the surface by an optimizer that asks for it."""

EVALUATIONS, WITH_NOISE = 2, 5
"""Of an iteration with a line search: under noise it seldom likes what it finds at first."""

LONGEST = STEPS // (FEWEST * EVALUATION)
"""Evaluations of a race that can be run for FEWEST learning rates."""


@dataclass(frozen=True, eq=False)
class Sweep:
    """The loss at the last step (R,) for each of at most RATES learning rates (R,), both float64;
    infinite where it diverged.
    """

    rates: Tensor
    values: Tensor

    @property
    def best(self) -> int | None:
        """The index of the learning rate that ends low together with those next to it: the highest
        of their losses is the lowest. A rate that ends low by itself is luck; None if there are no
        others.
        """
        ends = self.values[:1], self.values[-1:]
        highest = torch.cat([ends[0], self.values, ends[1]]).unfold(0, 3, 1).amax(-1)
        return int(highest.argmin()) if highest.isfinite().any() else None


def unsupported_reason(pick: Pick, problem: Problem) -> str:
    """Why there is no sweep of an optimizer, in a line for the reader; empty if there is one."""
    if not pick.choice.learning_rate:
        return f"{pick.name} has no learning rate to change"
    if pick.choice.needs_closure and _evaluations(pick, problem) > LONGEST:
        iterations, noise = _iterations(pick), f" and noise={problem.noise:g}"
        most = LONGEST * problem.steps * iterations // _evaluations(pick, problem)
        return (
            f"{pick.name}: steps={problem.steps} with {pick.choice.iterations}={iterations}"
            f"{noise if problem.noise else ''} takes too long for a sweep; the product of the "
            f"first two must be at most {most}"
        )
    return ""


def stride(picks: Sequence[Pick], problem: Problem) -> int:
    """1 if sweeps of these optimizers may have all RATES learning rates; n if every n-th, since
    together they would take longer than STEPS steps.
    """
    lengths = (
        _evaluations(pick, problem) * EVALUATION if pick.choice.needs_closure else problem.steps
        for pick in picks
    )
    together = RATES * sum(lengths)
    return min(max(1, math.ceil(together / STEPS)), RATES // FEWEST)


def _iterations(pick: Pick) -> int:
    """The most that one step makes."""
    name = pick.choice.iterations
    return pick[name] if name else 1


def _evaluations(pick: Pick, problem: Problem) -> int:
    """Of the surface in a race, by an optimizer that asks for them; about."""
    each = WITH_NOISE if problem.noise else EVALUATIONS
    return problem.steps * _iterations(pick) * each


def sweep(pick: Pick, problem: Problem, every: int = 1) -> Sweep:
    """An optimizer at every n-th of RATES learning rates, each a race of its own; the rate of
    `pick` does not matter.

    Raises:
        ValueError: an optimizer without a learning rate.
    """
    if not pick.choice.learning_rate:
        raise ValueError(f"optimizer={pick.name!r} has no learning rate to change")
    return _sweep(with_learning_rate(pick, 1.0), problem, every)


@lru_cache(maxsize=64)
def _sweep(pick: Pick, problem: Problem, every: int) -> Sweep:
    spec: Range = pick.choice.parameters[pick.choice.learning_rate]
    ends = torch.tensor([spec.low, spec.high]).double().log10()
    rates = torch.logspace(*ends, RATES, dtype=torch.float64).clamp(spec.low, spec.high)[::every]
    trajectories = descend([with_learning_rate(pick, rate) for rate in rates.tolist()], problem)
    values = [
        torch.inf if trajectory.stopped is not None else float(trajectory.values[-1])
        for trajectory in trajectories
    ]
    return Sweep(rates, torch.tensor(values, dtype=torch.float64))
