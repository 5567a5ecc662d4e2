"""The end of a network for a loss: how it is told the truth, and how its outputs are read.

A loss can be for two classes, for several and for numbers; each of these is a `Head`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F


def zero_or_one(labels: Tensor, outputs: int) -> Tensor:
    """Classes 0 and 1 (N,) as numbers 0 and 1, (N, 1)."""
    return labels.float()[:, None]


def signs(labels: Tensor, outputs: int) -> Tensor:
    """Classes 0 and 1 (N,) as -1 and 1, (N, 1)."""
    return 2 * labels.float()[:, None] - 1


def class_numbers(labels: Tensor, outputs: int) -> Tensor:
    """Classes (N,) as they are."""
    return labels


def signs_by_class(labels: Tensor, outputs: int) -> Tensor:
    """Classes (N,) as rows of -1, with 1 at the class, (N, C)."""
    return 2 * F.one_hot(labels, outputs).float() - 1


def as_column(numbers: Tensor, outputs: int) -> Tensor:
    """Numbers (N,) as (N, 1)."""
    return numbers[:, None]


def sigmoid(outputs: Tensor) -> Tensor:
    """Logits as probabilities."""
    return outputs.sigmoid()


def softmax(outputs: Tensor) -> Tensor:
    """Logits (N, C) as probabilities."""
    return outputs.softmax(1)


def between_signs(outputs: Tensor) -> Tensor:
    """Numbers from -1 to 1 as shares from 0 to 1; what is beyond counts as the end."""
    return (outputs.clamp(-1, 1) + 1) / 2


def shares(outputs: Tensor) -> Tensor:
    """Numbers from -1 to 1 for each class (N, C) as shares that add up to 1."""
    parts = between_signs(outputs) + 1e-6
    return parts / parts.sum(1, keepdim=True)


@dataclass(frozen=True)
class Head:
    """The end of a network.

    Args:
        targets: from the labels (N,) and the number of outputs to what the loss takes.
        shown: from the outputs (N, C) to shares from 0 to 1 of the same shape, for a map.
        squash: the activation of the outputs, if there is one.
        probabilities: whether what is shown are probabilities.
    """

    targets: Callable[[Tensor, int], Tensor]
    shown: Callable[[Tensor], Tensor]
    squash: type[nn.Module] | None = None
    probabilities: bool = False


def right(outputs: Tensor, labels: Tensor) -> Tensor:
    """Which points are classified right, (N,) bool: by the sign of one output, or by the largest
    of several.
    """
    if outputs.shape[1] == 1:
        return (outputs[:, 0] > 0) == (labels == 1)
    return outputs.argmax(1) == labels


def accuracy(outputs: Tensor, labels: Tensor) -> float:
    """The share of points that are classified right; nan for no points, and for numbers."""
    if labels.is_floating_point() or not len(labels):
        return torch.nan
    return right(outputs, labels).float().mean().item()
