"""Worked examples: small losses step by step, each with the code that prints them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn

Columns = Mapping[str, Tensor]


@dataclass(frozen=True)
class Example:
    """A worked example.

    Args:
        title, note: what it is, and what to see.
        work: gives the columns of a table, (N,) each, and the losses by name.
        code: prints the losses, a line each.
    """

    title: str
    note: str
    work: Callable[[], tuple[Columns, Columns]]
    code: str


def _squares() -> tuple[Columns, Columns]:
    prediction = torch.tensor([2.5, 0, 2, 8], dtype=torch.float64)
    target = torch.tensor([3, -0.5, 2, 7], dtype=torch.float64)
    error = prediction - target
    columns = {
        "prediction": prediction,
        "target": target,
        "error": error,
        "error squared": error**2,
    }
    return columns, {"MSELoss": nn.MSELoss()(prediction, target)}


SQUARES = """
import torch
from torch import nn

prediction = torch.tensor([2.5, 0, 2, 8])
target = torch.tensor([3, -0.5, 2, 7])
print("MSELoss =", nn.MSELoss()(prediction, target).item())
"""


def _classes() -> tuple[Columns, Columns]:
    logits = torch.tensor([[2, -1], [-1, 3], [3, 1]], dtype=torch.float64)
    classes = torch.tensor([0, 1, 0])
    probability = logits.softmax(-1)[torch.arange(3), classes]
    columns = {
        "logit of class 0": logits[:, 0],
        "logit of class 1": logits[:, 1],
        "true class": classes,
        "its probability": probability,
        "−log of that": -probability.log(),
    }
    return columns, {"CrossEntropyLoss": nn.CrossEntropyLoss()(logits, classes)}


CLASSES = """
import torch
from torch import nn

logits = torch.tensor([[2.0, -1.0], [-1.0, 3.0], [3.0, 1.0]])
classes = torch.tensor([0, 1, 0])
print("CrossEntropyLoss =", nn.CrossEntropyLoss()(logits, classes).item())
"""


def _binary() -> tuple[Columns, Columns]:
    probability = torch.tensor([0.25, 0.75, 0.1], dtype=torch.float64)
    target = torch.tensor([0, 1, 0], dtype=torch.float64)
    again = torch.sigmoid(probability)
    right, wrong = (-torch.where(target == 1, p, 1 - p).log() for p in (probability, again))
    columns = {
        "probability of yes": probability,
        "target": target,
        "−log, right": right,
        "after a second sigmoid": again,
        "−log, wrong": wrong,
    }
    return columns, {
        "BCELoss": nn.BCELoss()(probability, target),
        "BCEWithLogitsLoss of probabilities": nn.BCEWithLogitsLoss()(probability, target),
    }


BINARY = """
import torch
from torch import nn

probability = torch.tensor([0.25, 0.75, 0.1])
target = torch.tensor([0.0, 1.0, 0.0])
print("BCELoss =", nn.BCELoss()(probability, target).item())
wrong = nn.BCEWithLogitsLoss()(probability, target)  # it wants logits, and takes the sigmoid itself
print("BCEWithLogitsLoss of probabilities =", wrong.item())
"""

EXAMPLES = (
    Example(
        "Mean squared error",
        "Each error squared, and the mean of the four. The last error is twice the first, "
        "and costs four times as much.",
        _squares,
        SQUARES,
    ),
    Example(
        "Cross-entropy",
        "Softmax turns a row of logits into probabilities; what counts is that of the true class. "
        "Only the difference of the two logits matters.",
        _classes,
        CLASSES,
    ),
    Example(
        "Binary cross-entropy, right and wrong",
        "Probabilities go to BCELoss. BCEWithLogitsLoss wants logits, and "
        "takes these for such: a second sigmoid makes a sure no into a mere maybe.",
        _binary,
        BINARY,
    ),
)
