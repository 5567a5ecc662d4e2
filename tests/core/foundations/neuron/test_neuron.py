"""One neuron against NumPy, and its line against the sums at its ends."""

import math

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from core.catalogue.activations import ACTIVATIONS
from core.foundations.neuron.neuron import (
    REACH,
    SIDE,
    SUMS,
    Neuron,
    activity,
    bend,
    line,
    surface,
)

FUNCTIONS = {
    "Sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "Tanh": np.tanh,
    "ReLU": lambda z: np.maximum(z, 0),
    "Softsign": lambda z: z / (1 + np.abs(z)),
}

NEURONS = [
    Neuron(),
    Neuron(w1=-0.3, w2=2.0, b=0.5, x1=2.0, x2=-1.0, activation="Tanh"),
    Neuron(w1=0.0, w2=-3.0, b=6.0, x1=-2.0, x2=1.5, activation="ReLU"),
    Neuron(w1=3.0, w2=3.0, b=-6.0, x1=0.0, x2=0.0, activation="Softsign"),
]


@pytest.mark.parametrize("neuron", NEURONS)
def test_sum_and_output_are_those_of_numpy(neuron):
    w, x = np.array([neuron.w1, neuron.w2]), np.array([neuron.x1, neuron.x2])
    function, result = FUNCTIONS[neuron.activation.name], activity(neuron)
    assert result.products == pytest.approx(w * x)
    assert result.total == pytest.approx(w @ x + neuron.b)
    assert result.output == pytest.approx(function(w @ x + neuron.b))
    assert result.at_zero == pytest.approx(function(neuron.b))
    assert result.on_the_line == pytest.approx(function(0.0))


@pytest.mark.parametrize("neuron", NEURONS)
def test_a_surface_is_the_output_at_each_pair_of_inputs(neuron):
    grid = surface(neuron)
    assert grid.z.shape == (SIDE, SIDE)
    for row, column in ((0, 0), (3, 40), (SIDE - 1, 7)):
        there = activity(neuron.replace(x1=float(grid.x[column]), x2=float(grid.y[row])))
        assert float(grid.z[row, column]) == pytest.approx(there.output, abs=1e-12)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_a_bend_is_the_activation_over_all_sums(name):
    result = bend(ACTIVATIONS.pick(name))
    sums = torch.linspace(-SUMS, SUMS, len(result.values), dtype=torch.float64)
    at_zero = len(sums) // 2
    assert sums[at_zero].abs() < 1e-12 and result.middle == result.values[at_zero]
    assert result.reach > 0 and result.low <= result.middle <= result.high
    if name in ("ReLU", "Sigmoid", "Tanh"):
        assert torch.allclose(result.values, getattr(F, name.lower())(sums))


@pytest.mark.parametrize(
    ("w1", "w2", "b"),
    [(1, 1, -1), (1.5, -0.2, 0.3), (0, 2, 1), (-3, 0, 2.5), (0.5, 0.5, 1), (1, 1, 0)],
)
def test_both_ends_of_the_line_are_on_it_and_on_the_edge(w1, w2, b):
    for x1, x2 in line(w1, w2, b):
        assert w1 * x1 + w2 * x2 + b == pytest.approx(0)
        assert max(abs(x1), abs(x2)) == pytest.approx(REACH)


@pytest.mark.parametrize(
    ("w1", "w2", "b"), [(0, 0, 0), (0, 0, 1), (1, 1, 6), (0.1, 0, 1), (1, 1, -4)]
)
def test_there_may_be_no_line(w1, w2, b):
    """Without weights, far away, or where it only touches a corner."""
    assert line(w1, w2, b) is None


def test_a_line_within_another_square():
    (a, b), (c, d) = line(1.0, 1.0, -1.5, -1.0, 2.0)
    assert sorted([(a, b), (c, d)]) == [(-0.5, 2.0), (2.0, -0.5)]


def test_the_largest_sum_is_known():
    most = Neuron(w1=3, w2=-3, b=6, x1=2, x2=-2)
    assert activity(most).total == SUMS and math.isclose(SUMS, 18)
