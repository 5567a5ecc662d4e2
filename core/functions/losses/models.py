"""Models of two parameters, each with the losses that it can have.

The small functions are shown as code just as they stand. To add a model, write it as a function of
x and two parameters and add a `Model` to `MODELS`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor

from core.catalogue.feeds import prediction_and_target
from core.catalogue.losses import LOSSES
from core.catalogue.predictions import NUMBER
from core.data import points
from core.data.points import Points
from core.registry import Pick

ModelFunction = Callable[..., Tensor]


class LossSettings(Protocol):
    """The settings that say by which loss a model is fitted."""

    fit: Pick
    class_loss: str
    pos_weight: float


def line(x, w, b):
    """A straight line."""
    return w * x + b


def network(x, w1, w2):
    """One hidden unit with tanh, and no biases."""
    return w2 * torch.tanh(w1 * x)


def sigmoid_line(x, w, b):
    """A straight line squeezed into a probability."""
    return torch.sigmoid(w * x + b)


def unchanged(predictions: Tensor) -> Tensor:
    """For a model whose predictions are the numbers beside y."""
    return predictions


FITS = LOSSES.view(lambda name, loss: loss.kind is NUMBER and loss.feed is prediction_and_target)
"""Losses for a model that predicts one number and nothing else."""


@dataclass(frozen=True)
class ClassLoss:
    """How a line becomes a classifier.

    Args:
        function: the model; what it gives goes into the loss.
        loss: the name of the loss.
        settings: arguments of the loss that are settings of the page.
        probability: makes the probability of class 1 of what the function gives.
        log: whether the surface is shown by its logarithm: not where the loss is never far above 1.
    """

    function: ModelFunction
    loss: str
    settings: tuple[str, ...]
    probability: Callable[[Tensor], Tensor]
    log: bool


CLASS_LOSSES = {
    "BCEWithLogitsLoss": ClassLoss(line, "BCEWithLogitsLoss", ("pos_weight",), torch.sigmoid, True),
    "MSELoss of the sigmoid": ClassLoss(sigmoid_line, "MSELoss", (), unchanged, False),
}


@dataclass(frozen=True)
class FittingProblem:
    """A model, its loss and the points it is fitted to: all that a surface depends on.

    Args:
        function: the model, of x and its two parameters.
        parameters: their names, as the function has them.
        loss: of what the function gives, and y.
        points: x and y of each.
        answer: makes what stands beside y of what the function gives: of a classifier, the
            probability of class 1.
        log: whether the surface is shown by its logarithm.
        classes: whether y is a class, 0 or 1.
    """

    function: ModelFunction
    parameters: tuple[str, str]
    loss: Pick
    points: Points
    answer: Callable[[Tensor], Tensor] = unchanged
    log: bool = True
    classes: bool = False

    @property
    def data(self) -> tuple[Tensor, Tensor]:
        """x and y, both (N,) float64."""
        return torch.tensor(self.points, dtype=torch.float64).unbind(-1)


def _regression(function: ModelFunction, *parameters: str) -> Callable[..., FittingProblem]:
    """Problems of a model that predicts a number, with any loss of `FITS`."""

    def problem(surface: LossSettings, data: Points) -> FittingProblem:
        return FittingProblem(function, parameters, surface.fit, data)

    return problem


def _classification(surface: LossSettings, data: Points) -> FittingProblem:
    choice = CLASS_LOSSES[surface.class_loss]
    loss = LOSSES.pick(choice.loss, **{name: getattr(surface, name) for name in choice.settings})
    return FittingProblem(
        choice.function, ("w", "b"), loss, data, choice.probability, choice.log, classes=True
    )


@dataclass(frozen=True)
class Model:
    """A model of two parameters.

    Args:
        parameters: their names.
        points: the setting that holds what it is fitted to, and `read`, which makes points of it.
        loss: the setting that says by which loss.
        problem: what a reader's settings and the points ask for.
        loss_settings: by what the loss setting may be, further settings that it needs.
        classes: whether y is a class, 0 or 1.
    """

    parameters: tuple[str, str]
    points: str
    read: Callable[[str], Points]
    loss: str
    problem: Callable[[LossSettings, Points], FittingProblem]
    loss_settings: Mapping[str, tuple[str, ...]]
    classes: bool = False


MODELS = {
    "Line": Model(("w", "b"), "line", points.read, "fit", _regression(line, "w", "b"), {}),
    "Two classes": Model(
        ("w", "b"),
        "classes",
        points.read_classes,
        "class_loss",
        _classification,
        {name: choice.settings for name, choice in CLASS_LOSSES.items()},
        classes=True,
    ),
    "Network": Model(
        ("w1", "w2"), "curve", points.read, "fit", _regression(network, "w1", "w2"), {}
    ),
}
