"""What is said of a network without some of its skips."""

from core.plots.numbers import fixed, percent
from core.plots.words import listed
from core.vision.segmentation.metrics import Scores
from core.vision.segmentation.skips import Without
from core.vision.segmentation.zeroing import Zeroed, Zeroing

CLEAR = 0.02
"""The difference of two Dice from which on one is called better."""


def sentence(setting: Zeroing, result: Zeroed) -> str:
    """How good the mask still is, and how that differs from a network that was trained so."""
    whole, zeroed, cut, _ = (fixed(value, 3) for value in result.dice)
    trained = f"{cut} by a network that was trained without {named(result.cut_levels)}"
    if not setting.levels:
        return (
            f"**Dice {whole} with all skips, {trained}.** Choose a skip to put zeros in its place."
        )
    return (
        f"**Dice {whole} with all skips, {zeroed} with zeros in {named(setting.levels)}, "
        f"{trained}.** {_difference(setting, result)}"
    )


def _difference(setting: Zeroing, result: Zeroed) -> str:
    """What the two ways to lose a skip differ in."""
    each = f"Each network has {result.parameters:,} parameters"
    if result.cut_levels != setting.levels:
        return (
            f"{each}. No network here was trained without {named(setting.levels)} alone: train one "
            "to compare."
        )
    gap = result.dice[2] - result.dice[1]
    if gap > CLEAR:
        return (
            f"{each}, and the same skips are gone in both. Zeros take away what the weights rely "
            "on; the network that never had these skips learned to do without."
        )
    return (
        f"{each}, and the same skips are gone in both. On this picture, to train without them "
        "gains nothing over zeros in their place."
    )


def named(levels: tuple[int, ...]) -> str:
    """Skips by their levels: "skip 3", "skips 1 and 2"."""
    return f"skip{'s' if len(levels) > 1 else ''} {listed([*map(str, levels)])}"


def maps_sentence(setting: Zeroing, result: Zeroed) -> str:
    """What the maps are."""
    bright = "The eight maps that vary most, each from dark, its smallest value, to bright."
    if result.share is None:
        return (
            "What each skip carries to the decoder, and what goes through the bottleneck. "
            f"{bright} The finer the level, the more edges and the less meaning."
        )
    return (
        f"At level {setting.carrying}: what the skip carries from the encoder, and what comes from "
        f"below. {bright} {percent(result.share, 0)} of what the decoder’s first convolution "
        "computes there comes from the skip, by the squares of its outputs."
    )


def rows(
    results: tuple[Without, ...], cut_levels: tuple[int, ...], cut: Scores
) -> list[dict[str, str]]:
    """The scores with each skip zeroed, and of a network that was trained without some, for a
    table.
    """
    named_scores = {_row_name(each.levels, len(results) - 2): each.scores for each in results}
    named_scores[f"None, but trained without {named(cut_levels)}"] = cut
    return [
        {
            "Zeros in": name,
            "Dice": fixed(scores.mean_dice, 3),
            "IoU": fixed(scores.mean_iou, 3),
            "Boundary F1": fixed(scores.mean_boundary_f1, 3),
        }
        for name, scores in named_scores.items()
    ]


def _row_name(levels: tuple[int, ...], depth: int) -> str:
    if not levels:
        return "No skip"
    if len(levels) == depth:
        return "All skips: the bottleneck alone"
    return f"Skip {levels[0]}" + (", the finest" if levels == (1,) else "")


CAPTION = (
    "Zeros in a trained network tell which skips this network uses; a network that is trained "
    "without them tells which ones a network needs. Where a skip is cut, the maps from below are "
    "taken twice, so the parameters are as many."
)
