"""The picture of the activations page shows the numbers that it is given."""

import pytest
import torch

from core.functions.activations import ACTIVATIONS, ORDERS, SATURATED, properties
from core.functions.activations_state import graph, probed
from core.plots import activations as plots

PICKS = tuple(ACTIVATIONS.pick(name) for name in ("ReLU", "Tanh"))


@pytest.mark.parametrize("order", range(3))
def test_the_curves_are_drawn_as_they_are(order):
    curves, probes = [graph(pick) for pick in PICKS], [probed(pick, 0.5) for pick in PICKS]
    figure = plots.curves_figure([pick.name for pick in PICKS], curves, probes, order)
    lines = [trace for trace in figure.data if trace.showlegend is not False]
    for line, one, probe in zip(lines, curves, probes, strict=True):
        assert torch.equal(torch.tensor(line.y), one.orders[order].float())
        assert f"{float(probe.orders[order]):.4g}" in line.name
    assert len(figure.to_json()) < 300_000


def test_the_band_is_where_the_slope_is_small():
    one = graph(PICKS[1])
    figure = plots.curves_figure(["Tanh"], [one], [probed(PICKS[1], 0.0)], 0)
    band = torch.tensor(figure.data[-1].y)
    assert torch.equal(~band.isnan(), one.slopes.abs() < SATURATED)


def test_the_axes_stay_while_the_functions_change():
    for order in range(3):
        first, other = (plots.curves_figure([pick.name], [graph(pick)], [probed(pick, 1.0)], order) for pick in PICKS)
        assert first.layout.yaxis.range == other.layout.yaxis.range


def test_tables_hold_a_row_a_function():
    rows = plots.properties_rows(PICKS, [properties(pick) for pick in PICKS])
    assert [row["range"] for row in rows] == ["0 to ∞", "−1 to 1"]
    rows = plots.probe_rows(["ReLU"], [probed(PICKS[0], 2.0)])
    assert rows == [{"function": "ReLU", **dict(zip((f"{order}(2)" for order in ORDERS), "210", strict=True))}]
