"""The pictures of the activations page show the numbers that they are given."""

import pytest
import torch

from core.catalogue.activations import ACTIVATIONS
from core.catalogue.initialisations import INITIALISATIONS
from core.catalogue.vectors import VECTORS
from core.functions.activations import figures as plots
from core.functions.activations.curves import ORDERS, SATURATED, properties
from core.functions.activations.depth import Stack, flow
from core.functions.activations.response import response
from core.functions.activations.state import State, graph, probed

PICKS = tuple(ACTIVATIONS.pick(name) for name in ("ReLU", "Tanh"))


@pytest.mark.parametrize("order", range(3))
def test_the_curves_are_drawn_as_they_are(order):
    curves, probes = [graph(pick) for pick in PICKS], [probed(pick, 0.5) for pick in PICKS]
    figure = plots.curves_figure([pick.name for pick in PICKS], curves, probes, order)
    lines = [trace for trace in figure.data if trace.showlegend is not False]
    for line, one, probe in zip(lines, curves, probes, strict=True):
        assert torch.equal(torch.tensor(line.y), one.orders[order].float())
        assert f"{float(probe.orders[order]):.4g}".replace("-", "−") in line.name
    assert len(figure.to_json()) < 300_000


def test_the_band_is_where_the_slope_is_small():
    one = graph(PICKS[1])
    figure = plots.curves_figure(["Tanh"], [one], [probed(PICKS[1], 0.0)], 0)
    band = torch.tensor(figure.data[-1].y)
    assert torch.equal(~band.isnan(), one.slopes.abs() < SATURATED)


def test_the_axes_stay_while_the_functions_change():
    for order in range(3):
        first, other = (
            plots.curves_figure([pick.name], [graph(pick)], [probed(pick, 1.0)], order)
            for pick in PICKS
        )
        assert first.layout.yaxis.range == other.layout.yaxis.range


def test_tables_hold_a_row_a_function():
    rows = plots.properties_rows(PICKS, [properties(pick) for pick in PICKS])
    assert [row["range"] for row in rows] == ["0 to ∞", "−1 to 1"]
    rows = plots.probe_rows(PICKS[:1], [probed(PICKS[0], 2.0)])
    numbers = dict(zip((f"{order}(2)" for order in ORDERS), "210", strict=True))
    assert rows == [{"function": "ReLU", "formula": "max(0, 2)", **numbers}]


@pytest.mark.parametrize("name", VECTORS)
def test_outputs_and_slopes_are_drawn_as_they_are(name):
    pick = VECTORS.pick(name)
    found = response(pick, State().z)
    (bars,), (cells,) = (
        plots.outputs_figure(pick, found).data,
        plots.jacobian_figure(pick, found).data,
    )
    assert torch.equal(torch.tensor(bars.y), found.outputs.float())
    assert torch.equal(torch.tensor(cells.z), found.jacobian.float())


def test_the_signal_is_drawn_layer_by_layer_on_its_way_and_at_the_end():
    for found in flow(Stack(layers=7, width=16)):
        figure = plots.depth_figure(found, 7)
        assert len(figure.to_json()) < 300_000
    lines = [trace for trace in figure.data if trace.type == "scatter"]
    for line, values in zip(lines, (found.forward, found.backward, found.dead), strict=True):
        assert list(line.x) == list(range(1, 8))
        assert torch.equal(torch.tensor(line.y), values)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"activation": "SELU", "initialisation": "LeCun normal"}, "keeps its size"),
        ({"activation": "Sigmoid"}, "the gradient shrinks to"),
        ({"bias": -0.5, "layers": 40}, "dies out altogether"),
        (
            {"initialisation": INITIALISATIONS.pick("normal", std=1.0), "layers": 50, "width": 512},
            "too large",
        ),
    ],
)
def test_words_say_what_becomes_of_the_signal(settings, words):
    *_, found = flow(Stack(**settings))
    assert words in plots.depth_words(found)
