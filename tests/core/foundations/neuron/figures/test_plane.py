"""Points, lines and maps on the plane of the inputs."""

import pytest
import torch

from core.foundations.neuron.examples import SETS
from core.foundations.neuron.figures.plane import line_trace, output_map, point_traces, ring
from core.foundations.neuron.rules import DESCENT, output_over


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
    grid = output_over(torch.tensor([1.0, 1.0, 0.0]).double(), DESCENT)
    assert output_map(grid)["z"] == pytest.approx(grid.z.float().numpy())
    assert (ring(1.0, 0.5, "Here")["x"], ring(1.0, 0.5, "Here")["y"]) == ([1.0], [0.5])
