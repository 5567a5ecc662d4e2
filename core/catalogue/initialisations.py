"""Initialisations as data: how the weights of a layer are drawn before training.

To add one, add an `Initialisation`; readers see the source of a function of your own in the script.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn

from core.registry import Choice, Pick, Range, Registry


@dataclass(frozen=True, eq=False)
class Initialisation(Choice):
    """An initialisation. `build` fills a weight in place, as the functions of `torch.nn.init` do:
    `build(weight, **arguments, generator=generator)`.

    Args:
        fixed: arguments that are not the reader's to set.
    """

    fixed: Mapping[str, Any] = field(default_factory=dict)


def fill(weight: Tensor, pick: Pick, generator: torch.Generator) -> None:
    """Draws a weight, in place."""
    pick.choice.build(weight, **pick.choice.fixed, **dict(pick.arguments), generator=generator)


def _of_torch(
    function: str, note: str, fixed: Mapping[str, Any] | None = None, **parameters: Range
) -> Initialisation:
    """The entry of a function of torch.nn.init."""
    build = getattr(nn.init, function)
    return Initialisation(build, parameters, note, f"nn.init.{function}", fixed=fixed or {})


GAIN = Range(0.1, 3.0, 1.0, 0.05, note="A factor on the standard deviation.")

INITIALISATIONS = Registry(
    "initialisation",
    {
        "He normal": _of_torch(
            "kaiming_normal_",
            "Variance 2 / fan in, made for ReLU (He et al. 2015).",
            {"nonlinearity": "relu"},
        ),
        "He uniform": _of_torch(
            "kaiming_uniform_", "The variance of He normal, uniform.", {"nonlinearity": "relu"}
        ),
        "Xavier normal": _of_torch(
            "xavier_normal_",
            "Variance 2 / (fan in + fan out), made for Tanh (Glorot, Bengio 2010).",
            gain=GAIN,
        ),
        "Xavier uniform": _of_torch(
            "xavier_uniform_", "The variance of Xavier normal, uniform.", gain=GAIN
        ),
        "LeCun normal": _of_torch(
            "kaiming_normal_",
            "Variance 1 / fan in; SELU asks for it (LeCun et al. 1998).",
            {"nonlinearity": "linear"},
        ),
        "Normal": _of_torch(
            "normal_",
            "Normally distributed, with a standard deviation of your choice.",
            std=Range(0.001, 1.0, 0.05, 0.001),
        ),
        "Orthogonal": _of_torch(
            "orthogonal_", "A rotation: it stretches no direction (Saxe et al. 2014).", gain=GAIN
        ),
        "PyTorch default": _of_torch(
            "kaiming_uniform_",
            "What nn.Linear does by itself: uniform, variance 1 / (3 · fan in).",
            {"a": math.sqrt(5)},
        ),
    },
)
