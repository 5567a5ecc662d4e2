"""What an optimizer says of itself, and what follows from it: its arguments, its settings, its
learning rate.

The optimizers themselves are in `core.catalogue.optimizers`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

import torch

from core.catalogue import calls
from core.catalogue.calls import Call
from core.catalogue.terms import Equation
from core.registry import Pick


@dataclass(frozen=True, eq=False, kw_only=True)
class Optimizer(Call):
    """One optimizer.

    Args:
        learning_rate: the parameter that is its learning rate; "" if it has none.
        iterations: the parameter that says how many iterations one step makes at most; "" if it
            makes one.
        needs_closure: its `step` has to be given a function that evaluates the loss anew.
        parameter_shape: in which it takes two numbers; (1, 2) if it is for matrices.
        sparse_gradients: it takes sparse gradients only.
        fused: torch has it as one loop over all weights, which is faster.
        variant: what it builds is the class of another entry, at other defaults.
        joint: why thousands of points cannot share one tensor, as the end of a sentence; "" if it
            treats each number by itself.
        on_surface, in_training: defaults that suit a surface about ten wide, and a network, where
            torch's own do not.
        highest_on_surface: limits of parameters with which a race would take seconds.
        stable_rate: from its settings, as torch holds them, and a curvature to the largest learning
            rate at which it does not diverge; None if it has no such limit.
        equation: its step as a sum of terms, and in place of it `no_equation`, the reason why there
            is none.
    """

    learning_rate: str = "lr"
    iterations: str = ""
    needs_closure: bool = False
    parameter_shape: tuple[int, ...] = (2,)
    sparse_gradients: bool = False
    fused: bool = False
    variant: bool = False
    joint: str = "its entry does not say that it treats each number by itself"
    on_surface: Mapping[str, Any] = field(default_factory=dict)
    in_training: Mapping[str, Any] = field(default_factory=dict)
    highest_on_surface: Mapping[str, float] = field(default_factory=dict)
    stable_rate: Callable[[Mapping[str, Any], float], float] | None = None
    equation: Equation | None = None
    no_equation: str = "nobody has written its equation yet"

    def for_surface(self) -> Self:
        """The same entry with the defaults and limits that suit a surface."""
        choice = self.with_defaults(**self.on_surface)
        limited = {
            name: replace(choice.parameters[name], high=high)
            for name, high in self.highest_on_surface.items()
        }
        return replace(choice, parameters={**choice.parameters, **limited})


def arguments(pick: Pick, fused: bool = False) -> dict[str, Any]:
    """What torch's class takes beside the weights; but for the learning rate, what is at torch's
    default is left out.

    Args:
        fused: in one loop over all weights where torch has it. That is faster, and rounds
            differently.

    Raises:
        ValueError: arguments that do not go together.
    """
    keywords = calls.arguments(pick, pick.choice.learning_rate)
    if fused and pick.choice.fused:
        keywords["fused"] = True
    return keywords


def optimizer(pick: Pick, parameters: Iterable[Any]) -> torch.optim.Optimizer:
    """The picked optimizer of these tensors, or of groups of them."""
    return pick.choice.build(parameters, **arguments(pick))


def settings(pick: Pick) -> dict[str, Any]:
    """The picked optimizer's settings as torch holds them, in a parameter group."""
    example = torch.zeros(pick.choice.parameter_shape, requires_grad=True)
    return dict(optimizer(pick, [example]).defaults)


def learning_rate(pick: Pick) -> float:
    """The learning rate that is set; nan if the optimizer has none."""
    name = pick.choice.learning_rate
    return pick[name] if name else torch.nan


def with_learning_rate(pick: Pick, rate: float) -> Pick:
    """The same pick at another learning rate."""
    name = pick.choice.learning_rate
    values = tuple((key, rate if key == name else value) for key, value in pick.arguments)
    return Pick(pick.name, values, pick.choice)
