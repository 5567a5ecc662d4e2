"""The pictures of losses show the numbers that they are given."""

import pytest
import torch

from core.catalogue.predictions import KINDS
from core.functions.losses.curves import Curves, at_prediction, chosen, graphs, kind_of
from core.functions.losses.figures import curves as plots


def drawn(curves):
    picks = chosen(curves)
    return plots.curves_figure(
        kind_of(curves), [pick.name for pick in picks], graphs(curves), at_prediction(curves), 1.0
    )


@pytest.mark.parametrize("kind", KINDS)
def test_values_and_gradients_are_drawn_as_they_are(kind):
    curves = Curves(kind=kind)
    figure = drawn(curves)
    lines = [trace for trace in figure.data if trace.mode != "markers"]
    for index, (graph, point) in enumerate(zip(graphs(curves), at_prediction(curves), strict=True)):
        above, below = lines[2 * index : 2 * index + 2]
        assert torch.allclose(torch.tensor(above.y), graph.values.float(), equal_nan=True)
        assert torch.allclose(torch.tensor(below.y), graph.slopes.float(), equal_nan=True)
        assert plots.number(float(point.values)) in above.name
        assert plots.number(float(point.slopes)) in above.name
    assert len(figure.to_json()) < 300_000


def test_in_the_legend_a_long_name_has_a_line_of_its_own():
    curves = Curves()
    names = ["MSELoss", "HuberLoss with reduction = sum and delta = 0.5"]
    figure = plots.curves_figure(
        kind_of(curves), names, graphs(curves)[:2], at_prediction(curves)[:2], 1.0
    )
    short, long = (trace.name for trace in figure.data if trace.showlegend and trace.name)
    assert "<br>" not in short and long.startswith(f"{names[1]}:<br>")


def test_the_axes_stay_while_a_slider_moves():
    first, other = drawn(Curves(x=-2.0, y=0.5)), drawn(Curves(x=5.0, y=-4.0))
    for axis in ("xaxis", "yaxis", "yaxis2"):
        assert first.layout[axis].range == other.layout[axis].range


def test_where_a_loss_is_higher_than_the_picture_an_arrow_points_to_it():
    far = [trace for trace in drawn(Curves(x=-6.0, y=4.0)).data if trace.mode == "markers"]
    assert [trace.marker.symbol for trace in far] == [
        *("triangle-up", "triangle-down"),  # MSELoss: 100, and a gradient of -20
        *("triangle-up", "circle"),  # L1Loss: 10, and a gradient of -1
        *("triangle-up", "circle"),
    ]
    low, high = drawn(Curves()).layout.yaxis.range
    assert all(low < trace.y[0] < high for trace in far[::2])


def test_rows_hold_the_formula_and_the_numbers():
    curves = Curves(x=3.0, y=1.0)
    first, *_ = plots.curve_rows(chosen(curves), at_prediction(curves))
    assert first == {
        "Loss": "MSELoss",
        "Formula": "(x − y)^2",
        "Value": "4",
        "Gradient": "4",
    }
