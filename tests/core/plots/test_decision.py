"""Parts of a map of the plane."""

import pytest
import torch

from core.plots import theme
from core.plots.decision import (
    MOST_MARKED,
    class_color,
    map_trace,
    plane_axes,
    point_traces,
    shading,
)


def test_class_1_is_orange_and_class_0_blue():
    assert (class_color(0), class_color(1)) == (theme.NEGATIVE, theme.POSITIVE)
    assert len({class_color(label) for label in range(10)}) == 10
    two = shading(2)["colorscale"]
    assert two[0][1] == theme.DIVERGING[0] and two[-1][1] == theme.DIVERGING[-1]


def test_every_class_has_a_shade_from_the_page_to_its_colour():
    look = shading(3)
    assert (look["zmin"], look["zmax"]) == (0, 3)
    assert [color for _, color in look["colorscale"]] == [
        color for label in range(3) for color in (theme.BACKGROUND, class_color(label))
    ]
    assert [stop for stop, _ in look["colorscale"]] == pytest.approx(
        [0, 1 / 3, 1 / 3, 2 / 3, 2 / 3, 1]
    )


def test_a_map_reaches_from_edge_to_edge():
    trace = map_trace(torch.zeros(13, 13), 2)
    assert trace["x0"] + 12 * trace["dx"] == trace["y0"] + 12 * trace["dy"] == 6


@pytest.mark.parametrize("classes", (0, 2, 5))
def test_points_are_in_their_classes_and_not_too_many(classes):
    inputs = torch.rand(1000, 2)
    targets = torch.arange(1000) % classes if classes else torch.rand(1000)
    traces = point_traces(inputs, targets, classes)
    assert len(traces) == max(classes, 1)
    assert 0 < sum(len(trace["x"]) for trace in traces) <= MOST_MARKED
    if classes:
        assert len({trace["marker"]["symbol"] for trace in traces}) == classes


def test_axes_stand_side_by_side():
    axes = plane_axes(((0, 0.4), (0.6, 1)))
    assert axes["xaxis2"]["domain"] == [0.6, 1] and axes["yaxis2"]["scaleanchor"] == "x2"
    assert axes.keys() == {"xaxis", "yaxis", "xaxis2", "yaxis2"}
