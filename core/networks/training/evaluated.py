"""What is looked at of a trained network: where it is wrong, and what its confidence is worth."""

from dataclasses import dataclass
from functools import lru_cache

from torch import Tensor

from core.registry import Config, Options, Range, Text, setting
from core.training import store
from core.training.evaluation import (
    BINS,
    Answers,
    Calibration,
    answers,
    best_temperature,
    calibration,
    confident_mistakes,
    confusion,
    in_cell,
    interval,
)

CONFUSION, CLASSES, CALIBRATION, MISTAKES = PARTS = (
    "Confusion matrix",
    "Per class",
    "Calibration",
    "Confident mistakes",
)

SHOWN = 12
"""Confident mistakes, at most."""

IN_CELL = 24
"""Pictures of a cell of the confusion matrix, at most."""

Numbers = dict[str, float]


@dataclass(frozen=True)
class Evaluated(Config):
    """A trained network, and what of its answers is shown. Only the form of its name is checked:
    networks come and go on the disk.

    Args:
        truth, answer: indices of classes, the cell of the confusion matrix that is open.
    """

    trained: str = setting(
        Text(
            "MLP 784-128-10",
            store.LONGEST_NAME,
            store.check_name,
            ("MLP 784-512-128-10", "MLP 784-128-64-10"),
            names=True,
        )
    )
    look: str = setting(Options(PARTS, CONFUSION))
    truth: int = setting(Range(0, 999, 4, 1, names=True))
    answer: int = setting(Range(0, 999, 9, 1, names=True))
    temperature: float = setting(Range(0.25, 4.0, 1.0, 0.05))


def cell(choice: Evaluated, result: Answers) -> tuple[int, int]:
    """The row and the column of the confusion matrix that are open: at most the last."""
    last = result.scores.shape[1] - 1
    return min(choice.truth, last), min(choice.answer, last)


@dataclass(frozen=True)
class ClassAccuracy:
    """How often a network is right on a class.

    Args:
        right: of `count` test pictures.
        low, high: the ends of the 95 % confidence interval of the share.
    """

    name: str
    right: int
    count: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """Of the pictures that are answered right."""
        return self.right / self.count


@dataclass(frozen=True)
class Bin:
    """Answers of about the same confidence.

    Args:
        middle: of the bin.
        count: of its pictures, at least one.
        confidence: their mean.
        accuracy: the share of them that is answered right.
    """

    middle: float
    count: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, eq=False)
class Example:
    """A test picture with what a network answers.

    Args:
        index: among the test pictures.
        image: (C, H, W) uint8.
        truth, answer: names of classes.
        confidence: of the answer.
    """

    index: int
    image: Tensor
    truth: str
    answer: str
    confidence: float


def class_accuracies(result: Answers) -> tuple[ClassAccuracy, ...]:
    """The accuracy on each class of which there are test pictures."""
    table = confusion(result)
    rows = zip(result.classes, table.diagonal().tolist(), table.sum(1).tolist(), strict=True)
    return tuple(
        ClassAccuracy(name, right, count, *interval(right, count))
        for name, right, count in rows
        if count
    )


def filled_bins(shown: Calibration) -> tuple[Bin, ...]:
    """The bins of confidence in which there are pictures."""
    rows = zip(
        shown.counts.tolist(), shown.confidences.tolist(), shown.accuracies.tolist(), strict=True
    )
    return tuple(Bin((index + 0.5) / BINS, *row) for index, row in enumerate(rows) if row[0])


def cell_examples(choice: Evaluated) -> tuple[Example, ...]:
    """The pictures of the open cell of the confusion matrix, the most confident answers first."""
    result = answers(choice.trained)
    indices = in_cell(result, *cell(choice, result))[:IN_CELL].tolist()
    return _examples(choice.trained, result, tuple(indices))


def mistaken_examples(trained: str) -> tuple[Example, ...]:
    """The mistakes of which a network is most sure."""
    result = answers(trained)
    return _examples(trained, result, tuple(confident_mistakes(result, SHOWN).tolist()))


@lru_cache(maxsize=64)
def _examples(trained: str, result: Answers, indices: tuple[int, ...]) -> tuple[Example, ...]:
    """Once for each result: a network that is trained anew has the same name and other answers."""
    images = store.find(trained).dataset.gallery().images
    return tuple(
        Example(
            index,
            images[index],
            result.classes[int(result.labels[index])],
            result.classes[int(result.answered[index])],
            float(result.confidences[index]),
        )
        for index in indices
    )


def numbers(choice: Evaluated) -> Numbers:
    """The numbers of the chosen part, by the names under which the script prints them."""
    result = answers(choice.trained)
    return NUMBERS[choice.look](choice, result)


def _of_confusion(choice: Evaluated, result: Answers) -> Numbers:
    right, (truth, answer) = int(result.right.sum()), cell(choice, result)
    low, high = interval(right, result.count)
    return {
        "test accuracy": right / result.count,
        "lower end": low,
        "upper end": high,
        f"{result.classes[truth]} read as {result.classes[answer]}": int(
            confusion(result)[truth, answer]
        ),
    }


def _of_classes(choice: Evaluated, result: Answers) -> Numbers:
    return {f"accuracy of {each.name}": each.share for each in class_accuracies(result)}


def _of_calibration(choice: Evaluated, result: Answers) -> Numbers:
    shown, best = calibration(result, choice.temperature), best_temperature(result)
    return {
        "mean confidence": shown.confidence,
        "expected calibration error": shown.error,
        "negative log-likelihood": shown.nll,
        "best temperature": best,
        "error at the best temperature": calibration(result, best).error,
    }


def _of_mistakes(choice: Evaluated, result: Answers) -> Numbers:
    return {
        f"test picture {index}, p({result.classes[int(result.answered[index])]})": float(
            result.confidences[index]
        )
        for index in confident_mistakes(result, SHOWN).tolist()
    }


NUMBERS = {
    CONFUSION: _of_confusion,
    CLASSES: _of_classes,
    CALIBRATION: _of_calibration,
    MISTAKES: _of_mistakes,
}
