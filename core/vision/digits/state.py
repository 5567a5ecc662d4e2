"""The draw page as data: what a reader can set, the presets, the numbers on the screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from core.data import inputs, mnist, preparation
from core.data.datasets import DIGITS, Dataset
from core.data.handwriting.hand import write
from core.data.handwriting.strokes import draw, encode
from core.data.handwriting.styles import STYLES, written
from core.data.inputs import DigitInput, blank
from core.data.packing import check_count, unpack_each
from core.data.preparation import Steps
from core.plots.boxes import Box
from core.registry import Options, Preset, Several, Text, setting
from core.training import store
from core.vision.digits.marks import box_of_ink, digits_apart
from core.vision.digits.reading import probabilities
from core.vision.digits.strangers import looks_like_a_digit

ANSWER = "Its answer"


def networks() -> tuple[str, ...]:
    """The names of the networks that read digits: those that come with the project, and the
    reader's own.
    """
    return store.names(reads_digits)


def reads_digits(dataset: Dataset) -> bool:
    """Whether networks that learn from it take what this page prepares, and tell digits apart."""
    usual = (DIGITS, preparation.SHAPE, (preparation.MEAN,), (preparation.DEVIATION,))
    return (dataset.classes, dataset.shape, dataset.mean, dataset.deviation) == usual


def _packed(text: str) -> None:
    """Refuses what is neither empty nor packed digits."""
    if text:
        unpack_each(text)


@dataclass(frozen=True)
class State(DigitInput):
    """Everything a reader can set on the draw page. A photo may show several digits."""

    photo: str = setting(Text("", 6000, _packed))
    models: tuple[str, ...] = setting(
        Several(networks, (store.DEFAULT,), least=0, most=3, valid=store.check_name)
    )
    target: str = setting(Options((ANSWER, *DIGITS), ANSWER, names=False))
    style: str = setting(Options(DIGITS, "7", names=False))


def image(state: State) -> Tensor:
    """The picture that was drawn, chosen or uploaded, (H, W) uint8, white on black; a black one if
    there is none. Several digits of a photo stand side by side.
    """
    if blank(state):
        return torch.zeros(28, 28, dtype=torch.uint8)
    if state.source == "photo":
        return torch.cat(unpack_each(state.photo), dim=1)
    return inputs.image(state)[0]


def label(state: State) -> int:
    """The digit that the chosen example of MNIST is labelled as."""
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
    """What the chosen networks make of a digit.

    Args:
        steps: its way to 28 x 28.
        answers: (10,) probabilities by the model's name.
        looks_like_a_digit: whether it is like anything that was trained on.
    """

    steps: Steps
    answers: Mapping[str, Tensor]
    looks_like_a_digit: bool

    @property
    def picture(self) -> Tensor:
        """What the networks get before it is normalised, (1, 28, 28) in [0, 1]."""
        return self.steps.placed[None] / 255


def read(state: State) -> Reading:
    """The reading of a state's picture; of several digits that of the first.

    Raises:
        ValueError: nothing is drawn, too many digits are, or a network is not on this computer.
    """
    return read_each(state)[0]


@lru_cache(maxsize=32)
def read_each(state: State) -> tuple[Reading, ...]:
    """The readings of all digits that stand apart in a state's picture, from left to right.

    Raises:
        ValueError: nothing is drawn, too many digits are, or a network is not on this computer.
    """
    return tuple(_reading(picture, state.models) for picture in pictures(state))


def _reading(picture: Tensor, models: tuple[str, ...]) -> Reading:
    way = preparation.steps(picture)
    prepared = way.placed[None] / 255
    answers = {name: probabilities(prepared, store.load(name)) for name in models}
    return Reading(way, answers, looks_like_a_digit(prepared))


def pictures(state: State) -> tuple[Tensor, ...]:
    """The digits that stand apart in a state's picture, each by itself, (H, W) uint8.

    Raises:
        ValueError: they are more than a text of digits holds.
    """
    if state.source == "photo" and state.photo:
        return unpack_each(state.photo)
    if state.source != "drawing":
        return (image(state),)
    digits = digits_apart(image(state))
    check_count(digits)
    return digits


@dataclass(frozen=True)
class Verdict:
    """The likeliest digit and the next, each with its probability."""

    digit: int
    probability: float
    runner_up: int
    next_probability: float


def verdict(probabilities: Tensor) -> Verdict:
    """What a network answers, from its ten probabilities, (10,)."""
    (first, second), (digit, runner_up) = (pair.tolist() for pair in probabilities.topk(2))
    return Verdict(digit, first, runner_up, second)


def boxes(readings: Sequence[Reading], digits: Sequence[Tensor]) -> tuple[Box, ...]:
    """A box around each of several digits, with what the first network reads; none around a single
    one, and none where no network reads.

    Args:
        readings: of the digits.
        digits: pictures (H, W) uint8, white on black, of one size, each with one of them.
    """
    if len(readings) == 1 or not readings[0].answers:
        return ()
    answers = (next(iter(reading.answers.values())) for reading in readings)
    return tuple(
        box_of_ink(digit, str(verdict(answer).digit))
        for digit, answer in zip(digits, answers, strict=True)
    )


def headline(state: State) -> dict[str, float]:
    """The numbers on the screen, by the name under which the code prints them."""
    readings = read_each(state)
    several = len(readings) > 1
    return {
        f"{f'digit {number}: ' if several else ''}{name} p({digit})": float(probability)
        for number, reading in enumerate(readings, 1)
        for name, answer in reading.answers.items()
        for digit, probability in enumerate(answer)
    }


FOUR_OR_NINE = (
    ((112, 66), (100, 100), (97, 132), (122, 146), (158, 142), (182, 132)),
    ((178, 66), (184, 110), (178, 175), (174, 226)),
)

PRESETS = (
    Preset(
        "A barred 7",
        "Half the world crosses its 7s, and MNIST hardly does. Find the bar in the saliency map "
        "under Why this answer.",
        State(strokes=written("barred 7 with a hook")),
        question="Does the bar of this 7 confuse the network?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "1 with flag and foot",
        "As in print. Undo the foot, and see whether both networks stay as sure of the 1.",
        State(strokes=written("1 with a flag and a foot"), models=(store.DEFAULT, "CNN 16-32")),
        question="Is a 1 still a 1 with a flag and a foot?",
        answers=("Yes", "No"),
        right="Yes",
    ),
    Preset(
        "A 9 like a g",
        "Common in handwriting, rare in MNIST: networks that saw only MNIST read an 8.",
        State(
            strokes=written("9 like a g"),
            brush=32,
            models=(store.DEFAULT, "MLP 784-128-10", "CNN 16-32"),
        ),
        question="Three networks read this 9: do they agree?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "4 or 9?",
        "An open 4 whose arms nearly meet. Close the gap, and watch it turn into a 9.",
        State(strokes=encode(FOUR_OR_NINE)),
        question="When does a 4 become a 9?",
    ),
    Preset(
        "Tiny, in a corner",
        "Cropped, scaled and centred as in MNIST: size and position make no difference.",
        State(strokes=written("2 with a straight base", 0.2, 14, 16), brush=8),
        question="Does it matter how small you draw, and where?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "Most confidently wrong",
        f"Of the {inputs.EXAMPLES:,} test digits, the one whose label DigitNet finds least likely.",
        State(source="test digit", index=3422),
        question="The network is sure, and the label disagrees: what do you read?",
    ),
)
