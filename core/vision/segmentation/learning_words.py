"""What is said of a training of a U-Net."""

from core.plots.numbers import fixed
from core.plots.words import counted
from core.training.snapshot import Snapshot
from core.vision.segmentation.learning import ACROSS, Learning, Shots, numbers
from core.vision.segmentation.settings import Segmentation, held_out

ENOUGH = 0.95
"""The Dice from which on one picture is learned by heart."""


def plan_sentence(setting: Learning) -> str:
    """Before a training."""
    amount = numbers(setting)
    return (
        f"**{amount['parameters']:,} parameters** are to learn from "
        f"{counted(amount['pictures'], 'picture')} in {counted(amount['steps'], 'step')}. Press "
        "Train, and watch the masks of pictures that it never learns from."
    )


def running_sentence(config: Segmentation, now: Snapshot, seen: Shots | None) -> str:
    """While it runs."""
    if not now.steps:
        return "**Starting** a process and drawing the pictures."
    left = f"Epoch {now.epoch} of {config.epochs}, {now.seconds_left:.0f} s left."
    return f"{_scores(seen)} {left}" if seen else f"{left} Masks come after the first epoch."


def done_sentence(config: Segmentation, seen: Shots, seconds: float, last: float) -> str:
    """When it is over.

    Args:
        last: the Dice of its last batch.
    """
    if config.pictures == 1:
        can = "**It can**" if last >= ENOUGH else "**It cannot yet**"
        return (
            f"{can} learn its one picture by heart: Dice {fixed(last, 3)} there, and "
            f"{fixed(seen.dice, 3)} on held-out pictures, which it cannot know from one."
        )
    took = f"{seconds:.0f} s" if seconds >= 1 else "less than a second"
    return f"{_scores(seen)} After {took}."


def _scores(seen: Shots) -> str:
    return (
        f"**Held-out Dice {fixed(seen.dice, 3)}**, IoU {fixed(seen.iou, 3)}, boundary F1 "
        f"{fixed(seen.boundary_f1, 3)}."
    )


def caption(config: Segmentation) -> str:
    """Under the pictures."""
    count = len(held_out(config))
    of = "means over" if count > 1 else "of"
    few = "; only a few of them are shown" if count > ACROSS else ""
    return (
        "Under Right and wrong, orange pixels are false positives and blue ones are missed. The "
        f"scores are {of} {counted(count, 'held-out picture')}{few}. Before a training all masks "
        "are empty."
    )
