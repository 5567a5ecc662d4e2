"""The picture of two classes shows the numbers that it is given."""

import pytest

from core.functions.losses.classification import binary, two_classes
from core.functions.losses.figures import two_classes as plots


def test_four_ways_meet_in_one_point():
    ways = two_classes((1.0, 2.5), 0)
    figure = plots.binary_figure(binary(), 1.5, 0, ways)
    points = [trace for trace in figure.data if trace.mode == "markers"]
    assert len(points) == 4
    assert {trace.x[0] for trace in points} == {1.5}
    assert [trace.y[0] for trace in points] == pytest.approx(
        [ways["BCELoss of sigmoid(z1 − z0)"][0]] * 4
    )
    assert len(figure.to_json()) < 300_000
    assert {row["Loss"] for row in plots.two_rows(ways)} == {"1.70141"}
