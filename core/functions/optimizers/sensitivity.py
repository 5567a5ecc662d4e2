"""How much hangs on the learning rate: the loss at the end of a race, for many rates."""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from core.functions.optimizers.race import Problem, descend
from core.registry import Pick, Range

COUNT = 40


@dataclass(frozen=True, eq=False)
class Sweep:
    """The value at the last step (N,) for each learning rate (N,), both float64; infinite where it
    diverged.
    """

    rates: Tensor
    values: Tensor

    @property
    def best(self) -> int:
        """Which rate ends lowest."""
        return int(self.values.argmin())


def with_rate(pick: Pick, lr: float) -> Pick:
    """The same optimizer at another learning rate."""
    arguments = tuple((name, lr if name == "lr" else value) for name, value in pick.arguments)
    return Pick(pick.name, arguments, pick.choice)


def sweep(pick: Pick, problem: Problem) -> Sweep:
    """An optimizer at COUNT rates, each a real one, all at once; its own rate does not matter."""
    return _sweep(with_rate(pick, 1.0), problem)


@lru_cache(maxsize=64)
def _sweep(pick: Pick, problem: Problem) -> Sweep:
    spec: Range = pick.choice.parameters["lr"]
    rates = torch.logspace(
        *torch.tensor([spec.low, spec.high]).double().log10(), COUNT, dtype=torch.float64
    )
    rates = rates.clamp(spec.low, spec.high)
    found = descend([with_rate(pick, rate) for rate in rates.tolist()], problem)
    values = [torch.inf if one.stopped is not None else float(one.values[-1]) for one in found]
    return Sweep(rates, torch.tensor(values, dtype=torch.float64))
