"""What is said of a mask, and beside what."""

import math

from core.plots.numbers import fixed, percent
from core.plots.words import capitalised, counted
from core.vision.segmentation.by_class import ClassScores, mean
from core.vision.segmentation.outcome import FALSE_ALARM, MISSED, Agreement, count
from core.vision.segmentation.result import Result


def sentence(seen: Result) -> str:
    """How well the mask agrees, and what is wrong with it."""
    scores = seen.network
    many = counted(count(seen.outcome, FALSE_ALARM), "pixel")
    missed, grey = count(seen.outcome, MISSED), fixed(seen.grey.dice, 3)
    said = f"**{{}}Dice {fixed(scores.dice, 3)}, IoU {fixed(scores.iou, 3)}{{}}**: {many} {{}}"
    if seen.is_binary:
        return (
            f"{said.format('', '', 'too many')}, {missed} missed. The best threshold on the grey "
            f"levels has a Dice of {grey}."
        )
    return (
        f"{said.format('Mean ', ' of the classes', 'too many or of the wrong class')}, {missed} "
        f"missed. All classes as one: Dice {fixed(seen.whole.dice, 3)}, and {grey} by the best "
        "threshold on the grey levels."
    )


def rows(seen: Result) -> list[dict[str, str]]:
    """The agreement of each mask, for a table."""
    of_network = {"U-Net": seen.network}
    if not seen.is_binary:
        of_network = {"U-Net, mean of the classes": seen.network, "U-Net, any class": seen.whole}
    masks = {**of_network, "Grey threshold": seen.grey, "Empty mask": seen.nothing}
    return [{"Mask": name, **scores_row(scores)} for name, scores in masks.items()]


def scores_row(scores: Agreement) -> dict[str, str]:
    """The scores of a mask, for a row of a table."""
    return {
        "Dice": fixed(scores.dice, 3),
        "IoU": fixed(scores.iou, 3),
        "Boundary F1": fixed(scores.boundary_f1, 3),
        "Right pixels": percent(scores.pixel_accuracy),
    }


def class_rows(scores: tuple[ClassScores, ...]) -> list[dict[str, str]]:
    """The scores of each class and their means, for a table."""
    return [
        {
            "Class": capitalised(each.name),
            **{
                capitalised(measure): "—" if math.isnan(value) else fixed(value, 3)
                for measure, value in each.by_name().items()
            },
        }
        for each in (*scores, mean(scores))
    ]


def class_caption(count: int, threshold: float) -> str:
    """Under the table of the classes."""
    return (
        f"Over {counted(count, 'held-out picture')}, with the threshold {fixed(threshold)}. Dice, "
        "IoU and boundary F1 are means over the pictures that have the class in either mask; pixel "
        "accuracy is the share of the class’s own pixels that are found. The mean leaves the "
        "background out."
    )


CAPTION = (
    "Dice = 2 |A ∩ B| / (|A| + |B|) and IoU = |A ∩ B| / |A ∪ B|, where A are the pixels of the "
    "mask and B those of the truth; two empty masks have 1."
)

SCORES = (
    "Boundary F1 asks only whether the edges lie within one pixel of each other. The grey "
    "threshold takes what is far from the picture’s median, at the distance that is best for this "
    "very picture."
)
