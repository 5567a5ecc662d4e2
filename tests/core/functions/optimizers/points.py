"""Points on every surface, at its defaults and at other settings, with values and slopes there."""

import random

import torch

from core.functions.optimizers.geometry import domain
from core.functions.optimizers.surfaces import SURFACES
from tests.sampling import sample_pick

PICKS = [SURFACES.pick(name) for name in SURFACES]
SAMPLES = [
    sample_pick(SURFACES, name, random.Random(seed)) for name in SURFACES for seed in range(4)
]


def value_and_gradient(pick, points):
    """f at `points` (..., 2), of shape (...), and its gradient by autograd, (..., 2)."""
    points = points.detach().requires_grad_()
    values = pick.build(points[..., 0], points[..., 1])
    (gradient,) = torch.autograd.grad(values.sum(), points)
    return values.detach(), gradient


def name_of(pick) -> str:
    return pick.name if not pick.arguments else str(pick)


def mesh(pick, n):
    lines = [torch.linspace(low, high, n, dtype=torch.float64) for low, high in domain(pick)]
    return torch.stack(torch.meshgrid(*lines, indexing="ij"), dim=-1)
