"""The schedules of torch.optim.lr_scheduler as data, all of them: how the learning rate changes
from step to step.

To add one, add a `Choice`. `facts` may hold what `core.catalogue.calls` knows, and

    lr: the argument of torch's class that is the optimizer's learning rate
    steps: its argument that is the number of steps
    own: it is built by a function of this module, which a script has to bring along
    loss: its `step` is told the loss
"""

import inspect
from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor
from torch.optim import Optimizer, lr_scheduler

from core.catalogue import calls
from core.registry import Choice, Flag, Options, Pick, Range, Registry


def inverse_time(optimizer, decay):
    return lr_scheduler.LambdaLR(optimizer, lambda step: 1 / (1 + decay * step))


def halving(optimizer, every):
    return lr_scheduler.MultiplicativeLR(optimizer, lambda step: 0.5 ** (1 / every))


def warm_up_then_cosine(optimizer, warm_up, steps):
    rise = lr_scheduler.LinearLR(optimizer, start_factor=0.01, total_iters=warm_up)
    fall = lr_scheduler.CosineAnnealingLR(optimizer, T_max=max(1, steps - warm_up))
    return lr_scheduler.SequentialLR(optimizer, [rise, fall], milestones=[warm_up])


def warm_up_while_fading(optimizer, warm_up, gamma):
    rise = lr_scheduler.LinearLR(optimizer, start_factor=0.01, total_iters=warm_up)
    return lr_scheduler.ChainedScheduler([rise, lr_scheduler.ExponentialLR(optimizer, gamma)])


FACTOR = Range(0.01, 1.0, 0.1, 0.01, note="What the rate is multiplied by.")
LOWEST = Range(0.0, 1.0, 0.0, 0.0001, note="The rate it ends at.")
SWING = {
    "cycle_momentum": Flag(
        True, "Swings the momentum against the rate, where the optimizer has one."
    ),
    "base_momentum": Range(0.0, 0.99, 0.85, 0.01, note="The least momentum."),
    "max_momentum": Range(0.0, 0.99, 0.95, 0.01, note="The largest momentum."),
}


def _steps(default: int, note: str) -> Range:
    return Range(1, 500, default, 1, "steps", note)


def _choice(build: Any, parameters: dict, note: str, **facts: Any) -> Choice:
    own = inspect.isfunction(build)
    code = build.__name__ if own else f"torch.optim.lr_scheduler.{build.__name__}"
    return Choice(build, parameters, note, code, facts | ({"own": True} if own else {}))


SCHEDULES = Registry(
    "schedule",
    {
        "none": Choice(
            lr_scheduler.ConstantLR,
            note="The learning rate stays.",
            facts={"always": {"factor": 1.0}},
        ),
        "OneCycleLR": _choice(
            lr_scheduler.OneCycleLR,
            {
                "pct_start": Range(
                    0.05, 0.95, 0.3, 0.05, note="Share of the steps in which the rate rises."
                ),
                "anneal_strategy": Options(
                    ("cos", "linear"), "cos", "Along a cosine or a straight line."
                ),
                **SWING,
                "div_factor": Range(
                    1.0, 100.0, 25.0, 1.0, note="The rate starts at this part of itself."
                ),
                "final_div_factor": Range(
                    1e0, 1e6, 1e4, 1.0, note="It ends at this part of where it started.", log=True
                ),
                "three_phase": Flag(False, "Falls as fast as it rose, and then on to the end."),
            },
            "Rises to the learning rate and falls to almost nothing (Smith and Topin 2019).",
            lr="max_lr",
            steps="total_steps",
        ),
        "CosineAnnealingLR": _choice(
            lr_scheduler.CosineAnnealingLR,
            {"eta_min": LOWEST},
            "Falls to nothing along a cosine (Loshchilov and Hutter 2017).",
            steps="T_max",
        ),
        "CosineAnnealingWarmRestarts": _choice(
            lr_scheduler.CosineAnnealingWarmRestarts,
            {
                "T_0": _steps(50, "How long the first fall takes."),
                "T_mult": Range(
                    1, 4, 1, 1, note="How many times longer each fall is than the last."
                ),
                "eta_min": LOWEST,
            },
            "Falls along a cosine again and again (Loshchilov and Hutter 2017).",
        ),
        "CyclicLR": _choice(
            lr_scheduler.CyclicLR,
            {
                "base_lr": Range(
                    0.0, 1.0, 0.0, 0.0001, note="The least rate; the optimizer's is the largest."
                ),
                "step_size_up": _steps(25, "How long a rise takes, and a fall."),
                "mode": Options(
                    ("triangular", "triangular2", "exp_range"),
                    "triangular",
                    "Whether each peak is as high as the last, half as high, or gamma to the step.",
                ),
                "gamma": Range(0.9, 1.0, 0.99, 0.001, note="For exp_range."),
                **SWING,
                "base_momentum": Range(0.0, 0.99, 0.8, 0.01, note="The least momentum."),
                "max_momentum": Range(0.0, 0.99, 0.9, 0.01, note="The largest momentum."),
            },
            "Swings up and down in straight lines (Smith 2017).",
            lr="max_lr",
        ),
        "StepLR": _choice(
            lr_scheduler.StepLR,
            {"step_size": _steps(50, "How long each stair is."), "gamma": FACTOR},
            "Stairs of equal length.",
        ),
        "MultiStepLR": _choice(
            lr_scheduler.MultiStepLR,
            {
                "first": _steps(50, "Where the first stair ends."),
                "second": _steps(100, "Where the second stair ends."),
                "gamma": FACTOR,
            },
            "Stairs where you set them.",
            joined={"milestones": ("first", "second")},
        ),
        "ConstantLR": _choice(
            lr_scheduler.ConstantLR,
            {
                "factor": Range(
                    0.01, 1.0, 1 / 3, 0.01, note="What the rate is multiplied by at first."
                ),
                "total_iters": _steps(20, "How long it stays so."),
            },
            "Smaller at first, and then the rate itself.",
        ),
        "LinearLR": _choice(
            lr_scheduler.LinearLR,
            {
                "start_factor": Range(
                    0.01, 1.0, 1 / 3, 0.01, note="What the rate is multiplied by at the start."
                ),
                "end_factor": Range(
                    0.0, 1.0, 1.0, 0.01, note="What it is multiplied by at the end."
                ),
                "total_iters": _steps(20, "How long it changes."),
            },
            "A straight line up, to warm up, or down.",
        ),
        "ExponentialLR": _choice(
            lr_scheduler.ExponentialLR,
            {
                "gamma": Range(
                    0.9, 1.0, 0.99, 0.001, note="What the rate is multiplied by at each step."
                ),
            },
            "Loses the same share at each step.",
        ),
        "PolynomialLR": _choice(
            lr_scheduler.PolynomialLR,
            {"power": Range(0.25, 5.0, 1.0, 0.25, note="1 is a straight line.")},
            "Falls to nothing along a power.",
            steps="total_iters",
        ),
        "LambdaLR": _choice(
            inverse_time,
            {
                "decay": Range(1e-3, 1.0, 0.02, 1e-3, note="How fast it falls.", log=True),
            },
            "Any function of the step; here 1 / (1 + decay · step).",
        ),
        "MultiplicativeLR": _choice(
            halving,
            {"every": _steps(30, "In how many steps the rate halves.")},
            "Multiplied at each step by any function of it; here so that it halves in time.",
        ),
        "ReduceLROnPlateau": _choice(
            lr_scheduler.ReduceLROnPlateau,
            {
                "factor": FACTOR,
                "patience": Range(0, 100, 10, 1, "steps", "How long it waits for a smaller loss."),
                "threshold": Range(
                    1e-6, 0.1, 1e-4, 1e-6, note="How much smaller it has to be.", log=True
                ),
                "threshold_mode": Options(
                    ("rel", "abs"), "rel", "As a share of the loss, or as such."
                ),
                "cooldown": Range(0, 100, 0, 1, "steps", "How long it rests after each fall."),
                "min_lr": Range(0.0, 1.0, 0.0, 0.0001, note="It falls no further."),
                "eps": Range(
                    1e-12, 1e-4, 1e-8, 1e-12, note="A fall smaller than this is none.", log=True
                ),
            },
            "Falls where the loss has stopped falling.",
            loss=True,
        ),
        "SequentialLR": _choice(
            warm_up_then_cosine,
            {"warm_up": _steps(20, "How long the first of the two takes.")},
            "One schedule after another; here a straight rise, then a cosine.",
            steps="steps",
        ),
        "ChainedScheduler": _choice(
            warm_up_while_fading,
            {
                "warm_up": _steps(20, "How long the rise takes."),
                "gamma": Range(
                    0.9, 1.0, 0.99, 0.001, note="What the rate is multiplied by at each step."
                ),
            },
            "Several at once; here a straight rise times an exponential fall.",
        ),
    },
)

LEFT_OUT = {"LRScheduler": "the base of all the others"}

TRAINING = Registry(
    "schedule",
    {name: choice for name, choice in SCHEDULES.items() if not {"own", "loss"} & set(choice.facts)},
)
"""Those that a training can follow with nothing but their arguments."""


def arguments(
    pick: Pick, lr: float, steps: Any, defaults: Iterable[str] = ("momentum",)
) -> dict[str, Any]:
    """What torch's class takes beside the optimizer, for a training of `steps` steps; its own
    defaults are left out.

    Args:
        defaults: names of the optimizer's settings; with neither momentum nor betas there is none
            to be swung.
    """
    facts, given = pick.choice.facts, calls.arguments(pick)
    if "cycle_momentum" in pick.choice.parameters and not {"momentum", "betas"} & set(defaults):
        given["cycle_momentum"] = False
    return {
        facts[name]: value for name, value in (("lr", lr), ("steps", steps)) if name in facts
    } | given


def schedule(pick: Pick, optimizer: Optimizer, lr: float, steps: int) -> lr_scheduler.LRScheduler:
    """The picked schedule of an optimizer; its `step()` follows each of the optimizer's, `steps`
    times at most.
    """
    try:
        return pick.choice.build(optimizer, **arguments(pick, lr, steps, optimizer.defaults))
    except ZeroDivisionError:  # torch divides by the length of a phase
        raise ValueError(
            f"pct_start={pick['pct_start']} of {steps} steps leaves none to rise in: use more"
        ) from None


def rates(pick: Pick, lr: float, steps: int, losses: Iterable[float] = ()) -> Tensor:
    """The learning rate of each of `steps` steps, (steps,) float64.

    Args:
        losses: at each step, for a schedule that follows the loss; where they end, the loss stays.
    """
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=lr)
    follows, losses, loss = schedule(pick, optimizer, lr, steps), iter(losses), 0.0
    found = torch.empty(steps, dtype=torch.float64)
    for step in range(steps):
        found[step] = optimizer.param_groups[0]["lr"]
        loss = next(losses, loss)
        optimizer.step()
        follows.step(*[loss] * bool(pick.choice.facts.get("loss")))
    return found
