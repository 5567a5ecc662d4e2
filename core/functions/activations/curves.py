"""Activation functions: what they do to a number, and to the gradient that comes back.

Slopes and curvatures are by autograd, in float64.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from core.catalogue.activations import build
from core.registry import Pick

SATURATED = 0.01
"""With a slope closer to zero than this, almost no gradient gets through."""

SPAN = 6.0
"""Curves reach from -SPAN to SPAN."""

WIDE, NEAR = WINDOWS = ("Wide", "Near zero")
"""How much of the curves a picture shows."""

QUANTITIES = ("Value", "Slope", "Curvature")
"""f, f' and f'', in the words of the page."""


@dataclass(frozen=True, eq=False)
class Curve:
    """An activation over x: f, f' and f'', all (N,) float64."""

    x: Tensor
    values: Tensor
    slopes: Tensor
    curvatures: Tensor

    @property
    def quantities(self) -> tuple[Tensor, Tensor, Tensor]:
        """In the order of QUANTITIES."""
        return self.values, self.slopes, self.curvatures


def curve(pick: Pick, x: Tensor) -> Curve:
    """f, f' and f'' at each x (N,).

    At a kink they are what PyTorch uses there; f'' is nan where PyTorch has no second derivative.
    """
    x = x.detach().double().requires_grad_()
    values = build(pick)(x)
    (slopes,) = torch.autograd.grad(values.sum(), x, create_graph=True)
    return Curve(x.detach(), values.detach(), slopes.detach(), _curvatures(slopes, x))


def _curvatures(slopes: Tensor, x: Tensor) -> Tensor:
    if not slopes.requires_grad:  # straight everywhere: nothing is left to differentiate
        return torch.zeros_like(slopes)
    try:
        return torch.autograd.grad(slopes.sum(), x, allow_unused=True, materialize_grads=True)[0]
    except RuntimeError as error:  # Hardsigmoid is one that PyTorch differentiates only once
        if "not implemented" not in str(error):
            raise
        return torch.full_like(slopes, math.nan)
