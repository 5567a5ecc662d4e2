"""The picture of a signal in a deep network shows the numbers that it is given."""

import pytest
import torch

from core.catalogue.initialisations import INITIALISATIONS
from core.functions.activations.depth import DeepNetwork, flow
from core.functions.activations.figures.depth import depth_figure, flow_sentences
from tests.rounded import rounded


def test_the_signal_is_drawn_layer_by_layer():
    *_, last = flow(DeepNetwork(layers=7, width=16))
    figure = depth_figure(last)
    assert len(figure.to_json()) < 300_000
    lines = [trace for trace in figure.data if trace["type"] == "scatter"]
    values = rounded(last.forward), rounded(last.backward), 100 * last.dead
    for line, heights in zip(lines, values, strict=True):
        assert list(line["x"]) == list(range(1, 8))
        assert torch.equal(torch.tensor(line["y"]), heights)
    histograms = [trace for trace in figure.data if trace["type"] == "heatmap"]
    for cells, shares in zip(histograms, (last.activations, last.gradients), strict=True):
        assert torch.equal(torch.tensor(cells["z"]).T, 100 * shares)


def test_the_legend_has_the_numbers_where_each_way_ends():
    *_, last = flow(DeepNetwork(layers=3, width=16))
    names = [trace["name"] for trace in depth_figure(last).data if trace["type"] == "scatter"]
    assert names[0] == f"Activations: {float(last.forward[-1]):.3g} in layer 3"
    assert names[1] == f"Gradients: {float(last.backward[0]):.3g} in layer 1"


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (
            {"activation": "SELU", "initialisation": "LeCun normal"},
            "the signal changes little (×\u00a01)",
        ),
        ({"activation": "Sigmoid"}, "the gradient shrinks (×\u00a0"),
        ({"layers": 1}, "There is one layer: what it gives has a standard deviation of"),
        ({"bias": -0.5, "layers": 40}, "the signal dies out (×\u00a00)"),
        (
            {"initialisation": INITIALISATIONS.pick("Normal", std=1.0), "layers": 50, "width": 512},
            "too large",
        ),
    ],
)
def test_words_say_what_becomes_of_the_signal(settings, words):
    *_, last = flow(DeepNetwork(**settings))
    assert words in flow_sentences(last)
