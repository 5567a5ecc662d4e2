"""The draw page as data: what a reader can set, the presets, the numbers on the screen, the code
that prints them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from core.data import mnist, preparation
from core.data.datasets import DIGITS, Dataset
from core.data.handwriting.hand import write
from core.data.handwriting.strokes import decode, draw, encode
from core.data.handwriting.styles import STYLES, written
from core.data.inputs import DigitInput
from core.data.packing import unpack
from core.data.preparation import Steps
from core.registry import Options, Preset, Several, setting
from core.training import store
from core.vision.digits import reading as digits

ANSWER = "its answer"


def networks() -> tuple[str, ...]:
    """The names of the networks that read digits: those that come with the project, and the
    reader's own.
    """
    return store.names(reads_digits)


def reads_digits(dataset: Dataset) -> bool:
    """Whether networks that learn from it take what this page prepares, and tell digits apart."""
    usual = (DIGITS, (1, 28, 28), (preparation.MEAN,), (preparation.DEVIATION,))
    return (dataset.classes, dataset.shape, dataset.mean, dataset.deviation) == usual


@dataclass(frozen=True)
class State(DigitInput):
    """Everything a reader can set on the draw page."""

    models: tuple[str, ...] = setting(Several(networks, (store.DEFAULT,), most=3))
    target: str = setting(Options((ANSWER, *DIGITS), ANSWER))
    style: str = setting(Options(DIGITS, "7"))


def image(state: State) -> Tensor:
    """The picture that was drawn, chosen or uploaded, (H, W) uint8, white on black; blank if there
    is none.
    """
    if state.source == "test digit":
        return mnist.test_digits()[0][state.index]
    if state.source == "photo":
        return unpack(state.photo) if state.photo else torch.zeros(28, 28, dtype=torch.uint8)
    return draw(decode(state.strokes), state.brush)


def blank(state: State) -> bool:
    """Whether nothing is drawn, chosen or uploaded yet."""
    return not {"drawing": state.strokes, "photo": state.photo, "test digit": True}[state.source]


def label(state: State) -> int:
    """What the chosen test digit was meant to be."""
    return int(mnist.test_digits()[1][state.index])


def examples(digit: int) -> dict[str, Tensor]:
    """Every style of a digit that the training drawings are made from: (SIZE, SIZE) uint8 by its
    name.
    """
    generator = torch.Generator()
    return {
        name: draw(write(style.template, 1, generator, variation=0)[0])
        for name, style in STYLES.items()
        if style.digit == digit
    }


@dataclass(frozen=True)
class Reading:
    """What the chosen networks make of a picture: its way to 28 x 28, and (10,) probabilities by
    the model's name.
    """

    steps: Steps
    answers: Mapping[str, Tensor]

    @property
    def picture(self) -> Tensor:
        """What the networks get before it is normalised, (1, 28, 28) in [0, 1]."""
        return self.steps.placed[None] / 255


@lru_cache(maxsize=32)
def read(state: State) -> Reading:
    """The reading of a state's picture; a blank one is a `ValueError` that asks for a drawing."""
    steps = preparation.steps(image(state))
    picture = steps.placed[None] / 255
    return Reading(
        steps, {name: digits.probabilities(picture, store.load(name)) for name in state.models}
    )


@dataclass(frozen=True)
class Verdict:
    """The likeliest digit and the next, each with its probability."""

    digit: int
    probability: float
    runner_up: int
    next_probability: float


def verdict(probabilities: Tensor) -> Verdict:
    (first, second), (digit, runner_up) = (both.tolist() for both in probabilities.topk(2))
    return Verdict(digit, first, runner_up, second)


def headline(state: State) -> dict[str, float]:
    """The numbers on the screen, by the name under which the code prints them."""
    return {
        f"{name} p({digit})": float(probability)
        for name, probabilities in read(state).answers.items()
        for digit, probability in enumerate(probabilities)
    }


FOUR_OR_NINE = (
    ((112, 66), (100, 100), (97, 132), (122, 146), (158, 142), (182, 132)),
    ((178, 66), (184, 110), (178, 175), (174, 226)),
)

PRESETS = (
    Preset(
        "A barred 7",
        "Half the world crosses its 7s, MNIST hardly does. See the bar in what the score rests on.",
        State(strokes=written("barred 7 with a hook")),
    ),
    Preset(
        "1 with flag and foot",
        "As printed. Undo the foot, and see whether both networks stay as sure.",
        State(strokes=written("1 with a flag and a foot"), models=(store.DEFAULT, "CNN 16-32")),
    ),
    Preset(
        "A 9 like a g",
        "Common in handwriting, rare in MNIST: who has seen only MNIST reads an 8.",
        State(
            strokes=written("g-like 9"),
            brush=32,
            models=(store.DEFAULT, "MLP 784-128-10", "CNN 16-32"),
        ),
    ),
    Preset(
        "4 or 9?",
        "An open 4 whose arms nearly meet. Close them, and see when it turns into a 9.",
        State(strokes=encode(FOUR_OR_NINE)),
    ),
    Preset(
        "Tiny, in a corner",
        "Cut out, scaled and centred as MNIST was: size and place do not matter.",
        State(strokes=written("2 with a straight base", 0.2, 14, 16), brush=8),
    ),
    Preset(
        "Most wrong",
        "Of 10,000 test digits, the one whose true label our network finds least likely.",
        State(source="test digit", index=9729),
    ),
)
