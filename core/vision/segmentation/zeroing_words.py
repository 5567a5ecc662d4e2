"""What is said of a network without some of its skips."""

from core.plots.numbers import fixed, percent
from core.plots.words import listed
from core.vision.segmentation.skips import Without
from core.vision.segmentation.zeroing import Zeroed, Zeroing


def sentence(setting: Zeroing, result: Zeroed) -> str:
    """How good the mask still is."""
    whole, zeroed = (fixed(value, 3) for value in result.dice)
    if not setting.levels:
        return f"**Dice {whole}** with all skips. Choose a skip to put zeros in its place."
    return (
        f"**Dice {whole} with all skips, {zeroed} with zeros in {named(setting.levels)}.** The "
        "weights are the same: they were trained with all skips, and miss them."
    )


def named(levels: tuple[int, ...]) -> str:
    """Skips by their levels: "skip 3", "skips 1 and 2"."""
    return f"skip{'s' if len(levels) > 1 else ''} {listed([*map(str, levels)])}"


def maps_sentence(setting: Zeroing, result: Zeroed) -> str:
    """What meets at a level."""
    return (
        f"At level {setting.carrying}, left: what the skip carries from the encoder; right: what "
        f"comes from below. The eight maps that vary most, each from dark, its smallest value, to "
        f"bright. {percent(result.share, 0)} of what the decoder’s first convolution computes "
        "there comes from the skip, by the squares of its outputs."
    )


def rows(results: tuple[Without, ...]) -> list[dict[str, str]]:
    """The scores with each skip zeroed, for a table."""
    return [
        {
            "Zeros in": _row_name(result.levels, len(results) - 2),
            "Dice": fixed(result.scores.mean_dice, 3),
            "IoU": fixed(result.scores.mean_iou, 3),
            "Boundary F1": fixed(result.scores.mean_boundary_f1, 3),
        }
        for result in results
    ]


def _row_name(levels: tuple[int, ...], depth: int) -> str:
    if not levels:
        return "No skip"
    if len(levels) == depth:
        return "All skips: the bottleneck alone"
    return f"Skip {levels[0]}" + (", the finest" if levels == (1,) else "")


CAPTION = (
    "Zeros in a trained network are not the same as a skip that is cut before the training: a "
    "network that never had it learns to do without. Train offers that: cut skips under More, with "
    "as many parameters, and compare the Dice."
)
