"""What a mask is worth, pixel by pixel and as a whole."""

from dataclasses import dataclass

import torch
from torch import Tensor

from core.vision.segmentation.metrics import boundary_f1, dice, iou, pixel_accuracy

RIGHT, HIT, FALSE_ALARM, MISSED = range(4)
"""What a pixel is: rightly background, rightly shape, wrongly shape, wrongly background."""


@dataclass(frozen=True)
class Agreement:
    """How well one mask agrees with another."""

    dice: float
    iou: float
    pixel_accuracy: float
    boundary_f1: float


def agreement(mask: Tensor, truth: Tensor) -> Agreement:
    """Of two masks (H, W), bool."""
    functions = dice, iou, pixel_accuracy, boundary_f1
    return Agreement(*(function(mask, truth) for function in functions))


def outcomes(mask: Tensor, truth: Tensor) -> Tensor:
    """What each pixel of a mask is, given the truth: (H, W) uint8."""
    return (HIT * (mask & truth) + FALSE_ALARM * (mask & ~truth) + MISSED * (~mask & truth)).to(
        torch.uint8
    )


def class_outcomes(labels: Tensor, truth: Tensor) -> Tensor:
    """What each pixel of a mask of classes is, given the truth: (H, W) uint8; of the wrong class is
    a false positive.
    """
    outcome = outcomes(labels > 0, truth > 0)
    outcome[(labels > 0) & (truth > 0) & (labels != truth)] = FALSE_ALARM
    return outcome


def count(outcome: Tensor, kind: int) -> int:
    """How many pixels are so."""
    return int((outcome == kind).sum())


def where(outcome: Tensor, kind: int) -> tuple[list[int], list[int]]:
    """Rows and columns of the pixels that are so."""
    rows, columns = torch.nonzero(outcome == kind, as_tuple=True)
    return rows.tolist(), columns.tolist()
