"""What is said over the line between two networks, with its numbers."""

from core.networks.landscape.between import COPY, COUNT, EPOCHS, Between, Lines
from core.plots.numbers import percent, scientific, short

NOTHING = 1e-9
"""A barrier below this is none."""


def between_sentence(setting: Between, result: Lines) -> str:
    """How high the barrier is, and what the matching leaves of it."""
    before, after = result.before.barrier, result.after.barrier
    if setting.other == COPY:
        start = (
            "The shuffled copy computes the same: no output differs by more than "
            f"{scientific(result.difference, 1)}. "
        )
    elif setting.first_seed == setting.second_seed:
        return "Both have the same seed, so they are the same network: choose another for one."
    else:
        start = "Two networks, trained from different seeds. "
    low, matched = (percent(float(line.accuracies.min())) for line in (result.before, result.after))
    left = "nothing" if after < NOTHING else short(after)
    return (
        f"{start}On the way from one to the other the loss rises **{short(before)}** above the "
        f"straight line, and accuracy falls to {low}. With matched units **{left}** is left of "
        f"the barrier, and accuracy is at least {matched}."
    )


def between_caption(setting: Between, result: Lines) -> str:
    """What is averaged, and how it is matched."""
    return (
        f"Each network has {setting.width} hidden units and has learned {COUNT:,} digits of "
        f"14 × 14 pixels for {EPOCHS} epochs. Each network on the line has a weighted mean of both "
        "networks' weights. Matching pairs each unit of the second network with one of the first, "
        f"all {setting.width} at once, so that the pairs are as alike as possible (Hungarian "
        f"algorithm); {result.moved} of them move. It looks at weights only, never at a digit."
    )
