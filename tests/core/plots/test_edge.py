"""Markers outside of a picture become arrows at its edge."""

import math

import pytest

from core.plots.edge import in_sight

ACROSS, UP = (-5.0, 5.0), (0.0, 10.0)


@pytest.mark.parametrize(
    ("point", "seen"),
    [
        ((1.0, 2.0), (1.0, 2.0, "circle")),
        ((5.0, 10.0), (5.0, 10.0, "circle")),
        ((1.0, 25.0), (1.0, 9.8, "triangle-up")),
        ((1.0, -math.inf), (1.0, 0.2, "triangle-down")),
        ((6.0, 3.0), (4.8, 3.0, "triangle-right")),
        ((-6.0, 30.0), (-4.8, 9.8, "triangle-up")),
    ],
)
def test_a_point_is_where_it_is_or_pointed_at(point, seen):
    x, y, symbol = in_sight(*point, ACROSS, UP)
    assert (x, y) == pytest.approx(seen[:2]) and symbol == seen[2]


def test_what_is_no_number_is_not_drawn():
    assert math.isnan(in_sight(1.0, math.nan, ACROSS, UP)[1])
