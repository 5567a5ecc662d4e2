"""Attributions, an ablation and a network with published weights that nobody here has thought of,
with odd parameter names.
"""

import torch
from torch import nn
from torch.nn import functional as F

from core.models.imagenet import PRETRAINED
from core.models.pretrained import Published
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


class Glance(nn.Module):
    """Greys of 40 x 40 through one convolution and its means to twelve kinds of things."""

    def __init__(self):
        super().__init__()
        self.look = nn.Conv2d(1, 6, kernel_size=5, stride=3)
        self.answer = nn.Linear(6, 12)

    def forward(self, x):
        x = F.gelu(self.look(x))  # (N, 6, 12, 12)
        x = F.adaptive_avg_pool2d(x, 1).flatten(1)  # (N, 6)
        return self.answer(x)  # (N, 12)


def ready_glance():
    """The network with random weights, ready to look into."""
    return Glance().eval().requires_grad_(False)


def glance_classes():
    """The names of the classes."""
    return [f"kind {number}" for number in range(12)]


GLANCE = "Glance"

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
    (
        PRETRAINED,
        GLANCE,
        Published(
            Glance,
            note="Of one glance.",
            url="http://127.0.0.1:9/glance.pth",
            sha256="0" * 64,
            size=12_345_678,
            classes=glance_classes,
            load=ready_glance,
            draw=ready_glance,
            mean=(0.5,),
            deviation=(0.25,),
            side=40,
            shorter=44,
            dataset="MNIST",
        ),
    ),
    (ABLATIONS, "Fade", Choice(fade, {"reduction": Range(0.0, 0.9, 0.5, 0.1)}, "A share of it.")),
]
