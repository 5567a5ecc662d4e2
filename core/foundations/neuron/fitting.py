"""How well a line tells points apart, and how well any line could."""

import math
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor
from torch.nn import functional as F

from core.foundations.neuron.examples import Examples, tensors


@dataclass(frozen=True)
class Score:
    """How well a neuron tells points apart.

    Args:
        right: of how many points the sum has the sign of their class.
        count: how many there are.
        loss: the binary cross-entropy of the sigmoid of the sum, over all points.
    """

    right: int
    count: int
    loss: float


def sums(x: Tensor, w1: Tensor | float, w2: Tensor | float, b: Tensor | float) -> Tensor:
    """The sums of a neuron at inputs (N, 2): (N,), or (S, N) for S neurons with parameters (S, 1).

    Term by term and not as a product of matrices, so that a point on the line has the same sum
    wherever it is computed.
    """
    return w1 * x[:, 0] + w2 * x[:, 1] + b


def most_right(x: Tensor, y: Tensor) -> int:
    """How many of the points x (N, 2) with classes y (N,) the best of all lines has on their sides.

    A line can be turned a little without a point changing sides. So it is enough to look along the
    directions between those in which two points lie one behind the other, and there to try every
    gap between two points.
    """
    differences = (x[:, None] - x[None, :]).view(-1, 2)
    differences = differences[differences.abs().sum(dim=1) > 0]
    angles = (torch.atan2(differences[:, 1], differences[:, 0]) % math.pi).unique()
    angles = torch.cat([angles, angles[:1] + math.pi]) if len(angles) else torch.zeros(2)
    between = (angles[1:] + angles[:-1]) / 2 + math.pi / 2
    directions = torch.stack([between.cos(), between.sin()])  # (2, D)
    heights, order = (x @ directions.to(x)).T.sort(dim=1)  # (D, N)
    ones = y[order].cumsum(dim=1)  # of class 1 below each gap
    counts = torch.arange(1, len(y) + 1)
    below = (counts - ones) + (ones[:, -1:] - ones)  # right, if what is below is class 0
    gaps = torch.ones_like(heights, dtype=torch.bool)
    gaps[:, :-1] = heights.diff(dim=1) > 1e-12  # equal points stay together
    below = below.where(gaps, torch.full_like(below, math.nan)).nan_to_num(len(y) / 2)
    return int(torch.maximum(below, len(y) - below).max())


@lru_cache(maxsize=64)
def best(examples: Examples) -> int:
    """How many points the best of all lines has on their sides."""
    return most_right(*tensors(examples))


@dataclass(frozen=True, eq=False)
class Fit:
    """A neuron that was fitted by hand.

    Args:
        sums, outputs: of the points, (N,).
        curve: sums and outputs of the whole sigmoid, (M,) each.
        score: how many points are right, and the loss.
        best: how many the best of all lines has right.
    """

    sums: Tensor
    outputs: Tensor
    curve: tuple[Tensor, Tensor]
    score: Score
    best: int


@lru_cache(maxsize=64)
def fit(w1: float, w2: float, b: float, examples: Examples) -> Fit:
    """How well a line tells points apart, with the sigmoid of its sums. A sum above 0 says class
    1.
    """
    x, y = tensors(examples)
    z, grid = sums(x, w1, w2, b), torch.linspace(-9, 9, 181, dtype=torch.float64)
    right = int(((z > 0) == (y == 1)).sum())
    score = Score(right, len(y), F.binary_cross_entropy_with_logits(z, y).item())
    return Fit(z, z.sigmoid(), (grid, grid.sigmoid()), score, best(examples))
