"""Optimizers that give each weight a step size of its own, from the gradients it has had."""

from dataclasses import replace

import torch

from core.catalogue import equations
from core.catalogue.torch_optimizer import (
    AMSGRAD,
    BETAS,
    DECAY,
    DECOUPLED,
    EPS,
    LR,
    MOMENTUM,
    at,
    of_torch,
)
from core.registry import Flag, Range

ADAM = {**BETAS, "eps": EPS, "weight_decay": DECAY}
"""Parameters of Adam and its variants."""

ADAPTIVE_OPTIMIZERS = {
    "Adam": of_torch(
        torch.optim.Adam,
        {"lr": LR, **ADAM, "amsgrad": AMSGRAD, "decoupled_weight_decay": DECOUPLED},
        "Gives each weight its own step size (Kingma and Ba 2015).",
        fused=True,
        on_surface={"lr": 0.1},
        equation=equations.adam,
    ),
    "AdamW": of_torch(
        torch.optim.AdamW,
        {"lr": LR, **ADAM, "weight_decay": at(DECAY, 0.01), "amsgrad": AMSGRAD},
        "Adam with decoupled weight decay, kept apart from the gradient (Loshchilov and "
        "Hutter 2019).",
        fused=True,
        on_surface={"lr": 0.1},
        equation=equations.adam,
    ),
    "NAdam": of_torch(
        torch.optim.NAdam,
        {
            "lr": at(LR, 0.002),
            **ADAM,
            "momentum_decay": Range(0.0, 0.1, 0.004, 0.001, note="How fast the momentum warms up."),
            "decoupled_weight_decay": DECOUPLED,
        },
        "Adam with Nesterov's look-ahead (Dozat 2016).",
        on_surface={"lr": 0.1},
        equation=equations.nadam,
    ),
    "RAdam": of_torch(
        torch.optim.RAdam,
        {"lr": LR, **ADAM, "decoupled_weight_decay": DECOUPLED},
        "Adam that does not divide by the gradients' size until it has seen enough of them "
        "(Liu et al. 2020).",
        on_surface={"lr": 0.1},
        equation=equations.radam,
    ),
    "Adamax": of_torch(
        torch.optim.Adamax,
        {"lr": at(LR, 0.002), **ADAM},
        "Adam that divides by the largest recent gradient (Kingma and Ba 2015).",
        on_surface={"lr": 0.1},
        equation=equations.adamax,
    ),
    "Adagrad": of_torch(
        torch.optim.Adagrad,
        {
            "lr": at(LR, 0.01),
            "lr_decay": Range(0.0, 0.5, 0.0, 0.001, note="How fast the learning rate shrinks."),
            "weight_decay": DECAY,
            "initial_accumulator_value": Range(
                0.0, 10.0, 0.0, 0.1, note="The sum of squares at the start."
            ),
            "eps": at(EPS, 1e-10),
        },
        "Divides by all gradients so far, so its steps get shorter and shorter (Duchi et al. "
        "2011).",
        fused=True,
        on_surface={"lr": 0.5},
        equation=equations.adagrad,
    ),
    "Adadelta": of_torch(
        torch.optim.Adadelta,
        {
            "lr": at(LR, 1.0),
            "rho": Range(
                0.0, 0.999, 0.9, 0.001, note="How much of each of its two averages is kept."
            ),
            "eps": at(EPS, 1e-6),
            "weight_decay": DECAY,
        },
        "Makes its steps about as long as its recent ones (Zeiler 2012).",
        equation=equations.adadelta,
    ),
    "RMSprop": of_torch(
        torch.optim.RMSprop,
        {
            "lr": at(LR, 0.01),
            "alpha": Range(0.0, 0.999, 0.99, 0.001, note="How much of the mean square is kept."),
            "eps": EPS,
            "weight_decay": DECAY,
            "momentum": MOMENTUM,
            "centered": Flag(
                False, "Divides by the standard deviation of the gradients, not by their size."
            ),
        },
        "Divides by the size of the recent gradients (Hinton 2012).",
        on_surface={"lr": 0.05},
        equation=equations.rmsprop,
    ),
    "Rprop": of_torch(
        torch.optim.Rprop,
        {
            "lr": replace(
                LR,
                default=0.01,
                note="Learning rate: the size of the first step, which then shrinks and grows.",
            ),
            "etaminus": Range(
                0.05, 0.95, 0.5, 0.05, note="The step size shrinks by this when the sign flips."
            ),
            "etaplus": Range(
                1.05, 3.0, 1.2, 0.05, note="The step size grows by this while the sign stays."
            ),
            "step_min": Range(1e-10, 0.1, 1e-6, 1e-10, note="The smallest step size.", log=True),
            "step_max": Range(0.1, 100.0, 50.0, 0.1, note="The largest step size.", log=True),
        },
        "Uses only the gradient's sign, not its size (Riedmiller and Braun 1993).",
        joined={"etas": ("etaminus", "etaplus"), "step_sizes": ("step_min", "step_max")},
        on_surface={"lr": 0.1},
        equation=equations.rprop,
    ),
}
