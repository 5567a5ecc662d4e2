"""The optimizers of torch.optim as data, all of them, at torch's own defaults.

To add one, add a `Choice` with torch's own argument names. `facts` may hold what
`core.catalogue.calls` knows, and

    needs: what a plain training loop does not give it: "closure", "matrix" or "sparse"
    whole: why it cannot take many points as one tensor: it does not treat each number by itself
    fused: torch has it as one loop over all weights
    variant: it is torch's class of another entry, at other defaults
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import torch
from torch.optim import Optimizer

from core.catalogue import calls
from core.registry import Choice, Flag, Options, Pick, Range, Registry

LR = Range(1e-5, 10.0, 0.001, 1e-5, note="Learning rate: the length of a step.", log=True)
MOMENTUM = Range(0.0, 0.999, 0.0, 0.001, note="How much of the last step is kept.")
DAMPENING = Range(
    0.0, 1.0, 0.0, 0.01, note="How much of the new gradient is left out of the momentum."
)
DECAY = Range(0.0, 1.0, 0.0, 0.005, note="Weight decay: how strongly weights are pulled to zero.")
BETA1 = Range(0.0, 0.999, 0.9, 0.001, note="How much of the mean of the gradients is kept.")
BETA2 = Range(
    0.0, 0.9999, 0.999, 0.0001, note="How much of the mean of the squared gradients is kept."
)
EPS = Range(1e-15, 1.0, 1e-8, 1e-15, note="Keeps the division from being one by zero.", log=True)
DECOUPLED = Flag(False, "Weight decay apart from the gradient, as in AdamW.")
AMSGRAD = Flag(False, "Divides by the largest mean of the squared gradients so far.")
BETAS = {"betas": ("beta1", "beta2")}


def _check_nesterov(given: Mapping[str, Any]) -> None:
    if given["nesterov"] and (not given["momentum"] or given["dampening"]):
        raise ValueError(
            "nesterov=True needs momentum above 0 and dampening=0; they are "
            f"{given['momentum']} and {given['dampening']}"
        )


def _at(spec: Range, default: float) -> Range:
    return replace(spec, default=default)


def _choice(build: type[Optimizer], parameters: dict, note: str, **facts: Any) -> Choice:
    if "beta2" in parameters:
        facts["joined"] = BETAS
    if {"nesterov", "dampening"} <= set(parameters):
        facts["check"] = _check_nesterov
    return Choice(build, parameters, note, f"torch.optim.{build.__name__}", facts)


OPTIMIZERS = Registry(
    "optimizer",
    {
        "SGD": _choice(
            torch.optim.SGD,
            {
                "lr": LR,
                "momentum": MOMENTUM,
                "dampening": DAMPENING,
                "weight_decay": DECAY,
                "nesterov": Flag(
                    False, "Looks ahead along the momentum; needs momentum, and no dampening."
                ),
            },
            "Gradient descent: a step against the gradient.",
            fused=True,
        ),
        "Momentum": _choice(
            torch.optim.SGD,
            {
                "lr": LR,
                "momentum": _at(MOMENTUM, 0.9),
                "dampening": DAMPENING,
                "weight_decay": DECAY,
            },
            "SGD that keeps rolling: a heavy ball (Polyak 1964).",
            fused=True,
            variant=True,
        ),
        "Nesterov": _choice(
            torch.optim.SGD,
            {
                "lr": LR,
                "momentum": replace(MOMENTUM, low=0.001, default=0.9),
                "weight_decay": DECAY,
            },
            "Momentum that looks where it is rolling to (Nesterov 1983).",
            fused=True,
            variant=True,
            always={"nesterov": True},
        ),
        "Adam": _choice(
            torch.optim.Adam,
            {
                "lr": LR,
                "beta1": BETA1,
                "beta2": BETA2,
                "eps": EPS,
                "weight_decay": DECAY,
                "amsgrad": AMSGRAD,
                "decoupled_weight_decay": DECOUPLED,
            },
            "A step length of its own for each weight (Kingma and Ba 2015).",
            fused=True,
        ),
        "AdamW": _choice(
            torch.optim.AdamW,
            {
                "lr": LR,
                "beta1": BETA1,
                "beta2": BETA2,
                "eps": EPS,
                "weight_decay": _at(DECAY, 0.01),
                "amsgrad": AMSGRAD,
            },
            "Adam with weight decay apart from the gradient (Loshchilov and Hutter 2019).",
            fused=True,
        ),
        "NAdam": _choice(
            torch.optim.NAdam,
            {
                "lr": _at(LR, 0.002),
                "beta1": BETA1,
                "beta2": BETA2,
                "eps": EPS,
                "weight_decay": DECAY,
                "momentum_decay": Range(
                    0.0, 0.1, 0.004, 0.001, note="How fast the momentum warms up."
                ),
                "decoupled_weight_decay": DECOUPLED,
            },
            "Adam with Nesterov's look ahead (Dozat 2016).",
        ),
        "RAdam": _choice(
            torch.optim.RAdam,
            {
                "lr": LR,
                "beta1": BETA1,
                "beta2": BETA2,
                "eps": EPS,
                "weight_decay": DECAY,
                "decoupled_weight_decay": DECOUPLED,
            },
            "Adam that waits until it has seen enough gradients to divide by them (Liu and "
            "others 2020).",
        ),
        "Adamax": _choice(
            torch.optim.Adamax,
            {
                "lr": _at(LR, 0.002),
                "beta1": BETA1,
                "beta2": BETA2,
                "eps": EPS,
                "weight_decay": DECAY,
            },
            "Adam that divides by the largest recent gradient (Kingma and Ba 2015).",
        ),
        "Adagrad": _choice(
            torch.optim.Adagrad,
            {
                "lr": _at(LR, 0.01),
                "lr_decay": Range(0.0, 0.5, 0.0, 0.001, note="How fast the learning rate shrinks."),
                "weight_decay": DECAY,
                "initial_accumulator_value": Range(
                    0.0, 10.0, 0.0, 0.1, note="The sum of squares at the start."
                ),
                "eps": _at(EPS, 1e-10),
            },
            "Divides by all gradients so far, so that its steps get shorter and shorter "
            "(Duchi and others 2011).",
            fused=True,
        ),
        "Adadelta": _choice(
            torch.optim.Adadelta,
            {
                "lr": _at(LR, 1.0),
                "rho": Range(0.0, 0.999, 0.9, 0.001, note="How much of the two means is kept."),
                "eps": _at(EPS, 1e-6),
                "weight_decay": DECAY,
            },
            "Takes the length of a step from its own last steps (Zeiler 2012).",
        ),
        "RMSprop": _choice(
            torch.optim.RMSprop,
            {
                "lr": _at(LR, 0.01),
                "alpha": Range(
                    0.0,
                    0.999,
                    0.99,
                    0.001,
                    note="How much of the mean of the squared gradients is kept.",
                ),
                "eps": EPS,
                "weight_decay": DECAY,
                "momentum": MOMENTUM,
                "centered": Flag(
                    False, "Divides by the standard deviation of the gradients, not by their size."
                ),
            },
            "Divides by the size of the recent gradients (Hinton 2012).",
        ),
        "Rprop": _choice(
            torch.optim.Rprop,
            {
                "lr": _at(LR, 0.01),
                "etaminus": Range(
                    0.05,
                    0.95,
                    0.5,
                    0.05,
                    note="What a step is multiplied by where the slope turns.",
                ),
                "etaplus": Range(
                    1.05,
                    3.0,
                    1.2,
                    0.05,
                    note="What a step is multiplied by where the slope keeps its sign.",
                ),
                "step_min": Range(1e-10, 0.1, 1e-6, 1e-10, note="The shortest step.", log=True),
                "step_max": Range(0.1, 100.0, 50.0, 0.1, note="The longest step.", log=True),
            },
            "Looks at the sign of the gradient alone (Riedmiller and Braun 1993).",
            joined={"etas": ("etaminus", "etaplus"), "step_sizes": ("step_min", "step_max")},
        ),
        "ASGD": _choice(
            torch.optim.ASGD,
            {
                "lr": _at(LR, 0.01),
                "lambd": Range(0.0, 0.1, 1e-4, 1e-4, note="How fast the learning rate decays."),
                "alpha": Range(0.0, 1.0, 0.75, 0.01, note="The power of that decay."),
                "t0": Range(
                    1.0,
                    1e6,
                    1e6,
                    1.0,
                    note="The step from which on an average is kept beside.",
                    log=True,
                ),
                "weight_decay": DECAY,
            },
            "SGD that also keeps the average of where it has been (Polyak and Juditsky 1992).",
        ),
        "LBFGS": _choice(
            torch.optim.LBFGS,
            {
                "lr": _at(LR, 1.0),
                "max_iter": Range(1, 20, 20, 1, note="Moves in one step."),
                "max_eval": Range(
                    0, 25, 0, 1, note="Evaluations in one step; 0 for a quarter more than max_iter."
                ),
                "tolerance_grad": Range(
                    1e-12, 0.1, 1e-7, 1e-12, note="Stops at a gradient as small as this.", log=True
                ),
                "tolerance_change": Range(
                    1e-15, 0.1, 1e-9, 1e-15, note="Stops at a move as short as this.", log=True
                ),
                "history_size": Range(
                    1, 100, 100, 1, note="How many moves it learns the curvature from."
                ),
                "line_search_fn": Options(
                    ("none", "strong_wolfe"), "none", "Whether it tries how far to go."
                ),
            },
            "Learns the curvature from its own moves, several in one step (Liu and Nocedal 1989).",
            none={"max_eval": 0, "line_search_fn": "none"},
            needs="closure",
            whole="it measures all its numbers against each other",
        ),
        "Adafactor": _choice(
            torch.optim.Adafactor,
            {
                "lr": _at(LR, 0.01),
                "beta2_decay": Range(
                    -2.0, 0.0, -0.8, 0.05, note="How the memory of squares grows."
                ),
                "eps1": Range(
                    0.0,
                    0.1,
                    0.0,
                    0.001,
                    note="The least square of a gradient; 0 for the least that torch tells.",
                ),
                "eps2": _at(EPS, 1e-3),
                "d": Range(1.0, 10.0, 1.0, 0.1, note="Where updates are clipped."),
                "weight_decay": DECAY,
            },
            "Adam with less memory; its steps are in proportion to the weights (Shazeer and "
            "Stern 2018).",
            joined={"eps": ("eps1", "eps2")},
            none={"eps1": 0.0},
            whole="it clips and scales its whole tensor at once",
        ),
        "Muon": _choice(
            torch.optim.Muon,
            {
                "lr": LR,
                "weight_decay": _at(DECAY, 0.1),
                "momentum": _at(MOMENTUM, 0.95),
                "nesterov": Flag(True, "Looks ahead along the momentum."),
                "ns_a": Range(0.0, 5.0, 3.4445, 0.0005, note="First coefficient of the iteration."),
                "ns_b": Range(
                    -8.0, 0.0, -4.775, 0.0005, note="Second coefficient of the iteration."
                ),
                "ns_c": Range(0.0, 5.0, 2.0315, 0.0005, note="Third coefficient of the iteration."),
                "eps": _at(EPS, 1e-7),
                "ns_steps": Range(1, 20, 5, 1, note="How often it iterates."),
                "adjust_lr_fn": Options(
                    ("original", "match_rms_adamw"), "original", "How steps fit the matrix's shape."
                ),
            },
            "Momentum made orthogonal, for matrices; a point is a matrix of one row, of which "
            "the length alone is made 1 (Jordan 2024).",
            joined={"ns_coefficients": ("ns_a", "ns_b", "ns_c")},
            none={"adjust_lr_fn": "original"},
            needs="matrix",
            whole="it makes its whole matrix orthogonal",
        ),
        "SparseAdam": _choice(
            torch.optim.SparseAdam,
            {"lr": LR, "beta1": BETA1, "beta2": BETA2, "eps": EPS},
            "Adam for sparse gradients: numbers whose gradient is zero are left alone.",
            needs="sparse",
        ),
    },
)

LEFT_OUT = {"Optimizer": "the base of all the others"}


def _fit(choice: Choice, **defaults: float) -> Choice:
    """The choice with other defaults."""
    changed = {
        name: replace(choice.parameters[name], default=value) for name, value in defaults.items()
    }
    return replace(choice, parameters={**choice.parameters, **changed})


TRAINING = Registry(
    "optimizer",
    {
        name: _fit(choice, lr=0.01, momentum=0.9) if name == "SGD" else choice
        for name, choice in OPTIMIZERS.items()
        if "needs" not in choice.facts and "variant" not in choice.facts
    },
)
"""Those that a usual training loop can step, at the defaults that suit networks."""


def arguments(pick: Pick, fused: bool = False) -> dict[str, Any]:
    """What torch's class takes beside the weights; but for `lr`, what is at torch's default is left
    out.

    Args:
        fused: in one loop over all weights, which is faster, where torch has it; its last bits are
            others.

    Raises:
        ValueError: arguments that do not go together.
    """
    return calls.arguments(pick) | (
        {"fused": True} if fused and pick.choice.facts.get("fused") else {}
    )


def optimizer(pick: Pick, parameters: Iterable[Any]) -> Optimizer:
    """The picked optimizer of these tensors, or of groups of them."""
    return pick.choice.build(parameters, **calls.arguments(pick))
