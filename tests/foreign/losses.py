"""A loss from elsewhere: its own class, no reduction, and parameters with odd names."""

import torch
from torch import nn

from core.catalogue.feeds import prediction_and_target
from core.catalogue.loss import Loss
from core.catalogue.losses import LOSSES
from core.catalogue.predictions import LOGIT, NUMBER
from core.registry import Choice, Flag, Range, Registry


class Pinball(nn.Module):
    """The loss of quantile regression (Koenker and Bassett 1978)."""

    def __init__(self, quantile=0.5):
        super().__init__()
        self.quantile = quantile

    def forward(self, prediction, truth):
        error = truth - prediction
        return torch.maximum(self.quantile * error, (self.quantile - 1) * error).mean()


class LogCosh(nn.Module):
    """The logarithm of the hyperbolic cosine of the error, added up over the batch."""

    def __init__(self, reduction=3.0, weight=False):
        super().__init__()
        self.scale, self.doubled = reduction, weight

    def forward(self, prediction, truth):
        error = (prediction - truth) / self.scale
        loss = torch.log(torch.cosh(error)).sum()
        return 2 * loss if self.doubled else loss


def scaled(x, target, beta):
    """The prediction is multiplied by beta before it is compared."""
    return beta * x, torch.full_like(x, target)


pinball = Loss(
    Pinball,
    {"quantile": Range(0.1, 0.9, 0.5, 0.1), "beta": Range(0.5, 3.0, 1.0, 0.5)},
    "Errors on one side cost more than on the other.",
    kind=NUMBER,
    feed=scaled,
    inputs=("beta",),
)

log_cosh = Loss(
    LogCosh,
    {"reduction": Range(1.0, 5.0, 3.0, 0.5), "weight": Flag()},
    kind=NUMBER,
    feed=prediction_and_target,
)

sharp = Loss(
    LogCosh,
    {"reduction": Range(1.0, 5.0, 3.0, 0.5)},
    kind=LOGIT,
    feed=prediction_and_target,
)

ENTRIES: list[tuple[Registry, str, Choice]] = [
    (LOSSES, "Pinball", pinball),
    (LOSSES, "LogCosh", log_cosh),
    (LOSSES, "Sharp", sharp),
]
"""What is added to which registry, under which name."""
