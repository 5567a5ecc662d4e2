"""The schedules of torch.optim.lr_scheduler as data, all of them: how the learning rate changes
from step to step.

To add one, add a `Schedule` to `SCHEDULES`: a class of torch, or a function of the optimizer that
returns one, with a spec for each of its parameters.
"""

from collections.abc import Mapping
from typing import Any

from torch.optim import lr_scheduler

from core.catalogue.schedule import Schedule
from core.registry import Flag, Options, Range, Registry


def inverse_time(optimizer, decay):
    """The learning rate divided by 1 + decay * step."""
    return lr_scheduler.LambdaLR(optimizer, lambda step: 1 / (1 + decay * step))


def halving(optimizer, every):
    """The learning rate halves once in so many steps, smoothly."""
    return lr_scheduler.MultiplicativeLR(optimizer, lambda step: 0.5 ** (1 / every))


def warm_up_then_cosine(optimizer, warm_up, steps):
    """A straight rise, and then half a cosine down to zero."""
    rise = lr_scheduler.LinearLR(optimizer, start_factor=0.01, total_iters=warm_up)
    fall = lr_scheduler.CosineAnnealingLR(optimizer, T_max=max(1, steps - warm_up))
    return lr_scheduler.SequentialLR(optimizer, [rise, fall], milestones=[warm_up])


def warm_up_while_fading(optimizer, warm_up, gamma):
    """A straight rise times an exponential decay."""
    rise = lr_scheduler.LinearLR(optimizer, start_factor=0.01, total_iters=warm_up)
    return lr_scheduler.ChainedScheduler([rise, lr_scheduler.ExponentialLR(optimizer, gamma)])


def _caution_below_zero(values: Mapping[str, Any], lowest: float) -> str:
    """A share of a loss below 0 is a loss above it."""
    if values["threshold_mode"] == "rel" and lowest < 0:
        return (
            "The loss is below 0 here. With threshold_mode rel, a loss below 0 that stays the same "
            "counts as a smaller one, so a plateau does not lower the rate. Set threshold_mode to "
            "abs."
        )
    return ""


FACTOR = Range(0.01, 1.0, 0.1, 0.01, note="What the learning rate is multiplied by.")
LOWEST = Range(0.0, 1.0, 0.0, 0.0001, note="The learning rate at the end.")
SWING = {
    "cycle_momentum": Flag(
        True, "Lowers the momentum while the learning rate rises, if the optimizer has momentum."
    ),
    "base_momentum": Range(0.0, 0.99, 0.85, 0.01, note="The lowest momentum."),
    "max_momentum": Range(0.0, 0.99, 0.95, 0.01, note="The highest momentum."),
}


def _steps(default: int, note: str, label: str = "") -> Range:
    return Range(1, 500, default, 1, "steps", note, label=label)


def _torch(build: type, parameters: Mapping[str, Any], note: str, **more: Any) -> Schedule:
    """An entry of torch.optim.lr_scheduler."""
    return Schedule(build, parameters, note, f"torch.optim.lr_scheduler.{build.__name__}", **more)


SCHEDULES = Registry(
    "schedule",
    {
        "None": _torch(
            lr_scheduler.ConstantLR,
            {},
            "The learning rate stays the same.",
            always={"factor": 1.0},
            constant=True,
        ),
        "OneCycleLR": _torch(
            lr_scheduler.OneCycleLR,
            {
                "pct_start": Range(
                    0.05,
                    0.95,
                    0.3,
                    0.05,
                    note="The share of the steps during which the rate rises.",
                ),
                "anneal_strategy": Options(
                    ("cos", "linear"), "cos", "Along a cosine or a straight line."
                ),
                **SWING,
                "div_factor": Range(
                    1.0, 100.0, 25.0, 1.0, note="The rate starts at its peak divided by this."
                ),
                "final_div_factor": Range(
                    1e0,
                    1e6,
                    1e4,
                    1.0,
                    note="The rate ends at its starting value divided by this.",
                    log=True,
                ),
                "three_phase": Flag(
                    False, "Falls as fast as it rose, then further to its final value."
                ),
            },
            "Rises to the learning rate and falls to almost nothing (Smith and Topin 2019).",
            lr_argument="max_lr",
            steps_argument="total_steps",
            momentum_flag="cycle_momentum",
        ),
        "CosineAnnealingLR": _torch(
            lr_scheduler.CosineAnnealingLR,
            {"eta_min": LOWEST},
            "Falls to zero along a cosine (Loshchilov and Hutter 2017).",
            steps_argument="T_max",
        ),
        "CosineAnnealingWarmRestarts": _torch(
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
        "CyclicLR": _torch(
            lr_scheduler.CyclicLR,
            {
                "base_lr": Range(
                    0.0,
                    1.0,
                    0.0,
                    0.0001,
                    note="The lowest rate; the optimizer's own is the highest.",
                ),
                "step_size_up": _steps(25, "How long each rise and each fall takes."),
                "mode": Options(
                    ("triangular", "triangular2", "exp_range"),
                    "triangular",
                    "Peaks stay equally high, halve each time, or shrink by gamma with every step.",
                ),
                "gamma": Range(0.9, 1.0, 0.99, 0.001, note="For exp_range."),
                **SWING,
                "base_momentum": Range(0.0, 0.99, 0.8, 0.01, note="The lowest momentum."),
                "max_momentum": Range(0.0, 0.99, 0.9, 0.01, note="The highest momentum."),
            },
            "Swings up and down in straight lines (Smith 2017).",
            lr_argument="max_lr",
            momentum_flag="cycle_momentum",
        ),
        "StepLR": _torch(
            lr_scheduler.StepLR,
            {"step_size": _steps(50, "How long each stair is."), "gamma": FACTOR},
            "Stairs of equal length.",
        ),
        "MultiStepLR": _torch(
            lr_scheduler.MultiStepLR,
            {
                "first": _steps(50, "Where the first stair ends.", "First milestone"),
                "second": _steps(100, "Where the second stair ends.", "Second milestone"),
                "gamma": FACTOR,
            },
            "Stairs where you set them.",
            joined={"milestones": ("first", "second")},
        ),
        "ConstantLR": _torch(
            lr_scheduler.ConstantLR,
            {
                "factor": Range(
                    0.01, 1.0, 1 / 3, 0.01, note="What the rate is multiplied by at first."
                ),
                "total_iters": _steps(20, "How long it stays there."),
            },
            "Smaller at first, then the full learning rate.",
        ),
        "LinearLR": _torch(
            lr_scheduler.LinearLR,
            {
                "start_factor": Range(
                    0.01, 1.0, 1 / 3, 0.01, note="What the rate is multiplied by at the start."
                ),
                "end_factor": Range(
                    0.0, 1.0, 1.0, 0.01, note="What it is multiplied by at the end."
                ),
                "total_iters": _steps(20, "How long the change takes."),
            },
            "A straight line up, to warm up, or down.",
        ),
        "ExponentialLR": _torch(
            lr_scheduler.ExponentialLR,
            {
                "gamma": Range(
                    0.9, 1.0, 0.99, 0.001, note="What the rate is multiplied by at each step."
                )
            },
            "Falls by the same percentage at each step.",
        ),
        "PolynomialLR": _torch(
            lr_scheduler.PolynomialLR,
            {"power": Range(0.25, 5.0, 1.0, 0.25, note="1 is a straight line.")},
            "Falls to zero as a power of the steps that remain.",
            steps_argument="total_iters",
        ),
        "LambdaLR": Schedule(
            inverse_time,
            {
                "decay": Range(
                    1e-3, 1.0, 0.02, 1e-3, note="How fast it falls.", log=True, label="Decay"
                ),
            },
            "Any function of the step; here 1 / (1 + decay · step).",
        ),
        "MultiplicativeLR": Schedule(
            halving,
            {"every": _steps(30, "In how many steps the rate halves.", "Half-life")},
            "Multiplied at each step by any function of the step; here the rate halves smoothly.",
        ),
        "ReduceLROnPlateau": _torch(
            lr_scheduler.ReduceLROnPlateau,
            {
                "factor": FACTOR,
                "patience": Range(0, 100, 10, 1, "steps", "How long it waits for a smaller loss."),
                "threshold": Range(
                    1e-6, 0.1, 1e-4, 1e-6, note="How much smaller the loss has to be.", log=True
                ),
                "threshold_mode": Options(
                    ("rel", "abs"),
                    "rel",
                    "How much smaller is meant as a share of the loss (rel) or as a difference "
                    "(abs). A loss below 0 needs abs.",
                ),
                "cooldown": Range(0, 100, 0, 1, "steps", "How long it rests after each fall."),
                "min_lr": Range(0.0, 1.0, 0.0, 0.0001, note="It falls no further."),
                "eps": Range(
                    1e-12, 1e-4, 1e-8, 1e-12, note="Falls smaller than this are skipped.", log=True
                ),
            },
            "Falls when the loss has stopped falling. With threshold_mode rel, a loss below 0 that "
            "stays the same counts as falling: choose abs.",
            uses_loss=True,
            caution=_caution_below_zero,
        ),
        "SequentialLR": Schedule(
            warm_up_then_cosine,
            {"warm_up": _steps(20, "How long the first of the two takes.", "Warm-up")},
            "One schedule after another; here a straight rise, then a cosine.",
            steps_argument="steps",
        ),
        "ChainedScheduler": Schedule(
            warm_up_while_fading,
            {
                "warm_up": _steps(20, "How long the rise takes.", "Warm-up"),
                "gamma": Range(
                    0.9,
                    1.0,
                    0.99,
                    0.001,
                    note="What the rate is multiplied by at each step.",
                    label="Gamma",
                ),
            },
            "Several at once; here a straight rise times an exponential fall.",
        ),
    },
)

LEFT_OUT = {"LRScheduler": "the base class of all the others"}

TRAINING_SCHEDULES = SCHEDULES.view()
"""Those that a training can follow: all of them; what uses the loss is told that of each batch."""
