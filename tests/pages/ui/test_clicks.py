"""What a click on a chart is read as."""

import pytest

from pages.ui.clicks import clicked


@pytest.mark.parametrize(
    ("event", "point"),
    [
        (
            {"selection": {"points": [{"x": 0.30000001192092896, "y": -2.5, "curve_number": 1}]}},
            (0.3, -2.5),
        ),
        ({"selection": {"points": [{"x": 1, "y": 2}, {"x": 3, "y": 4}]}}, (1.0, 2.0)),
        ({"selection": {"points": [], "box": [], "lasso": []}}, None),
        ({}, None),
    ],
)
def test_the_point_of_a_selection(event, point):
    assert clicked(event) == point
