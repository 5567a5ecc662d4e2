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
    shares,
    value_and_gradient,
)


def softmax_first(z, truth):
    return F.cross_entropy(F.softmax(z, dim=-1), torch.tensor(truth))


def relu_first(z, truth):
    return F.cross_entropy(F.relu(z), torch.tensor(truth))


def squared_error(z, truth):
    return F.mse_loss(F.softmax(z, dim=-1), F.one_hot(torch.tensor(truth), 3).to(z.dtype))


def with_logits(z, truth):
    return F.binary_cross_entropy_with_logits(z, F.one_hot(torch.tensor(truth), 3).to(z.dtype))


def sigmoid_first(z, truth):
    return F.binary_cross_entropy_with_logits(
        torch.sigmoid(z), F.one_hot(torch.tensor(truth), 3).to(z.dtype)
    )


def clipped_shares(z):
    return F.softmax(F.relu(z), dim=-1)


Loss = Callable[[Tensor, int], Tensor]


@dataclass(frozen=True)
class Mistake:
    """A loss that is computed wrongly, and how it is done right.

    Args:
        wrong, right: the losses.
        read_wrong, read_right: what either network takes for its probabilities.
        note: what goes wrong, and what to do.
    """

    wrong: Loss
    right: Loss
    read_wrong: Callable[[Tensor], Tensor]
    read_right: Callable[[Tensor], Tensor]
    note: str


MISTAKES = {
    "softmax before CrossEntropyLoss": Mistake(
        softmax_first,
        cross_entropy,
        shares,
        shares,
        "CrossEntropyLoss takes the softmax itself. Out of probabilities, a second softmax "
        "makes nearly equal shares again: even the perfect answer costs 0.55, and what is "
        "sure and wrong gets hardly a gradient. Give it the logits.",
    ),
    "sigmoid before BCEWithLogitsLoss": Mistake(
        sigmoid_first,
        with_logits,
        torch.sigmoid,
        torch.sigmoid,
        "BCEWithLogitsLoss takes the sigmoid itself. The second one squeezes 0 to 1 into 0.5 "
        "to 0.73: a no can never be cheaper than 0.69. Give it the logits.",
    ),
    "ReLU on the last layer": Mistake(
        relu_first,
        cross_entropy,
        clipped_shares,
        shares,
        "A logit below zero means that a class is unlikely. ReLU makes it zero, and lets no "
        "gradient through: such a logit never learns. Leave the last layer without an "
        "activation.",
    ),
    "MSELoss on classes": Mistake(
        squared_error,
        cross_entropy,
        shares,
        shares,
        "Squared error of probabilities is flat where a network is sure and wrong, just where "
        "it has most to learn: the softmax is saturated there. Cross-entropy undoes the "
        "exponential, and its gradient stays p − y.",
    ),
}


@dataclass(frozen=True, eq=False)
class Course:
    """One of the two sides of a comparison: the loss and gradient (3,) at the start, what a perfect
    answer costs, and the probability that is read off for the truth at each step, (STEPS + 1,).
    """

    loss: float
    gradient: Tensor
    perfect: float
    probability: Tensor


@lru_cache(maxsize=32)
def compare(
    mistake: str, z: tuple[float, float, float], truth: int, rate: float
) -> dict[str, Course]:
    """A mistake beside how it is done right, as "wrong" and "right"."""
    known, logits = MISTAKES[mistake], torch.tensor(z, dtype=torch.float64)
    best = torch.full_like(logits, -100.0)
    best[truth] = 100.0
    courses = {}
    for side, loss, read in (
        ("right", known.right, known.read_right),
        ("wrong", known.wrong, known.read_wrong),
    ):
        value, gradient = value_and_gradient(loss, logits, truth)
        path = descend(loss, logits, truth, rate, STEPS)
        courses[side] = Course(value, gradient, loss(best, truth).item(), read(path)[:, truth])
    return courses
