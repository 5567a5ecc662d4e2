"""Worked examples: small losses step by step, each with the code that prints them.

The functions that print are shown as code just as they stand.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from core.script import write

Columns = Mapping[str, Tensor]


@dataclass(frozen=True)
class Example:
    """A worked example.

    Args:
        title, note: what it is, and what to see.
        work: gives the columns of a table, (N,) each, and the losses by name.
        show: prints the losses, a line each.
    """

    title: str
    note: str
    work: Callable[[], tuple[Columns, Columns]]
    show: Callable[[], None]

    @property
    def code(self) -> str:
        """What `show` does, as a script."""
        return write(self.show).text


def _squares() -> tuple[Columns, Columns]:
    prediction = torch.tensor([2.5, 0, 2, 8], dtype=torch.float64)
    target = torch.tensor([3, -0.5, 2, 7], dtype=torch.float64)
    error = prediction - target
    columns = {
        "Prediction": prediction,
        "Target": target,
        "Error": error,
        "Error squared": error**2,
    }
    return columns, {"MSELoss": nn.MSELoss()(prediction, target)}


def show_squares():
    """Mean squared error."""
    prediction = torch.tensor([2.5, 0, 2, 8])
    target = torch.tensor([3, -0.5, 2, 7])
    print("MSELoss =", nn.MSELoss()(prediction, target).item())


def _classes() -> tuple[Columns, Columns]:
    logits = torch.tensor([[2, -1], [-1, 3], [3, 1]], dtype=torch.float64)
    classes = torch.tensor([0, 1, 0])
    probability = logits.softmax(-1)[torch.arange(3), classes]
    columns = {
        "Logit of class 0": logits[:, 0],
        "Logit of class 1": logits[:, 1],
        "True class": classes,
        "Its probability": probability,
        "−log of it": -probability.log(),
    }
    return columns, {"CrossEntropyLoss": nn.CrossEntropyLoss()(logits, classes)}


def show_classes():
    """Cross-entropy of three examples."""
    logits = torch.tensor([[2.0, -1.0], [-1.0, 3.0], [3.0, 1.0]])
    classes = torch.tensor([0, 1, 0])
    print("CrossEntropyLoss =", nn.CrossEntropyLoss()(logits, classes).item())


def _binary() -> tuple[Columns, Columns]:
    probability = torch.tensor([0.25, 0.75, 0.1], dtype=torch.float64)
    target = torch.tensor([0, 1, 0], dtype=torch.float64)
    second = torch.sigmoid(probability)
    right, wrong = (-torch.where(target == 1, p, 1 - p).log() for p in (probability, second))
    columns = {
        "Probability of yes": probability,
        "Target": target,
        "−log, right": right,
        "After a second sigmoid": second,
        "−log, wrong": wrong,
    }
    return columns, {
        "BCELoss": nn.BCELoss()(probability, target),
        "BCEWithLogitsLoss of probabilities": nn.BCEWithLogitsLoss()(probability, target),
    }


def show_binary():
    """Binary cross-entropy of probabilities, right and wrong."""
    probability = torch.tensor([0.25, 0.75, 0.1])
    target = torch.tensor([0.0, 1.0, 0.0])
    print("BCELoss =", nn.BCELoss()(probability, target).item())
    # BCEWithLogitsLoss expects logits: it takes the sigmoid of the probabilities once more.
    wrong = nn.BCEWithLogitsLoss()(probability, target)
    print("BCEWithLogitsLoss of probabilities =", wrong.item())


EXAMPLES = (
    Example(
        "Mean squared error",
        "Square each error and take the mean of the four. The last error is twice the first "
        "and costs four times as much.",
        _squares,
        show_squares,
    ),
    Example(
        "Cross-entropy",
        "Softmax turns each row of logits into probabilities; only that of the true class counts. "
        "It depends on nothing but the difference of the two logits.",
        _classes,
        show_classes,
    ),
    Example(
        "Binary cross-entropy, right and wrong",
        "Give probabilities to BCELoss. BCEWithLogitsLoss expects logits and takes these "
        "for logits: the second sigmoid turns a confident no into a mere maybe.",
        _binary,
        show_binary,
    ),
)
