"""How well a network finds each class, over all held-out pictures of a kind."""

import math
from dataclasses import dataclass
from functools import lru_cache

from torch import Tensor

from core.vision.segmentation.metrics import score
from core.vision.segmentation.network import centre
from core.vision.segmentation.pictures import SCENES, Scenes, generate
from core.vision.segmentation.result import Looking, numbers
from core.vision.segmentation.segmenters import segmenter
from core.vision.segmentation.settings import HELD_OUT, HELD_OUT_SEED
from core.vision.segmentation.trained import labels, probabilities

MEASURES = ("Dice", "IoU", "boundary F1", "pixel accuracy")


@dataclass(frozen=True)
class ClassScores:
    """Of one class; nan where there is nothing to measure.

    Args:
        dice, iou, boundary_f1: means over the pictures that have the class in either mask.
        accuracy: the share of the class's pixels that are right.
    """

    name: str
    dice: float
    iou: float
    boundary_f1: float
    accuracy: float

    def by_name(self) -> dict[str, float]:
        """The scores by MEASURES."""
        values = self.dice, self.iou, self.boundary_f1, self.accuracy
        return dict(zip(MEASURES, values, strict=True))


def by_class(setting: Looking) -> tuple[ClassScores, ...]:
    """The scores of each class, the background first, over the held-out pictures.

    Raises:
        ValueError: there is no such network, or the pictures have other classes.
    """
    predicted, truth = _masks(
        setting.segmenter, setting.kind, setting.test_noise, setting.threshold
    )
    classes = SCENES[setting.kind].classes
    return tuple(_scores(predicted, truth, classes))


def mean(scores: tuple[ClassScores, ...], name: str = "mean of the classes") -> ClassScores:
    """The means over the classes but the background, of those that have a value."""
    columns = zip(*(each.by_name().values() for each in scores[1:]), strict=True)
    return ClassScores(name, *map(_mean, columns))


def pictures_of(kind: str, noise: float) -> Scenes:
    """The held-out pictures."""
    return generate(kind, HELD_OUT, HELD_OUT_SEED, noise, held_out=True)


@lru_cache(maxsize=8)
def _probabilities(name: str, kind: str, noise: float) -> Tensor:
    return probabilities(segmenter(name).network, pictures_of(kind, noise).pictures)


@lru_cache(maxsize=16)
def _masks(name: str, kind: str, noise: float, threshold: float) -> tuple[Tensor, Tensor]:
    """The predicted classes and the true ones, (N, H, W)."""
    predicted = labels(_probabilities(name, kind, noise), threshold)
    return predicted, centre(pictures_of(kind, noise).masks, *predicted.shape[1:])


def _scores(predicted: Tensor, truth: Tensor, classes: tuple[str, ...]) -> list[ClassScores]:
    scores = score(predicted, truth, len(classes))
    measured = zip(scores.dice, scores.iou, scores.boundary_f1, strict=True)
    return [
        ClassScores(name, *values, _recall(predicted == number, truth == number))
        for number, (name, values) in enumerate(zip(classes, measured, strict=True))
    ]


def _recall(predicted: Tensor, truth: Tensor) -> float:
    there = int(truth.sum())
    return int((predicted & truth).sum()) / there if there else math.nan


def _mean(values: tuple[float, ...]) -> float:
    finite = [value for value in values if not math.isnan(value)]
    return sum(finite) / len(finite) if finite else math.nan


def numbers_of(setting: Looking) -> dict[str, float]:
    """The numbers of the picture; where there are several classes also the scores of each over the
    held-out pictures, and their means. What has no value is left out.
    """
    shown = numbers(setting)
    if len(SCENES[setting.kind].classes) == 2:
        return shown
    scores = by_class(setting)
    return shown | {
        f"{measure} of {each.name}, held out": value
        for each in (*scores, mean(scores))
        for measure, value in each.by_name().items()
        if not math.isnan(value)
    }
