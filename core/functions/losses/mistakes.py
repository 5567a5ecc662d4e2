"""Common mistakes with losses of classes, each beside how it is done right.

The small functions are shown as code just as they stand. To add a mistake, write its loss and the
right one, both of logits z (3,) and the true class, and add a `Mistake` to `MISTAKES`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor
from torch.nn import functional as F

from core.functions.losses.classification import (
    STEPS,
    cross_entropy,
    descend,
    probabilities,
    value_and_gradient,
)


def softmax_first(z, truth):
    """A softmax in front of the one inside cross-entropy."""
    return F.cross_entropy(F.softmax(z, dim=-1), torch.tensor(truth))


def relu_first(z, truth):
    """An activation on the last layer."""
    return F.cross_entropy(F.relu(z), torch.tensor(truth))


def squared_error(z, truth):
    """Of the probabilities and a one-hot target."""
    return F.mse_loss(F.softmax(z, dim=-1), F.one_hot(torch.tensor(truth), 3).to(z.dtype))


def with_logits(z, truth):
    """Each class is a yes or no of its own."""
    return F.binary_cross_entropy_with_logits(z, F.one_hot(torch.tensor(truth), 3).to(z.dtype))


def sigmoid_first(z, truth):
    """A sigmoid in front of the one inside the loss."""
    return F.binary_cross_entropy_with_logits(
        torch.sigmoid(z), F.one_hot(torch.tensor(truth), 3).to(z.dtype)
    )


def probabilities_of_relu(z):
    """What such a network takes for its probabilities."""
    return F.softmax(F.relu(z), dim=-1)


LogitLoss = Callable[[Tensor, int], Tensor]


@dataclass(frozen=True)
class Mistake:
    """A loss that is computed wrongly, and how it is done right.

    Args:
        wrong, right: the losses.
        read_wrong, read_right: what each network takes for its probabilities.
        note: what goes wrong, and what to do.
    """

    wrong: LogitLoss
    right: LogitLoss
    read_wrong: Callable[[Tensor], Tensor]
    read_right: Callable[[Tensor], Tensor]
    note: str

    def sides(self) -> dict[str, tuple[LogitLoss, Callable[[Tensor], Tensor]]]:
        """By side, the loss and what reads the probabilities."""
        return {"right": (self.right, self.read_right), "wrong": (self.wrong, self.read_wrong)}


MISTAKES = {
    "Softmax before CrossEntropyLoss": Mistake(
        softmax_first,
        cross_entropy,
        probabilities,
        probabilities,
        "CrossEntropyLoss takes the softmax itself. A second softmax makes the probabilities "
        "nearly equal again: even a perfect answer costs 0.55, and a confidently wrong one gets "
        "hardly any gradient. Give it the logits.",
    ),
    "Sigmoid before BCEWithLogitsLoss": Mistake(
        sigmoid_first,
        with_logits,
        torch.sigmoid,
        torch.sigmoid,
        "BCEWithLogitsLoss takes the sigmoid itself. A second sigmoid squeezes 0 to 1 into 0.5 "
        "to 0.73, so a no never costs less than 0.69. Give it the logits.",
    ),
    "ReLU on the last layer": Mistake(
        relu_first,
        cross_entropy,
        probabilities_of_relu,
        probabilities,
        "A logit below zero means that a class is unlikely. ReLU turns it into zero and lets no "
        "gradient through, so such a logit never learns. Leave the last layer without an "
        "activation.",
    ),
    "MSELoss on classes": Mistake(
        squared_error,
        cross_entropy,
        probabilities,
        probabilities,
        "The squared error of probabilities is flat where a network is confidently wrong, just "
        "where it has most to learn: the softmax is saturated there. Cross-entropy undoes the "
        "exponential, and its gradient stays p − y.",
    ),
}


@dataclass(frozen=True, eq=False)
class Course:
    """One side of a comparison.

    Args:
        loss, gradient: at the start; the gradient is (3,).
        perfect: what a perfect answer costs.
        probability: of the true class after each step, (STEPS + 1,).
    """

    loss: float
    gradient: Tensor
    perfect: float
    probability: Tensor


@lru_cache(maxsize=32)
def compare(
    mistake: str, logits: tuple[float, float, float], truth: int, lr: float
) -> dict[str, Course]:
    """A mistake beside how it is done right, as "right" and "wrong"."""
    z = torch.tensor(logits, dtype=torch.float64)
    best = torch.full_like(z, -100.0)
    best[truth] = 100.0
    courses = {}
    for side, (loss, read) in MISTAKES[mistake].sides().items():
        value, gradient = value_and_gradient(loss, z, truth)
        path = descend(loss, z, truth, lr, STEPS)
        courses[side] = Course(value, gradient, loss(best, truth).item(), read(path)[:, truth])
    return courses
