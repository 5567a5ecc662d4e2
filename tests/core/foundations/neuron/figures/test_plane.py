"""Points, lines and maps on the plane of the inputs."""

import pytest
import torch

from core.foundations.neuron.examples import SETS
from core.foundations.neuron.figures.plane import (
    half_planes,
    line_trace,
    output_map,
    point_traces,
    ring,
)
from core.foundations.neuron.rules import probability_over


def test_each_class_has_its_colour_and_its_symbol():
    ones, zeros = point_traces(SETS["AND"](""))
    assert (ones["x"], ones["y"]) == ([1.0], [1.0]) and len(zeros["x"]) == 3
    assert ones["marker"]["symbol"] != zeros["marker"]["symbol"]
    assert ones["marker"]["color"] != zeros["marker"]["color"]


def test_a_line_is_where_the_sum_is_0():
    trace = line_trace(1.0, -2.0, 0.5, "Now")
    sums = [x - 2 * y + 0.5 for x, y in zip(trace["x"], trace["y"], strict=True)]
    assert sums == pytest.approx([0, 0])
    assert line_trace(0.0, 0.0, 1.0, "None")["x"] == [None]
    assert line_trace(float("nan"), 1.0, 1.0, "None")["x"] == [None]


def test_a_map_and_a_ring():
    grid = probability_over(torch.tensor([1.0, 1.0, 0.0]).double())
    assert output_map(grid)["z"] == pytest.approx(grid.z.float().numpy())
    assert (ring(1.0, 0.5, "Here")["x"], ring(1.0, 0.5, "Here")["y"]) == ([1.0], [0.5])


@pytest.mark.parametrize(
    ("w1", "w2", "b", "area"),
    [(1, 0, 0, 8), (1, 1, 0, 8), (1, 1, 2, 14), (0, 0, 1, 16), (0, 0, 0, 0), (1, 0, -5, 0)],
)
def test_half_planes_have_their_area(w1, w2, b, area):
    whole, *above = half_planes(w1, w2, b)
    assert polygon_area(whole) == 16
    assert sum(map(polygon_area, above)) == pytest.approx(area)
    for trace in above:
        assert all(w1 * x + w2 * y + b >= 0 for x, y in zip(trace["x"], trace["y"], strict=True))


def polygon_area(trace) -> float:
    corners = list(zip(trace["x"], trace["y"], strict=True))
    turned = zip(corners, corners[1:] + corners[:1], strict=True)
    return abs(sum(a * d - b * c for (a, b), (c, d) in turned)) / 2
