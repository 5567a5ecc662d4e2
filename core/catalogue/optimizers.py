"""The optimizers of torch.optim as data, all of them, at torch's own defaults.

To add one, add an `Optimizer`: a subclass of torch.optim.Optimizer, or a function that returns one,
with a spec for each of its parameters. All else that can be said of it is optional.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import torch

from core.catalogue import calls, equations
from core.catalogue.calls import Call
from core.catalogue.terms import Equation
from core.registry import Flag, Options, Pick, Range, Registry


@dataclass(frozen=True, eq=False, kw_only=True)
class Optimizer(Call):
    """One optimizer.

    Args:
        learning_rate: the parameter that is its learning rate; "" if it has none.
        needs_closure: its `step` has to be given a function that evaluates the loss anew.
        parameter_shape: in which it takes two numbers; (1, 2) if it is for matrices.
        sparse_gradients: it takes sparse gradients only.
        fused: torch has it as one loop over all weights, which is faster.
        variant: what it builds is the class of another entry, at other defaults.
        joint: why thousands of points cannot share one tensor, as the end of a sentence; "" if it
            treats each number by itself.
        on_surface, in_training: defaults that suit a surface about ten wide, and a network, where
            torch's own do not.
        stable_rate: from its settings, as torch holds them, and a curvature to the largest learning
            rate at which it does not diverge; None if it has no such limit.
        equation: its step as a sum of terms, and in place of it `no_equation`, the reason why there
            is none.
    """

    learning_rate: str = "lr"
    needs_closure: bool = False
    parameter_shape: tuple[int, ...] = (2,)
    sparse_gradients: bool = False
    fused: bool = False
    variant: bool = False
    joint: str = "its entry does not say that it treats each number by itself"
    on_surface: Mapping[str, Any] = field(default_factory=dict)
    in_training: Mapping[str, Any] = field(default_factory=dict)
    stable_rate: Callable[[Mapping[str, Any], float], float] | None = None
    equation: Equation | None = None
    no_equation: str = "nobody has written its equation yet"


LR = Range(
    1e-5,
    10.0,
    0.001,
    1e-5,
    note="Learning rate: each step is the update times this number.",
    log=True,
)
MOMENTUM = Range(0.0, 0.999, 0.0, 0.001, note="How much of the momentum buffer each step keeps.")
DAMPENING = Range(
    0.0, 1.0, 0.0, 0.01, note="The share of each new gradient that the momentum leaves out."
)
DECAY = Range(0.0, 1.0, 0.0, 0.005, note="Weight decay: how strongly weights are pulled to zero.")
EPS = Range(1e-15, 1.0, 1e-8, 1e-15, note="Prevents a division by zero.", log=True)
DECOUPLED = Flag(False, "Decoupled weight decay, as in AdamW: kept apart from the gradient.")
AMSGRAD = Flag(False, "Divides by the largest mean square so far, not by the latest.")
BETAS = {
    "beta1": Range(0.0, 0.999, 0.9, 0.001, note="How much of the average gradient is kept."),
    "beta2": Range(0.0, 0.9999, 0.999, 0.0001, note="How much of the mean square is kept."),
}
NESTEROV = Flag(False, "Looks ahead along the momentum; needs momentum, and no dampening.")
"""Parameters that several optimizers have."""


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


def _at(spec: Range, default: float) -> Range:
    return replace(spec, default=default)


def _torch(build: type, parameters: Mapping[str, Any], note: str, **more: Any) -> Optimizer:
    """An entry of torch.optim; where nothing else is said, it treats each number by itself."""
    if BETAS.keys() <= parameters.keys():
        more["joined"] = {"betas": ("beta1", "beta2")}
    return Optimizer(
        build, parameters, note, f"torch.optim.{build.__name__}", **{"joint": "", **more}
    )


_DESCENT = {
    "fused": True,
    "stable_rate": stable_rate_of_descent,
    "equation": equations.sgd,
}

OPTIMIZERS = Registry(
    "optimizer",
    {
        "SGD": _torch(
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
            **_DESCENT,
        ),
        "Momentum": _torch(
            torch.optim.SGD,
            {
                "lr": LR,
                "momentum": _at(MOMENTUM, 0.9),
                "dampening": DAMPENING,
                "weight_decay": DECAY,
            },
            "SGD that keeps rolling: a heavy ball (Polyak 1964).",
            variant=True,
            on_surface={"lr": 0.003},
            **_DESCENT,
        ),
        "Nesterov": _torch(
            torch.optim.SGD,
            {
                "lr": LR,
                "momentum": replace(MOMENTUM, low=0.001, default=0.9),
                "weight_decay": DECAY,
            },
            "Momentum that looks where it is rolling to (Nesterov 1983).",
            variant=True,
            always={"nesterov": True},
            on_surface={"lr": 0.003},
            **_DESCENT,
        ),
        "Adam": _torch(
            torch.optim.Adam,
            {
                "lr": LR,
                **BETAS,
                "eps": EPS,
                "weight_decay": DECAY,
                "amsgrad": AMSGRAD,
                "decoupled_weight_decay": DECOUPLED,
            },
            "Gives each weight its own step size (Kingma and Ba 2015).",
            fused=True,
            on_surface={"lr": 0.1},
            equation=equations.adam,
        ),
        "AdamW": _torch(
            torch.optim.AdamW,
            {
                "lr": LR,
                **BETAS,
                "eps": EPS,
                "weight_decay": _at(DECAY, 0.01),
                "amsgrad": AMSGRAD,
            },
            "Adam with decoupled weight decay, kept apart from the gradient (Loshchilov and "
            "Hutter 2019).",
            fused=True,
            on_surface={"lr": 0.1},
            equation=equations.adam,
        ),
        "NAdam": _torch(
            torch.optim.NAdam,
            {
                "lr": _at(LR, 0.002),
                **BETAS,
                "eps": EPS,
                "weight_decay": DECAY,
                "momentum_decay": Range(
                    0.0, 0.1, 0.004, 0.001, note="How fast the momentum warms up."
                ),
                "decoupled_weight_decay": DECOUPLED,
            },
            "Adam with Nesterov's look-ahead (Dozat 2016).",
            on_surface={"lr": 0.1},
            equation=equations.nadam,
        ),
        "RAdam": _torch(
            torch.optim.RAdam,
            {
                "lr": LR,
                **BETAS,
                "eps": EPS,
                "weight_decay": DECAY,
                "decoupled_weight_decay": DECOUPLED,
            },
            "Adam that does not divide by the gradients' size until it has seen enough of them "
            "(Liu et al. 2020).",
            on_surface={"lr": 0.1},
            equation=equations.radam,
        ),
        "Adamax": _torch(
            torch.optim.Adamax,
            {"lr": _at(LR, 0.002), **BETAS, "eps": EPS, "weight_decay": DECAY},
            "Adam that divides by the largest recent gradient (Kingma and Ba 2015).",
            on_surface={"lr": 0.1},
            equation=equations.adamax,
        ),
        "Adagrad": _torch(
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
            "Divides by all gradients so far, so its steps get shorter and shorter (Duchi et al. "
            "2011).",
            fused=True,
            on_surface={"lr": 0.5},
            equation=equations.adagrad,
        ),
        "Adadelta": _torch(
            torch.optim.Adadelta,
            {
                "lr": _at(LR, 1.0),
                "rho": Range(
                    0.0, 0.999, 0.9, 0.001, note="How much of each of its two averages is kept."
                ),
                "eps": _at(EPS, 1e-6),
                "weight_decay": DECAY,
            },
            "Makes its steps about as long as its recent ones (Zeiler 2012).",
            equation=equations.adadelta,
        ),
        "RMSprop": _torch(
            torch.optim.RMSprop,
            {
                "lr": _at(LR, 0.01),
                "alpha": Range(
                    0.0, 0.999, 0.99, 0.001, note="How much of the mean square is kept."
                ),
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
        "Rprop": _torch(
            torch.optim.Rprop,
            {
                "lr": _at(LR, 0.01),
                "etaminus": Range(
                    0.05, 0.95, 0.5, 0.05, note="The step size shrinks by this when the sign flips."
                ),
                "etaplus": Range(
                    1.05, 3.0, 1.2, 0.05, note="The step size grows by this while the sign stays."
                ),
                "step_min": Range(
                    1e-10, 0.1, 1e-6, 1e-10, note="The smallest step size.", log=True
                ),
                "step_max": Range(0.1, 100.0, 50.0, 0.1, note="The largest step size.", log=True),
            },
            "Uses only the gradient's sign, not its size (Riedmiller and Braun 1993).",
            joined={"etas": ("etaminus", "etaplus"), "step_sizes": ("step_min", "step_max")},
            on_surface={"lr": 0.1},
            equation=equations.rprop,
        ),
        "ASGD": _torch(
            torch.optim.ASGD,
            {
                "lr": _at(LR, 0.01),
                "lambd": Range(0.0, 0.1, 1e-4, 1e-4, note="How fast the learning rate decays."),
                "alpha": Range(0.0, 1.0, 0.75, 0.01, note="The power of that decay."),
                "t0": Range(
                    1.0, 1e6, 1e6, 1.0, note="The step at which averaging begins.", log=True
                ),
                "weight_decay": DECAY,
            },
            "SGD that also averages all the points it passes (Polyak and Juditsky 1992). The path "
            "here is that of SGD itself.",
            equation=equations.asgd,
        ),
        "LBFGS": _torch(
            torch.optim.LBFGS,
            {
                "lr": _at(LR, 1.0),
                "max_iter": Range(1, 20, 20, 1, note="Iterations in one step."),
                "max_eval": Range(
                    0, 25, 0, 1, note="Evaluations in one step; 0 means 1.25 × max_iter."
                ),
                "tolerance_grad": Range(
                    1e-12, 0.1, 1e-7, 1e-12, note="Stops once the gradient is this small.", log=True
                ),
                "tolerance_change": Range(
                    1e-15, 0.1, 1e-9, 1e-15, note="Stops once a move is this short.", log=True
                ),
                "history_size": Range(
                    1, 100, 100, 1, note="How many moves it estimates the curvature from."
                ),
                "line_search_fn": Options(
                    ("none", "strong_wolfe"),
                    "none",
                    "The line search: how it decides how far to go.",
                ),
            },
            "Estimates the curvature from its own moves, and makes several moves in one step (Liu "
            "and Nocedal 1989).",
            none_values={"max_eval": 0, "line_search_fn": "none"},
            needs_closure=True,
            joint="it takes inner products over all its numbers",
            on_surface={"max_iter": 1, "max_eval": 20, "line_search_fn": "strong_wolfe"},
            no_equation="one step is several moves, each along a direction made from all the moves "
            "that it remembers",
        ),
        "Adafactor": _torch(
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
                    note="The smallest size of a gradient; 0 means torch's default.",
                ),
                "eps2": _at(EPS, 1e-3),
                "d": Range(1.0, 10.0, 1.0, 0.1, note="The size at which updates are clipped."),
                "weight_decay": DECAY,
            },
            "Adam with less memory; its steps are in proportion to the weights (Shazeer and "
            "Stern 2018).",
            joined={"eps": ("eps1", "eps2")},
            none_values={"eps1": 0.0},
            joint="it clips and scales its whole tensor at once",
            on_surface={"lr": 0.1},
            equation=equations.adafactor,
        ),
        "Muon": _torch(
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
                "ns_steps": Range(1, 20, 5, 1, note="Number of iterations."),
                "adjust_lr_fn": Options(
                    ("original", "match_rms_adamw"),
                    "original",
                    "How the learning rate is fitted to the matrix's shape.",
                ),
            },
            "Momentum made orthogonal, for matrices. Here the point is a matrix with one row, so "
            "only its length is made 1 (Jordan 2024).",
            joined={"ns_coefficients": ("ns_a", "ns_b", "ns_c")},
            none_values={"adjust_lr_fn": "original"},
            parameter_shape=(1, 2),
            joint="it makes its whole matrix orthogonal",
            on_surface={"lr": 0.1},
            no_equation="its direction is the momentum after several matrix products in 16 bits",
        ),
        "SparseAdam": _torch(
            torch.optim.SparseAdam,
            {"lr": LR, **BETAS, "eps": EPS},
            "Adam for sparse gradients: it leaves weights alone where the gradient is zero.",
            sparse_gradients=True,
            on_surface={"lr": 0.1},
            equation=equations.sparse_adam,
        ),
    },
)

LEFT_OUT = {"Optimizer": "the base class of all the others"}


def _trains_networks(name: str, choice: Optimizer) -> bool:
    """Whether a usual training loop can step it."""
    return not (
        choice.needs_closure
        or choice.sparse_gradients
        or choice.variant
        or len(choice.parameter_shape) > 1
    )


TRAINING_OPTIMIZERS = OPTIMIZERS.view(
    keep=_trains_networks,
    change=lambda name, choice: choice.with_defaults(**choice.in_training),
)
"""Those that a usual training loop can step, at the defaults that suit networks."""


def arguments(pick: Pick, fused: bool = False) -> dict[str, Any]:
    """What torch's class takes beside the weights; but for the learning rate, what is at torch's
    default is left out.

    Args:
        fused: in one loop over all weights where torch has it. That is faster, and rounds
            differently.

    Raises:
        ValueError: arguments that do not go together.
    """
    keywords = calls.arguments(pick, pick.choice.learning_rate)
    if fused and pick.choice.fused:
        keywords["fused"] = True
    return keywords


def optimizer(pick: Pick, parameters: Iterable[Any]) -> torch.optim.Optimizer:
    """The picked optimizer of these tensors, or of groups of them."""
    return pick.choice.build(parameters, **arguments(pick))


def settings(pick: Pick) -> dict[str, Any]:
    """The picked optimizer's settings as torch holds them, in a parameter group."""
    example = torch.zeros(pick.choice.parameter_shape, requires_grad=True)
    return dict(optimizer(pick, [example]).defaults)


def learning_rate(pick: Pick) -> float:
    """The learning rate that is set; nan if the optimizer has none."""
    name = pick.choice.learning_rate
    return pick[name] if name else torch.nan


def with_learning_rate(pick: Pick, rate: float) -> Pick:
    """The same pick at another learning rate."""
    name = pick.choice.learning_rate
    values = tuple((key, rate if key == name else value) for key, value in pick.arguments)
    return Pick(pick.name, values, pick.choice)
