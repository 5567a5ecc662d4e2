"""The view "Result": what a trained network makes of a picture that it has never seen."""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from core.registry import Config, Range, Text, setting
from core.vision.segmentation.metrics import dice
from core.vision.segmentation.network import centre
from core.vision.segmentation.outcome import (
    FALSE_ALARM,
    MISSED,
    Agreement,
    agreement,
    count,
    outcomes,
)
from core.vision.segmentation.pictures import NOISE, Scenes, best_threshold, generate, threshold
from core.vision.segmentation.segmenters import SHIPPED, segmenter
from core.vision.segmentation.trained import probabilities

FIRST_SEED = 10_000
"""Seeds from here on are those of no training's pictures."""

PICTURES = 60

THRESHOLDS = tuple(round(0.05 * step, 2) for step in range(1, 20))
"""Of the curve."""


@dataclass(frozen=True)
class Looking(Config):
    """A picture, and where the line between shape and background is drawn.

    Args:
        segmenter: the name of the network.
        number: of the picture.
        test_noise: the standard deviation of what is added to its pixels.
        threshold: the probability from which on a pixel counts as shape.
    """

    segmenter: str = setting(Text(SHIPPED, 80, names=True))
    number: int = setting(Range(1, PICTURES, 3, 1, names=True))
    test_noise: float = setting(
        Range(
            0.0, 0.3, NOISE, 0.01, note=f"The network was trained on pictures with noise {NOISE}."
        )
    )
    threshold: float = setting(
        Range(0.05, 0.95, 0.5, 0.05, note="From this probability on a pixel counts as shape.")
    )


@dataclass(frozen=True, eq=False)
class Result:
    """What the network and two that learn nothing make of a picture.

    Args:
        picture: (H, W) float32 in [0, 1].
        truth: (H, W) bool.
        probability: of the class shape, (H, W).
        outcome: what each pixel of the network's mask is, (H, W) uint8.
        network, grey, nothing: agreement of the network's mask, of a threshold on the grey levels,
            the best that there is for this picture, and of an empty mask.
    """

    picture: Tensor
    truth: Tensor
    probability: Tensor
    outcome: Tensor
    network: Agreement
    grey: Agreement
    nothing: Agreement


@lru_cache(maxsize=64)
def scene(number: int, noise: float) -> Scenes:
    """One picture that is in no training."""
    return generate("Shapes", 1, FIRST_SEED + number, noise, held_out=True)


@lru_cache(maxsize=64)
def probability_of(name: str, number: int, noise: float) -> Tensor:
    """Of the class shape in each pixel of a picture, (H, W), by the network of a name."""
    return probabilities(segmenter(name).network, scene(number, noise).pictures)[0, 1]


@lru_cache(maxsize=64)
def grey_distance(number: int, noise: float) -> float:
    """The distance from the median grey level that fits this picture best."""
    return best_threshold(scene(number, noise))


def grey_mask(number: int, noise: float) -> Tensor:
    """The mask of the grey threshold that fits this picture best, (H, W) bool."""
    return threshold(scene(number, noise).pictures, grey_distance(number, noise))[0] == 1


@lru_cache(maxsize=64)
def result(setting: Looking) -> Result:
    """The mask of a setting, beside the truth. Without padding it is of the middle alone.

    Raises:
        ValueError: there is no such network.
    """
    picture = setting.number, setting.test_noise
    probability = probability_of(setting.segmenter, *picture)
    size = probability.shape
    truth = centre(scene(*picture).masks[0], *size) == 1
    mask = probability >= setting.threshold
    return Result(
        centre(scene(*picture).pictures[0, 0], *size),
        truth,
        probability,
        outcomes(mask, truth),
        agreement(mask, truth),
        agreement(centre(grey_mask(*picture), *size), truth),
        agreement(torch.zeros_like(truth), truth),
    )


def curve(seen: Result) -> tuple[float, ...]:
    """The Dice at each of THRESHOLDS."""
    return tuple(dice(seen.probability >= each, seen.truth) for each in THRESHOLDS)


def numbers(setting: Looking) -> dict[str, float]:
    """How well the masks agree, and the pixels that are wrong."""
    seen = result(setting)
    return {
        "Dice": seen.network.dice,
        "IoU": seen.network.iou,
        "boundary F1": seen.network.boundary_f1,
        "pixel accuracy": seen.network.pixel_accuracy,
        "false positives": count(seen.outcome, FALSE_ALARM),
        "false negatives": count(seen.outcome, MISSED),
        "Dice of a grey threshold": seen.grey.dice,
        "pixel accuracy of an empty mask": seen.nothing.pixel_accuracy,
    }
