"""Entries that nobody thought of, for the registries of the activations page."""

import math

import torch
from torch import nn

from core.catalogue.activations import ACTIVATIONS, Activation
from core.catalogue.initialisations import INITIALISATIONS, Initialisation
from core.catalogue.vectors import VECTORS, Vector
from core.registry import Choice, Flag, Range, Registry


class Crease(nn.Module):
    """The distance from a point, either way."""

    def __init__(self, beta=1.0, reduction=math.pi, nesterov=False):
        super().__init__()
        self.beta, self.point, self.nesterov = beta, reduction, nesterov

    def forward(self, x):
        """Works on a tensor of any shape."""
        distance = self.beta * (x - self.point).abs()
        return -distance if self.nesterov else distance


class Line(nn.Module):
    """A straight line: its slope is a constant, which autograd cannot differentiate."""

    def forward(self, x):
        """Works on a tensor of any shape."""
        return 2 * x


def pairs(z, beta=1.0, kernel=0.5):
    """The differences of neighbours, (K,) to (K - 1,)."""
    return beta * torch.tanh(z[1:] - z[:-1]) + kernel


def signs_(weight, beta=0.1, *, scale=1.0, generator=None):
    """Fills a weight with beta or -beta, by the toss of a coin."""
    coins = torch.rand(weight.shape, generator=generator)
    with torch.no_grad():
        return weight.copy_(scale * beta * torch.sign(coins - 0.5))


ENTRIES: list[tuple[Registry, str, Choice]] = [
    (
        ACTIVATIONS,
        "A crease",
        Activation(
            Crease,
            {
                "beta": Range(0.5, 3.0, 1.0, 0.5),
                "reduction": Range(-5.0, 50.0, math.pi, 0.5),
                "nesterov": Flag(),
            },
            "Folds the line.",
        ),
    ),
    (ACTIVATIONS, "Line", Activation(Line)),
    (
        VECTORS,
        "Pairs",
        Vector(pairs, {"beta": Range(0.5, 3.0, 1.0, 0.5), "kernel": Range(0.0, 1.0, 0.5, 0.5)}),
    ),
    (
        INITIALISATIONS,
        "Signs",
        Initialisation(signs_, {"beta": Range(0.01, 1.0, 0.1, 0.01)}, fixed={"scale": 2.0}),
    ),
]
