"""One step of an optimizer as a sum of terms, each a fraction of named numbers."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor


@dataclass(frozen=True, eq=False)
class Factor:
    """A number for each coordinate.

    Args:
        symbol: as LaTeX.
        words: what it is.
        value: (2,) float64.
    """

    symbol: str
    words: str
    value: Tensor

    @classmethod
    def of(cls, symbol: str, words: str, value: Any) -> "Factor":
        """The factor of a number, or of a tensor (2,)."""
        return cls(symbol, words, torch.as_tensor(value, dtype=torch.float64).expand(2))


@dataclass(frozen=True, eq=False)
class Term:
    """A part of a step: a product of factors, divided by another.

    Args:
        words: where it comes from, such as "from the gradient".
        numerator, denominator: either may be empty, which is 1.
    """

    words: str
    numerator: tuple[Factor, ...]
    denominator: tuple[Factor, ...] = ()

    @property
    def value(self) -> Tensor:
        """Its share of the step, (2,) float64."""
        return product(self.numerator) / product(self.denominator)


@dataclass(frozen=True, eq=False)
class Step:
    """What one step of an optimizer is made from.

    Args:
        settings: the optimizer's parameter group, as it was at this step.
        count: the number of the step, from 1.
        point, gradient: before the step, (2,) float64.
        before, after: the optimizer's state, by torch's names.
    """

    settings: Mapping[str, Any]
    count: int
    point: Tensor
    gradient: Tensor
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.settings[name]

    def old(self, name: str) -> Tensor:
        """A tensor of the state before the step, (2,); zero if there was none yet."""
        return self.before.get(name, torch.zeros(2, dtype=torch.float64)).flatten()


Equation = Callable[[Step], list[Term]]


def product(factors: tuple[Factor, ...]) -> Tensor:
    """The product of factors, (2,) float64."""
    start = torch.ones(2, dtype=torch.float64)
    return math.prod((factor.value for factor in factors), start=start)
