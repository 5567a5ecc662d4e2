"""What a click on a chart is read as."""

import pytest

from pages.ui.clicks import read_point

RANGES = {"x": [-5.0, 5.0], "y": [0.0, 1.0]}


@pytest.mark.parametrize(
    ("message", "point"),
    [
        ({"x": 0.3, "y": 0.5}, (0.3, 0.5)),
        ({"x": -5, "y": 1}, (-5.0, 1.0)),
        ({"x": 5.1, "y": 0.5}, None),
        ({"x": 0.3, "y": float("nan")}, None),
        ({"x": "here", "y": 0.5}, None),
        ({"x": 1}, None),
        ([1, 2], None),
        (None, None),
    ],
)
def test_the_point_of_a_message(message, point):
    assert read_point(message, **RANGES) == point
