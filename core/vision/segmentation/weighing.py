"""The view "Losses": what a loss says of a mask, and which pixels it listens to."""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from core.registry import Config, Options, Pick, Range, setting
from core.vision.segmentation.outcome import Agreement, agreement
from core.vision.segmentation.pictures import NOISE, generate
from core.vision.segmentation.settings import Segmentation

BACKGROUND, EVERYWHERE, UNDECIDED, SHIFTED, RIGHT = ANSWERS = (
    "All background",
    "All shape",
    "Undecided",
    "Shifted",
    "The truth",
)

SEED = 10_000
"""With the number of the picture, of what draws it."""


@dataclass(frozen=True)
class Weighing(Config):
    """A loss, and an answer that it is to judge.

    Args:
        certainty: the probability that the answer gives its class in each pixel.
        shift: pixels by which the mask of the answer "Shifted" is off, down and to the right.
    """

    loss: Pick = setting(dict(Segmentation.specs())["loss"])
    answer: str = setting(Options(ANSWERS, BACKGROUND))
    certainty: float = setting(
        Range(0.55, 0.99, 0.9, 0.01, note="The probability that it gives its class.")
    )
    shift: int = setting(Range(1, 12, 3, 1, "px"))
    weighed: int = setting(Range(1, 60, 3, 1, names=True))


@dataclass(frozen=True, eq=False)
class Weighed:
    """What a loss says of an answer.

    Args:
        picture: (H, W); truth: (H, W), bool.
        probability: that the answer gives the class shape, (H, W).
        push: how strongly a step of gradient descent raises the score of shape, (H, W).
        loss: of the answer.
        agreement: of its mask with the truth.
        heard: the share of the gradient's size that comes from pixels of shapes.
    """

    picture: Tensor
    truth: Tensor
    probability: Tensor
    push: Tensor
    loss: float
    agreement: Agreement
    heard: float

    @property
    def share(self) -> float:
        """The share of pixels that are shape."""
        return float(self.truth.float().mean())


def answer_scores(truth: Tensor, answer: str, certainty: float, shift: int) -> Tensor:
    """The scores (1, 2, H, W) of an answer to a picture whose mask is `truth` (H, W)."""
    shape = truth.float()
    if answer == "All background":
        shape = torch.zeros_like(shape)
    elif answer == "All shape":
        shape = torch.ones_like(shape)
    elif answer == "Shifted":
        shape = shape.roll((shift, shift), (0, 1))
    probability = shape * certainty + (1 - shape) * (1 - certainty)
    if answer == "Undecided":
        probability = torch.full_like(shape, 0.5)
    return torch.stack((1 - probability, probability)).log()[None]


def truth_of(number: int) -> tuple[Tensor, Tensor]:
    """A picture (H, W) and its mask (H, W)."""
    scenes = generate("Shapes", 1, SEED + number, NOISE, held_out=True)
    return scenes.pictures[0, 0], scenes.masks[0]


@lru_cache(maxsize=64)
def weighed(setting: Weighing) -> Weighed:
    """What the loss of a setting says of its answer."""
    picture, masks = truth_of(setting.weighed)
    scores = answer_scores(masks, setting.answer, setting.certainty, setting.shift)
    scores.requires_grad_()
    loss = setting.loss.build()(scores, masks[None])
    (gradient,) = torch.autograd.grad(loss, scores)
    push, truth = -gradient[0, 1], masks == 1
    size = push.abs()
    probability = scores.detach().exp()[0, 1]
    mask = probability > 0.5
    total = float(size.sum())
    heard = float(size[truth].sum()) / total if total else 0.0
    return Weighed(
        picture, truth, probability, push, float(loss.detach()), agreement(mask, truth), heard
    )


def others(setting: Weighing) -> dict[str, float]:
    """The loss of each answer."""
    return {answer: weighed(setting.replace(answer=answer)).loss for answer in ANSWERS}


def numbers(setting: Weighing) -> dict[str, float]:
    """The loss, how good the mask is, and whom the loss listens to."""
    seen = weighed(setting)
    return {
        "loss": seen.loss,
        "Dice": seen.agreement.dice,
        "pixel accuracy": seen.agreement.pixel_accuracy,
        "share of shape": seen.share,
        "share of the gradient on shape": seen.heard,
    }
