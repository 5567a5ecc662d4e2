"""One neuron with two inputs: a weighted sum, a bias and an activation, all in float64."""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from core.catalogue.activations import ACTIVATIONS, build
from core.plots.grid import Grid
from core.registry import Choose, Config, Pick, Range, setting

REACH = 2.0
"""Inputs go from -REACH to REACH."""

WEIGHT, BIAS, STEP = 3.0, 6.0, 0.05
"""The largest weight and bias either way, and the steps in which they move."""

SUMS = 2 * WEIGHT * REACH + BIAS
"""No sum of such a neuron is larger, either way."""

USUAL = 6.0
"""Sums from -USUAL to USUAL decide which outputs a picture tells apart: it keeps its colours and
its height while a weight is moved.
"""

CURVE = 1441
"""Numbers of an activation over all sums."""

SIDE = 49
"""Numbers of the surface along each side."""


@dataclass(frozen=True)
class Neuron(Config):
    """A neuron and the two inputs that it gets."""

    w1: float = setting(Range(-WEIGHT, WEIGHT, 1.0, STEP, note="How much input x1 counts."))
    w2: float = setting(Range(-WEIGHT, WEIGHT, 2.0, STEP, note="How much input x2 counts."))
    b: float = setting(
        Range(-BIAS, BIAS, -1.0, STEP, note="Added to the sum, whatever the inputs are.")
    )
    activation: Pick = setting(Choose(ACTIVATIONS, ACTIVATIONS.pick("Sigmoid")))
    x1: float = setting(Range(-REACH, REACH, 1.0, STEP))
    x2: float = setting(Range(-REACH, REACH, 0.5, STEP))

    @property
    def weights(self) -> Tensor:
        """Both weights, (2,) float64."""
        return torch.tensor([self.w1, self.w2], dtype=torch.float64)

    @property
    def inputs(self) -> Tensor:
        """Both inputs, (2,) float64."""
        return torch.tensor([self.x1, self.x2], dtype=torch.float64)


@dataclass(frozen=True)
class Activity:
    """What a neuron makes of its inputs.

    Args:
        products: each weight times its input.
        total: the sum of the products and the bias.
        output: what the activation makes of it.
        at_zero: the output where both inputs are 0.
        on_the_line: the output where the sum is 0.
    """

    products: tuple[float, float]
    total: float
    output: float
    at_zero: float
    on_the_line: float


@lru_cache(maxsize=64)
def activity(neuron: Neuron) -> Activity:
    """What a neuron makes of its inputs, and of none."""
    module, products = build(neuron.activation), neuron.weights * neuron.inputs
    total = neuron.weights @ neuron.inputs + neuron.b
    sums = torch.stack([total, torch.full_like(total, neuron.b), torch.zeros_like(total)])
    with torch.no_grad():
        output, at_zero, on_the_line = module(sums).tolist()
    return Activity(tuple(products.tolist()), total.item(), output, at_zero, on_the_line)


@dataclass(frozen=True, eq=False)
class Bend:
    """An activation over all sums that a neuron can have.

    Args:
        values: at CURVE even steps from -SUMS to SUMS, (CURVE,).
        middle: at a sum of 0, where the line is.
        reach: how far from `middle` the values go for the usual sums; it is above 0.
        low, high: the ends of the values for the usual sums.
    """

    values: Tensor
    middle: float
    reach: float
    low: float
    high: float


@lru_cache(maxsize=64)
def bend(pick: Pick) -> Bend:
    """An activation, and how its outputs are to be told apart in a picture."""
    half = CURVE // 2
    sums = torch.arange(-half, half + 1, dtype=torch.float64) * (SUMS / half)
    with torch.no_grad():
        values = build(pick)(sums)
    usual, middle = values[sums.abs() <= USUAL], float(values[half])
    reach = float((usual - middle).abs().max()) or 1.0
    return Bend(values, middle, reach, float(usual.min()), float(usual.max()))


@lru_cache(maxsize=64)
def surface(neuron: Neuron) -> Grid:
    """The output over all inputs, (SIDE, SIDE)."""
    side = torch.linspace(-REACH, REACH, SIDE, dtype=torch.float64)
    x1, x2 = torch.meshgrid(side, side, indexing="xy")
    with torch.no_grad():
        outputs = build(neuron.activation)(neuron.w1 * x1 + neuron.w2 * x2 + neuron.b)
    return Grid(side, side, outputs)


Point = tuple[float, float]


def line(
    w1: float, w2: float, b: float, low: float = -REACH, high: float = REACH
) -> tuple[Point, Point] | None:
    """The two ends of the line w1·x1 + w2·x2 + b = 0 within a square; None where it does not cross
    it.

    Args:
        low, high: the ends of the square's sides.
    """
    ends = []
    for edge in (low, high):
        if w2:
            ends.append((edge, -(w1 * edge + b) / w2))
        if w1:
            ends.append((-(w2 * edge + b) / w1, edge))
    slack = 1e-9 * (high - low)
    inside = [end for end in ends if all(low - slack <= part <= high + slack for part in end)]
    first = min(inside, default=None)
    last = max(inside, default=None)
    return None if first is None or first == last else (first, last)
