"""Bars are as long as the counts."""

from core.foundations.neuron.figures.counts import layers_figure, scale_figure
from core.foundations.neuron.network import compare


def test_layers():
    figure = layers_figure(compare((784, 128, 64, 10)).layers)
    (bars,) = figure.data
    assert list(bars.x) == [100_480, 8_256, 650] and bars.text[0] == "100,480"
    assert figure.layout.yaxis.ticktext == ("784 → 128", "128 → 64", "64 → 10")


def test_a_scale_of_networks():
    counts, told = {"Small": 3, "Large": 10**11}, {"Small": "3", "Large": "100 billion"}
    figure = scale_figure(counts, "Large", told)
    (bars,) = figure.data
    assert list(bars.x) == [3, 10**11] and bars.text == ("3", "100 billion")
    assert bars.marker.color[0] != bars.marker.color[1] and figure.layout.xaxis.type == "log"
