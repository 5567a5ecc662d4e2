"""The view "Result": what a trained network makes of a picture that it has never seen."""

import math
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from core.registry import Config, Range, setting
from core.vision.segmentation.metrics import dice, score
from core.vision.segmentation.network import centre
from core.vision.segmentation.outcome import (
    FALSE_ALARM,
    MISSED,
    Agreement,
    agreement,
    class_outcomes,
    count,
)
from core.vision.segmentation.own import SceneOptions
from core.vision.segmentation.pictures import (
    NOISE,
    SCENES,
    Scenes,
    best_threshold,
    generate,
    threshold,
)
from core.vision.segmentation.segmenters import SEGMENTER, segmenter
from core.vision.segmentation.trained import labels, probabilities

FIRST_SEED = 10_000
"""Seeds from here on are those of no training's pictures."""

PICTURES = 60

THRESHOLDS = tuple(round(0.05 * step, 2) for step in range(1, 20))
"""Of the curve."""

AS_TRAINED = "As in its training"


@dataclass(frozen=True)
class Looking(Config):
    """A picture, and where the line between the background and the rest is drawn.

    Args:
        segmenter: the name of the network.
        test_scenes: the kind of picture.
        number: of the picture among those held out; drawn ones have no end.
        test_noise: the standard deviation of what is added to its pixels, if it is drawn.
        threshold: the probability from which on a pixel is no background.
    """

    segmenter: str = setting(SEGMENTER)
    test_scenes: str = setting(
        SceneOptions(
            lambda: (AS_TRAINED, *SCENES), AS_TRAINED, "Add your own pictures under the picture."
        )
    )
    number: int = setting(Range(1, PICTURES, 3, 1, names=True))
    test_noise: float = setting(
        Range(
            0.0, 0.3, NOISE, 0.01, note=f"The network was trained on pictures with noise {NOISE}."
        )
    )
    threshold: float = setting(
        Range(0.05, 0.95, 0.5, 0.05, note="From this probability on a pixel is no background.")
    )

    @property
    def kind(self) -> str:
        """The kind of picture, a name of `SCENES`.

        Raises:
            ValueError: there is no such network, or it tells another number of classes apart.
        """
        config = segmenter(self.segmenter).config
        name = config.scenes if self.test_scenes == AS_TRAINED else self.test_scenes
        if len(SCENES[name].classes) != len(config.classes):
            raise ValueError(
                f"test_scenes={name!r} have {len(SCENES[name].classes)} classes and the network "
                f"knows {len(config.classes)}: choose {config.scenes}"
            )
        return name


@dataclass(frozen=True, eq=False)
class Result:
    """What the network and two that learn nothing make of a picture.

    Args:
        picture: (H, W) float32 in [0, 1].
        truth, labels: the class of each pixel, (H, W) uint8.
        probability: of all but the background, (H, W).
        outcome: what each pixel of the network's mask is, (H, W) uint8; of the wrong class is a
            false positive.
        classes: the background first.
        network: agreement of the network's mask; the mean over the classes that are anywhere.
        whole, grey, nothing: agreement of what is no background, of the network's mask, of a
            threshold on the grey levels, the best that there is for this picture, and of an empty
            mask.
    """

    picture: Tensor
    truth: Tensor
    labels: Tensor
    probability: Tensor
    outcome: Tensor
    classes: tuple[str, ...]
    network: Agreement
    whole: Agreement
    grey: Agreement
    nothing: Agreement

    @property
    def is_binary(self) -> bool:
        """Whether there is one class beside the background."""
        return len(self.classes) == 2


@lru_cache(maxsize=64)
def scene(number: int, noise: float, kind: str = "Shapes") -> Scenes:
    """One picture that is in no training.

    Raises:
        ValueError: there are not so many.
    """
    if SCENES[kind].is_drawn:
        return generate(kind, 1, FIRST_SEED + number, noise, held_out=True)
    held_out = generate(kind, PICTURES, 0, noise, held_out=True)
    if number > len(held_out):
        raise ValueError(f"number={number}: {kind} hold out {len(held_out)} pictures")
    return held_out.part(slice(number - 1, number))


def held_out_count(kind: str) -> int:
    """The pictures of a kind that can be looked at."""
    return PICTURES if SCENES[kind].is_drawn else len(generate(kind, PICTURES, 0, held_out=True))


@lru_cache(maxsize=64)
def probabilities_of(name: str, number: int, noise: float, kind: str = "Shapes") -> Tensor:
    """Of each class in each pixel of a picture, (K, H, W), by the network of a name."""
    return probabilities(segmenter(name).network, scene(number, noise, kind).pictures)[0]


@lru_cache(maxsize=64)
def grey_distance(number: int, noise: float, kind: str = "Shapes") -> float:
    """The distance from the median grey level that fits this picture best."""
    return best_threshold(scene(number, noise, kind))


def grey_mask(number: int, noise: float, kind: str = "Shapes") -> Tensor:
    """The mask of the grey threshold that fits this picture best, (H, W) bool."""
    pictures = scene(number, noise, kind).pictures
    return threshold(pictures, grey_distance(number, noise, kind))[0] == 1


@lru_cache(maxsize=64)
def result(setting: Looking) -> Result:
    """The mask of a setting, beside the truth. Without padding it is of the middle alone.

    Raises:
        ValueError: there is no such network or no such picture, or it has other classes.
    """
    picture = setting.number, setting.test_noise, setting.kind
    seen, classes = scene(*picture), SCENES[setting.kind].classes
    every = probabilities_of(setting.segmenter, *picture)
    size = every.shape[1:]
    truth = centre(seen.masks[0], *size)
    predicted = labels(every[None], setting.threshold)[0]
    return Result(
        centre(seen.pictures[0, 0], *size),
        truth.byte(),
        predicted.byte(),
        every[1:].sum(0),
        class_outcomes(predicted, truth),
        classes,
        mean_agreement(predicted, truth, len(classes)),
        agreement(predicted > 0, truth > 0),
        agreement(centre(grey_mask(*picture), *size), truth > 0),
        agreement(torch.zeros_like(truth, dtype=torch.bool), truth > 0),
    )


def mean_agreement(predicted: Tensor, truth: Tensor, classes: int) -> Agreement:
    """Of two masks of classes (H, W): the mean over the classes but the background that are in
    either; 1 if none is.
    """
    scores = score(predicted[None], truth[None], classes)
    means = scores.mean_dice, scores.mean_iou, scores.mean_boundary_f1
    mean_dice, mean_iou, mean_f1 = (1.0 if math.isnan(mean) else mean for mean in means)
    return Agreement(mean_dice, mean_iou, scores.pixel_accuracy, mean_f1)


def curve(seen: Result) -> tuple[float, ...]:
    """The Dice of all that is no background at each of THRESHOLDS."""
    return tuple(dice(seen.probability >= each, seen.truth > 0) for each in THRESHOLDS)


def numbers(setting: Looking) -> dict[str, float]:
    """How well the masks agree, and the pixels that are wrong."""
    seen = result(setting)
    return {
        "Dice": seen.network.dice,
        "IoU": seen.network.iou,
        "boundary F1": seen.network.boundary_f1,
        "pixel accuracy": seen.network.pixel_accuracy,
        **({} if seen.is_binary else {"Dice of any class": seen.whole.dice}),
        "false positives": count(seen.outcome, FALSE_ALARM),
        "false negatives": count(seen.outcome, MISSED),
        "Dice of a grey threshold": seen.grey.dice,
        "pixel accuracy of an empty mask": seen.nothing.pixel_accuracy,
    }
