"""Worked examples: three small losses step by step, each as the code that computes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn


def mean_squared_error():
    prediction = torch.tensor([2.5, 0, 2, 8], dtype=torch.float64)
    target = torch.tensor([3, -0.5, 2, 7], dtype=torch.float64)
    error = prediction - target
    columns = {"prediction": prediction, "target": target, "error": error, "error squared": error**2}
    return columns, {"MSELoss": nn.MSELoss()(prediction, target)}


def cross_entropy_of_three():
    logits = torch.tensor([[2, -1], [-1, 3], [3, 1]], dtype=torch.float64)
    classes = torch.tensor([0, 1, 0])
    probability = logits.softmax(-1)[torch.arange(3), classes]
    columns = {"logit of class 0": logits[:, 0], "logit of class 1": logits[:, 1], "class": classes,
               "its probability": probability, "−log of it": -probability.log()}
    return columns, {"CrossEntropyLoss": nn.CrossEntropyLoss()(logits, classes)}


def binary_cross_entropy():
    probability = torch.tensor([0.25, 0.75, 0.1], dtype=torch.float64)
    target = torch.tensor([0, 1, 0], dtype=torch.float64)
    of_truth = torch.where(target == 1, probability, 1 - probability)
    second = torch.sigmoid(probability)
    columns = {"probability of yes": probability, "target": target, "−log, right": -of_truth.log(),
               "after a second sigmoid": second,
               "−log, wrong": -torch.where(target == 1, second, 1 - second).log()}
    right, wrong = nn.BCELoss()(probability, target), nn.BCEWithLogitsLoss()(probability, target)
    return columns, {"BCELoss, right": right, "BCEWithLogitsLoss, wrong: the sigmoid is in it": wrong}


@dataclass(frozen=True)
class Example:
    """A worked example.

    Args:
        title, note: what it is, and what to see.
        function: gives the columns of a table, (N,) each, and the losses by name.
    """

    title: str
    note: str
    function: Callable[[], tuple[Mapping[str, Tensor], Mapping[str, Tensor]]]


EXAMPLES = (
    Example("Mean squared error", "Each error squared, and the mean of the four. The last error is twice the first, "
            "and costs four times as much.", mean_squared_error),
    Example("Cross-entropy", "Softmax turns a row of logits into probabilities; what counts is that of the true class. "
            "Only the difference of the two logits matters.", cross_entropy_of_three),
    Example("Binary cross-entropy, right and wrong", "Probabilities go to BCELoss. BCEWithLogitsLoss wants logits, and "
            "takes these for such: a second sigmoid makes a sure no into a mere maybe.", binary_cross_entropy),
)
