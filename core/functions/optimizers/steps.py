"""The steps of real optimizers on points of a surface, as fast as they can be had, bit for bit as a
plain loop's.

A step of torch.optim on two numbers is a few microseconds of arithmetic in some forty of
preparation. What is prepared stays the same from step to step, so it is done once: see
`Runners.step`.
"""

import inspect
from collections.abc import Callable, Sequence
from functools import partial
from types import FunctionType
from typing import Any

import torch
from torch import Tensor
from torch.optim import Optimizer

from core.catalogue.optimizers import optimizer
from core.registry import Pick

Surface = Callable[[Tensor, Tensor], Tensor]

ENGINE = torch.autograd.Variable._execution_engine
"""What torch.autograd.grad calls after it has checked its arguments, for a third of the time."""


def gradient(function: Surface, x: Tensor, y: Tensor) -> tuple[Tensor, list[Tensor]]:
    """Values of a surface and its slopes along x and y, all of the shape of x. Both are leaves that
    need a gradient.
    """
    values = function(x, y)
    if not values.requires_grad:  # a formula without x and y
        return values, [torch.zeros_like(x), torch.zeros_like(y)]
    slopes = ENGINE.run_backward(
        (values,), (torch.ones_like(values),), False, False, (x, y), True, accumulate_grad=False
    )
    return values.detach(), [torch.zeros_like(x) if slope is None else slope for slope in slopes]


def tilted(values: Tensor, noise: Tensor, points: Tensor) -> Tensor:
    """Values (...) at points (..., 2) of a surface tilted so that this noise (2,) adds to its
    gradient.

    A line search needs the two to agree: it would look for a slope that the values do not have.
    """
    return values + (noise * points).sum(-1) if noise.any() else values


def closure(function: Surface, point: Tensor, noise: Tensor) -> Callable[[], Tensor]:
    """What an optimizer calls that looks several times in one step: the loss at its point (2,),
    with the gradient.
    """

    def evaluated() -> Tensor:
        value, slopes = gradient(function, *(number.detach().requires_grad_() for number in point))
        point.grad = torch.stack(slopes) + noise
        return tilted(value, noise, point)

    return evaluated


class Runners:
    """Real optimizers, each on its own row of one tensor of points. To be made and stepped in
    inference mode.

    Args:
        fixed: no schedule changes the settings of an optimizer on the way.

    Attributes:
        points: (N, 2) float64; each row shares its memory with one optimizer's parameter, or is a
            copy of it.
        gradients: likewise, to be filled before a step.
    """

    def __init__(self, picks: Sequence[Pick], start: Sequence[float], fixed: bool):
        self.points = torch.tensor([list(start)] * len(picks), dtype=torch.float64)
        self.gradients = torch.zeros_like(self.points)
        self.optimizers, self.sparse, self.fixed, self.count = [], [], fixed, 0
        for pick, point, slope in zip(picks, self.points, self.gradients, strict=True):
            needs = pick.choice.facts.get("needs")
            parameter = {"matrix": point[None], "sparse": point.clone()}.get(needs, point)
            parameter.grad = slope.view_as(parameter)
            self.sparse += [(parameter, point, slope)] * (needs == "sparse")
            one = optimizer(pick, [parameter])
            if (
                "foreach" in one.defaults
            ):  # what torch takes by itself on the CPU, after some thought at each step
                one.param_groups[0]["foreach"] = False
            self.optimizers.append(one)
        self.again = []

    def step(self) -> None:
        """A step of each: the first as torch takes it, the second noted, and all others are those
        calls again.
        """
        for parameter, _, slope in self.sparse:
            parameter.grad = slope.to_sparse()
        if self.count == 0:
            for one in self.optimizers:
                one.step()
        elif self.count == 1:
            self.again = [self._second(one) for one in self.optimizers]
        else:
            for again in self.again:
                again()
        for (
            parameter,
            point,
            _,
        ) in self.sparse:  # in place, torch 2.15 adds what is sparse to the wrong row
            point.copy_(parameter)
        self.count += 1

    def _second(self, one: Optimizer) -> Callable[[], Any]:
        """The second step, and how to take the next ones."""
        bare = inspect.unwrap(type(one).step)  # without torch's profiler around it
        if not any(parameter is one.param_groups[0]["params"][0] for parameter, *_ in self.sparse):
            again = _noted(bare, one)
            return again if self.fixed else partial(_followed, again, one.param_groups[0])
        bare(one)
        return partial(bare, one)


def _noted(step: FunctionType, one: Optimizer) -> Callable[[], Any]:
    """Takes a step; returns the call of torch's own arithmetic that it was.

    `Adam.step` collects tensors and settings and gives them to the function `adam`, which has
    `_single_tensor_adam` change the tensors where they are. So the same call is the next step, and
    the collecting is saved.
    """
    name, noted = step.__module__.rpartition(".")[2].lstrip("_"), []
    whole = inspect.unwrap(step.__globals__[name])
    inner = whole.__globals__[f"_single_tensor_{name}"]

    def note(*tensors: Any, **settings: Any) -> None:
        noted.append(partial(inner, *tensors, **settings))
        noted[-1]()

    _with(step, name, _with(whole, inner.__name__, note))(one)
    return noted[0] if len(noted) == 1 else partial(step, one)


def _followed(again: partial, group: dict[str, Any]) -> None:
    """The noted call with what a schedule may have changed since."""
    beta1, beta2 = group.get("betas", (None, None))
    now = {"lr": group["lr"], "momentum": group.get("momentum"), "beta1": beta1, "beta2": beta2}
    again(**{name: now[name] for name in now.keys() & again.keywords.keys()})


def _with(function: FunctionType, name: str, value: Any) -> FunctionType:
    """The function with another global of this name; the one that all share stays as it is."""
    names = {**function.__globals__, name: value}
    copied = FunctionType(
        function.__code__, names, function.__name__, function.__defaults__, function.__closure__
    )
    copied.__kwdefaults__ = function.__kwdefaults__
    return copied
