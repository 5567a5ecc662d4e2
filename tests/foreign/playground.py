"""Data of the plane, features and losses that nobody thought of."""

import torch
from torch import nn

from core.playground import heads
from core.playground.data import DATA, DataSet
from core.playground.features import FEATURES, Feature
from core.playground.heads import Head
from core.playground.losses import LOSSES, PlaygroundLoss
from core.registry import Choice, Range, Registry


def stripes(count, noise, generator, mode):
    """Upright stripes, `mode` of them to a class."""
    inputs = 12 * torch.rand(count, 2, generator=generator) - 6
    moved = inputs[:, 0] + noise / 100 * torch.randn(count, generator=generator)
    return inputs, (moved * mode / 4).floor().long() % 3


def distance(x, y, power):
    """How far a point is from the middle, to a power."""
    return (x**2 + y**2) ** (power / 2)


class PowerLoss(nn.Module):
    """The mean of a power of the errors."""

    def __init__(self, power=3.0):
        super().__init__()
        self.power = power

    def forward(self, outputs, targets):
        return ((outputs - targets).abs() + 1e-6).pow(self.power).mean()


ENTRIES: list[tuple[Registry, str, Choice]] = [
    (
        DATA,
        "Stripes",
        DataSet(
            stripes,
            {"mode": Range(1, 4, 2, 1, label="Stripes")},
            note="Three classes side by side.",
            classes=lambda mode: 3,
        ),
    ),
    (
        FEATURES,
        "Distance",
        Feature(distance, {"power": Range(0.5, 3.0, 1.0, 0.5, label="Power")}),
    ),
    (
        LOSSES,
        "Power of the error",
        PlaygroundLoss(
            PowerLoss,
            {"power": Range(1.0, 4.0, 3.0, 0.5)},
            note="Large errors count for more.",
            two=Head(heads.signs, heads.between_signs, nn.Tanh),
            several=Head(heads.signs_by_class, heads.shares),
            numbers=Head(heads.as_column, heads.between_signs),
        ),
    ),
]
