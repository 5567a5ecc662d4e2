"""Each point stands at its sum and its output."""

import pytest

from core.foundations.neuron.examples import SETS
from core.foundations.neuron.figures.fitting import WIDEST, sums_figure
from core.foundations.neuron.fitting import fit


def test_points_stand_on_the_sigmoid():
    examples = SETS["AND"]("")
    result = fit(3.0, 3.0, -4.5, examples)
    figure = sums_figure(examples, result.sums, result.outputs, result.curve)
    gaps, _, ones, zeros = figure.data
    assert (ones.x, ones.y) == (pytest.approx((1.5,)), pytest.approx((0.81757,), abs=1e-4))
    assert zeros.x == pytest.approx((-4.5, -1.5, -1.5))
    assert gaps.y[1::3] == tuple(float(label) for *_, label in examples)


def test_a_sum_beyond_the_picture_stands_at_its_edge():
    examples = ((2.0, 2.0, 1), (-2.0, -2.0, 0))
    result = fit(3.0, 3.0, 6.0, examples)
    figure = sums_figure(examples, result.sums, result.outputs, result.curve)
    assert figure.data[2].x == (WIDEST,)
