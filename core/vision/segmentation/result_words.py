"""What is said of a mask, and beside what."""

from core.plots.numbers import fixed, percent
from core.plots.words import counted
from core.vision.segmentation.outcome import FALSE_ALARM, MISSED, Agreement, count
from core.vision.segmentation.result import Result


def sentence(seen: Result) -> str:
    """How well the mask agrees, and what is wrong with it."""
    scores = seen.network
    wrong = (
        f"{counted(count(seen.outcome, FALSE_ALARM), 'pixel')} too many, "
        f"{count(seen.outcome, MISSED)} missed"
    )
    return (
        f"**Dice {fixed(scores.dice, 3)}, IoU {fixed(scores.iou, 3)}**: {wrong}. The best "
        f"threshold on the grey levels has a Dice of {fixed(seen.grey.dice, 3)}."
    )


def rows(seen: Result) -> list[dict[str, str]]:
    """The agreement of each mask, for a table."""
    masks = {"U-Net": seen.network, "Grey threshold": seen.grey, "Empty mask": seen.nothing}
    return [{"Mask": name, **scores_row(scores)} for name, scores in masks.items()]


def scores_row(scores: Agreement) -> dict[str, str]:
    """The scores of a mask, for a row of a table."""
    return {
        "Dice": fixed(scores.dice, 3),
        "IoU": fixed(scores.iou, 3),
        "Boundary F1": fixed(scores.boundary_f1, 3),
        "Right pixels": percent(scores.pixel_accuracy),
    }


CAPTION = (
    "Dice = 2 |A ∩ B| / (|A| + |B|) and IoU = |A ∩ B| / |A ∪ B|, where A are the pixels of the "
    "mask and B those of the truth; two empty masks have 1. Boundary F1 asks only whether the "
    "edges lie within one pixel of each other. The grey threshold takes what is far from the "
    "picture’s median, at the distance that is best for this very picture."
)
