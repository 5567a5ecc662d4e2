"""How well masks agree: Dice, IoU, pixel accuracy and boundary F1, each by class.

Conventions differ from library to library where a class is empty in both masks, and in what is
averaged; `score` names both. Single functions use torch alone, since scripts show their source.
"""

import math
from dataclasses import dataclass

from torch import Tensor
from torch.nn import functional as F

PICTURE, BATCH = "Picture", "Batch"
PER = (PICTURE, BATCH)
"""The mean over pictures of each picture's value, or the value of all pixels as one picture."""


def dice(prediction: Tensor, truth: Tensor) -> float:
    """2 |A and B| / (|A| + |B|) of two masks (bool); 1 if both are empty."""
    total = int(prediction.sum() + truth.sum())
    return 2 * int((prediction & truth).sum()) / total if total else 1.0


def iou(prediction: Tensor, truth: Tensor) -> float:
    """|A and B| / |A or B| of two masks (bool); 1 if both are empty. It is Dice / (2 - Dice)."""
    union = int((prediction | truth).sum())
    return int((prediction & truth).sum()) / union if union else 1.0


def pixel_accuracy(prediction: Tensor, truth: Tensor) -> float:
    """The share of pixels whose class is right."""
    return int((prediction == truth).sum()) / truth.numel()


def boundary(mask: Tensor) -> Tensor:
    """The pixels of masks (..., H, W), bool, that have one outside among their eight neighbours;
    the edge of the picture is no outside.
    """
    outside = (~mask).float().view(-1, 1, *mask.shape[-2:])
    near = F.max_pool2d(outside, 3, stride=1, padding=1).view(mask.shape)
    return mask & (near > 0)


def boundary_f1(prediction: Tensor, truth: Tensor, tolerance: int = 1) -> float:
    """F1 of the boundaries of two masks (H, W), bool: the harmonic mean of the shares of either
    boundary that lie at most `tolerance` rows and columns from the other; 1 if both are empty.
    """
    ours, theirs = boundary(prediction), boundary(truth)
    if not ours.any() or not theirs.any():
        return float(ours.any() == theirs.any())
    size = 2 * tolerance + 1
    near_ours, near_theirs = (
        F.max_pool2d(line.float()[None, None], size, stride=1, padding=tolerance)[0, 0] > 0
        for line in (ours, theirs)
    )
    precision = int((ours & near_theirs).sum()) / int(ours.sum())
    recall = int((theirs & near_ours).sum()) / int(theirs.sum())
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True)
class Scores:
    """How well predicted masks agree with the truth.

    Args:
        dice, iou, boundary_f1: by class, the background first; nan for a class that is nowhere.
        pixel_accuracy: of all pixels.
    """

    dice: tuple[float, ...]
    iou: tuple[float, ...]
    boundary_f1: tuple[float, ...]
    pixel_accuracy: float

    @property
    def mean_dice(self) -> float:
        """Over the classes but the background, of those that are anywhere."""
        return _mean(self.dice[1:])

    @property
    def mean_iou(self) -> float:
        """Over the classes but the background, of those that are anywhere."""
        return _mean(self.iou[1:])

    @property
    def mean_boundary_f1(self) -> float:
        """Over the classes but the background, of those that are anywhere."""
        return _mean(self.boundary_f1[1:])


def score(
    prediction: Tensor,
    truth: Tensor,
    classes: int,
    per: str = PICTURE,
    skip_empty: bool = True,
) -> Scores:
    """The scores of masks (N, H, W) of classes.

    Args:
        per: an entry of PER. Boundary F1 is always a mean over pictures.
        skip_empty: leaves a picture out of a class's mean where the class is in neither of its
            masks. Else it counts 1 there, and a rare class looks well segmented.
    """
    rows = []
    for label in range(classes):
        ours, theirs = prediction == label, truth == label
        pairs = _pairs(ours, theirs, skip_empty)
        whole = [(ours, theirs)] if per == BATCH and pairs else pairs
        rows.append(
            (
                _mean([dice(*pair) for pair in whole]),
                _mean([iou(*pair) for pair in whole]),
                _mean([boundary_f1(*pair) for pair in pairs]),
            )
        )
    return Scores(*zip(*rows, strict=True), pixel_accuracy(prediction, truth))


def _pairs(ours: Tensor, theirs: Tensor, skip_empty: bool) -> list[tuple[Tensor, Tensor]]:
    """The masks of a class, picture by picture."""
    pairs = list(zip(ours, theirs, strict=True))
    if skip_empty:
        return [pair for pair in pairs if bool((pair[0] | pair[1]).any())]
    return pairs


def _mean(values: tuple[float, ...] | list[float]) -> float:
    """The mean of those that are numbers; nan if none is."""
    numbers = [value for value in values if not math.isnan(value)]
    return sum(numbers) / len(numbers) if numbers else math.nan
