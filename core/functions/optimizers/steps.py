"""Steps of real optimizers on points of a surface."""

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor

from core.catalogue.optimizer import optimizer
from core.functions.optimizers.unwrapped import step_of
from core.registry import Pick

Surface = Callable[[Tensor, Tensor], Tensor]


def gradient(function: Surface, x: Tensor, y: Tensor) -> tuple[Tensor, list[Tensor]]:
    """Values of a surface and its slopes along x and y, all of the shape of x. Both x and y are
    leaves that need a gradient.
    """
    values = function(x, y)
    if not values.requires_grad:  # a formula without x and y
        return values, [torch.zeros_like(x), torch.zeros_like(y)]
    slopes = torch.autograd.grad(values, (x, y), torch.ones_like(values), allow_unused=True)
    zero = torch.zeros_like(x)
    return values.detach(), [zero if slope is None else slope for slope in slopes]


def with_noise(values: Tensor, noise: Tensor, points: Tensor) -> Tensor:
    """Values (...) at points (..., 2), tilted so that the gradient there grows by `noise` (2,).

    A line search needs value and gradient to agree: it would look for a slope that the values do
    not have.
    """
    return values + (noise * points).sum(-1) if noise.any() else values


def closure(function: Surface, point: Tensor, noise: Tensor) -> Callable[[], Tensor]:
    """What an optimizer calls that looks several times in one step: it returns the loss and sets
    the gradient.

    Args:
        point: the optimizer's parameter, two numbers in any shape.
        noise: what is added to the gradient, (2,).
    """

    def evaluate() -> Tensor:
        numbers = point.flatten()
        value, slopes = gradient(
            function, *(number.detach().requires_grad_() for number in numbers)
        )
        point.grad = (torch.stack(slopes) + noise).view_as(point)
        return with_noise(value, noise, numbers)

    return evaluate


class Runners:
    """Real optimizers, each on its own row of one tensor of points. To be made and stepped in
    inference mode.

    Attributes:
        points: (N, 2) float64, where each of them is.
        gradients: (N, 2), to be filled before a step.
        optimizers: of torch, N of them.
    """

    def __init__(self, picks: Sequence[Pick], start: Sequence[float]):
        self.points = torch.tensor([list(start)] * len(picks), dtype=torch.float64)
        self.gradients = torch.zeros_like(self.points)
        self.picks, self.optimizers = picks, []
        self._sparse = []  # parameter, point and gradient of those that take sparse gradients
        for pick, point, slope in zip(picks, self.points, self.gradients, strict=True):
            parameter = point.view(pick.choice.parameter_shape)
            if pick.choice.sparse_gradients:  # torch 2.15 adds what is sparse to the wrong row
                parameter = parameter.clone()
                self._sparse.append((parameter, point, slope))
            parameter.grad = slope.view_as(parameter)
            runner = optimizer(pick, [parameter])
            if "foreach" in runner.defaults:  # torch's own choice on the CPU, made at each step
                runner.param_groups[0]["foreach"] = False
            self.optimizers.append(runner)
        self._steps: list[Callable[[], Any]] = []

    def step(self) -> None:
        """A step of each optimizer."""
        for parameter, _, slope in self._sparse:
            parameter.grad = slope.view_as(parameter).to_sparse()
        if self._steps:
            for step in self._steps:
                step()
        else:  # a schedule wants to see its optimizer's first step
            for runner in self.optimizers:
                runner.step()
            self._steps = [
                step_of(pick, runner)
                for pick, runner in zip(self.picks, self.optimizers, strict=True)
            ]
        for parameter, point, _ in self._sparse:
            point.copy_(parameter.view_as(point))
