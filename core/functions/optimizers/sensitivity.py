"""How sensitive an optimizer is to its learning rate: the loss at the end of a race, for many
rates.
"""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from core.catalogue.optimizer import with_learning_rate
from core.functions.optimizers.race import Problem, descend
from core.registry import Pick, Range

RATES = 40
"""Learning rates per sweep."""


@dataclass(frozen=True, eq=False)
class Sweep:
    """The loss at the last step (RATES,) for each learning rate (RATES,), both float64; infinite
    where it diverged.
    """

    rates: Tensor
    values: Tensor

    @property
    def best(self) -> int:
        """The index of the learning rate that ends lowest."""
        return int(self.values.argmin())


def sweep(pick: Pick, problem: Problem) -> Sweep:
    """An optimizer at RATES learning rates, each a race of its own; the rate of `pick` does not
    matter.

    Raises:
        ValueError: an optimizer without a learning rate.
    """
    if not pick.choice.learning_rate:
        raise ValueError(f"optimizer={pick.name!r} has no learning rate to change")
    return _sweep(with_learning_rate(pick, 1.0), problem)


@lru_cache(maxsize=64)
def _sweep(pick: Pick, problem: Problem) -> Sweep:
    spec: Range = pick.choice.parameters[pick.choice.learning_rate]
    ends = torch.tensor([spec.low, spec.high]).double().log10()
    rates = torch.logspace(*ends, RATES, dtype=torch.float64).clamp(spec.low, spec.high)
    trajectories = descend([with_learning_rate(pick, rate) for rate in rates.tolist()], problem)
    values = [
        torch.inf if trajectory.stopped is not None else float(trajectory.values[-1])
        for trajectory in trajectories
    ]
    return Sweep(rates, torch.tensor(values, dtype=torch.float64))
