"""Gradient descent, with and without momentum."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import torch

from core.catalogue import equations
from core.catalogue.torch_optimizer import DAMPENING, DECAY, LR, MOMENTUM, NESTEROV, at, of_torch


def stable_rate_of_descent(settings: Mapping[str, Any], curvature: float) -> float:
    """The learning rate from which on gradient descent diverges along a curvature.

    2 / curvature without momentum, 2 (1 + mu) / curvature for the heavy ball (Polyak 1964), and
    2 (1 + mu) / ((1 + 2 mu) curvature) for Nesterov's. It is 0 where the surface bends down, since
    no rate brings it back there, and infinite on a level.
    """
    momentum = settings["momentum"]
    pull = curvature + settings["weight_decay"]
    if settings["nesterov"]:
        pull *= 1 + 2 * momentum
    elif momentum:
        pull *= 1 - settings["dampening"]
    if pull == 0:
        return torch.inf
    if pull != pull:
        return torch.nan
    return 2 * (1 + momentum) / pull if pull > 0 else 0.0


def _check_nesterov(values: Mapping[str, Any]) -> None:
    if values["nesterov"] and (not values["momentum"] or values["dampening"]):
        raise ValueError(
            "nesterov=True needs momentum above 0 and dampening=0; they are "
            f"{values['momentum']} and {values['dampening']}"
        )


DESCENT = {"fused": True, "stable_rate": stable_rate_of_descent, "equation": equations.sgd}

DESCENT_OPTIMIZERS = {
    "SGD": of_torch(
        torch.optim.SGD,
        {
            "lr": LR,
            "momentum": MOMENTUM,
            "dampening": DAMPENING,
            "weight_decay": DECAY,
            "nesterov": NESTEROV,
        },
        "Gradient descent: each step goes against the gradient.",
        check=_check_nesterov,
        on_surface={"lr": 0.01},
        in_training={"lr": 0.01, "momentum": 0.9},
        **DESCENT,
    ),
    "Momentum": of_torch(
        torch.optim.SGD,
        {"lr": LR, "momentum": at(MOMENTUM, 0.9), "dampening": DAMPENING, "weight_decay": DECAY},
        "SGD that keeps rolling: a heavy ball (Polyak 1964).",
        variant=True,
        on_surface={"lr": 0.003},
        **DESCENT,
    ),
    "Nesterov": of_torch(
        torch.optim.SGD,
        {"lr": LR, "momentum": replace(MOMENTUM, low=0.001, default=0.9), "weight_decay": DECAY},
        "Momentum that looks where it is rolling to (Nesterov 1983).",
        variant=True,
        always={"nesterov": True},
        on_surface={"lr": 0.003},
        **DESCENT,
    ),
}
