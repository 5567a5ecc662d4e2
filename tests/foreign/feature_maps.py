"""Attributions and an ablation that nobody here has thought of, with odd parameter names."""

import torch

from core.registry import Choice, Range, Registry
from core.vision.feature_maps.ablation import ABLATIONS
from core.vision.feature_maps.methods import ATTRIBUTIONS, Method


def slopes_of(model, x, target):
    """The gradient of the score, as a helper of its own."""
    x = x.clone().requires_grad_()
    return torch.autograd.grad(model(x)[0, target], x)[0]


def squared_slopes(model, x, baseline, target, beta):
    """The gradient of the score to the power of `beta`, with its sign."""
    slopes = slopes_of(model, x, target)
    return slopes.sign() * slopes.abs() ** beta


def loudest_map(score, maps, size, kernel_size=1):
    """The map of a layer with the largest mean, of `kernel_size` cells' means."""
    pooled = torch.nn.functional.avg_pool2d(maps.detach(), kernel_size)
    loudest = pooled[:, pooled.mean((0, 2, 3)).argmax()][:, None]
    return torch.nn.functional.interpolate(loudest, size)


def fade(output, units, reduction):
    """A layer's output, with these units at a share of their strength."""
    output = output.clone()
    output[:, units] *= reduction
    return output


ENTRIES: list[tuple[Registry, str, object]] = [
    (
        ATTRIBUTIONS,
        "Squared slopes",
        Method(squared_slopes, {"beta": Range(0.5, 3.0, 2.0, 0.5)}, "Slopes, squared."),
    ),
    (
        ATTRIBUTIONS,
        "Loudest map",
        Method(
            loudest_map, {"kernel_size": Range(1, 3, 1, 1)}, "The loudest map.", looks_at_layer=True
        ),
    ),
    (ABLATIONS, "fade", Choice(fade, {"reduction": Range(0.0, 0.9, 0.5, 0.1)}, "A share of it.")),
]
