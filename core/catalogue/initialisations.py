"""Initialisations as data: how the weights of a layer are drawn before training.

To add one, add a `Choice` whose `build` fills a weight in place, as the functions of
`torch.nn.init` do.
"""

import math

from torch import nn

from core.registry import Choice, Range, Registry

GAIN = Range(0.1, 3.0, 1.0, 0.05, note="A factor on the standard deviation.")


def _choice(function: str, note: str, fixed: dict | None = None, **parameters: Range) -> Choice:
    """One entry; `fixed` holds arguments that are always the same."""
    return Choice(
        getattr(nn.init, function), parameters, note, f"nn.init.{function}", {"fixed": fixed or {}}
    )


INITIALISATIONS = Registry(
    "initialisation",
    {
        "He normal": _choice(
            "kaiming_normal_",
            "Variance 2 / fan in, made for ReLU (He et al. 2015).",
            {"nonlinearity": "relu"},
        ),
        "He uniform": _choice(
            "kaiming_uniform_", "The same variance, evenly spread.", {"nonlinearity": "relu"}
        ),
        "Xavier normal": _choice(
            "xavier_normal_",
            "Variance 2 / (fan in + fan out), made for Tanh (Glorot, Bengio 2010).",
            gain=GAIN,
        ),
        "Xavier uniform": _choice(
            "xavier_uniform_", "The same variance, evenly spread.", gain=GAIN
        ),
        "LeCun normal": _choice(
            "kaiming_normal_",
            "Variance 1 / fan in; SELU asks for it (LeCun et al. 1998).",
            {"nonlinearity": "linear"},
        ),
        "normal": _choice(
            "normal_", "Any standard deviation you like.", std=Range(0.001, 1.0, 0.05, 0.001)
        ),
        "orthogonal": _choice(
            "orthogonal_", "A rotation: no direction is stretched (Saxe et al. 2014).", gain=GAIN
        ),
        "nn.Linear's own": _choice(
            "kaiming_uniform_",
            "What torch does by itself: uniform within 1 / sqrt(fan in).",
            {"a": math.sqrt(5)},
        ),
    },
)
