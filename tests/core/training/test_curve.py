"""The curve of a training is short, and its points are means."""

import pytest

from core.training.curve import MOST, check_curve, over_epochs, thinned


def test_a_short_curve_stays_as_it_is():
    points = [(1, 2.5, 0.25), (2, 1.5, 0.5)]
    assert thinned(points) == tuple(points)
    assert thinned([]) == ()


@pytest.mark.parametrize("steps", [MOST, MOST + 1, 999, 23_500])
def test_a_long_one_has_means_and_ends_with_the_last_step(steps):
    points = [(step, 0.5 * step, step / steps) for step in range(1, steps + 1)]
    curve = thinned(points)
    size = curve[0][0]
    assert MOST / 2 <= len(curve) <= MOST and curve[-1][0] == steps
    assert curve[0][1:] == pytest.approx(((size + 1) / 4, (size + 1) / 2 / steps), abs=1e-5)
    assert check_curve("curve", [list(point) for point in curve]) == curve


def test_steps_become_epochs_whatever_the_size_of_a_batch():
    curve = ((5, 2.0, 0.25), (10, 1.0, 0.5), (40, 0.5, 0.75))
    assert over_epochs(curve, 4) == ((0.5, 2.0, 0.25), (1.0, 1.0, 0.5), (4.0, 0.5, 0.75))
