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

ITERATION = 20
"""Steps that take as long as an iteration with a line search."""

LONGEST = 400
"""Iterations of a race that is run for FEWEST learning rates at least."""


@dataclass(frozen=True, eq=False)
class Sweep:
    """The loss at the last step (R,) for each of at most RATES learning rates (R,), both float64;
    infinite where it diverged.
    """

    rates: Tensor
    values: Tensor

    @property
    def best(self) -> int:
        """The index of the learning rate that ends lowest."""
        return int(self.values.argmin())


def unsupported_reason(pick: Pick, problem: Problem) -> str:
    """Why there is no sweep of an optimizer, in a line for the reader; empty if there is one."""
    if not pick.choice.learning_rate:
        return f"{pick.name} has no learning rate to change"
    iterations = _iterations(pick)
    if pick.choice.needs_closure and problem.steps * iterations > LONGEST:
        return (
            f"{pick.name}: steps={problem.steps} with {pick.choice.iterations}={iterations} takes "
            f"too long for a sweep; their product must be at most {LONGEST}"
        )
    return ""


def stride(picks: Sequence[Pick], problem: Problem) -> int:
    """1 if sweeps of these optimizers may have all RATES learning rates; n if every n-th, since
    together they would take longer than STEPS steps.
    """
    lengths = (_iterations(pick) * ITERATION if pick.choice.needs_closure else 1 for pick in picks)
    together = RATES * problem.steps * sum(lengths)
    return min(max(1, math.ceil(together / STEPS)), RATES // FEWEST)


def _iterations(pick: Pick) -> int:
    """The most that one step makes."""
    name = pick.choice.iterations
    return pick[name] if name else 1


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
