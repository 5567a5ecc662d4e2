"""The pictures of the view "Break it"."""

import pytest

from core.networks.playground.breakage import compare
from core.networks.playground.breakages import BREAKAGES
from core.networks.playground.figures.breaking import losses_figure, maps_figure


@pytest.mark.parametrize("name", ("Softmax twice", "A batch of one", "Learning rate too large"))
def test_both_maps_and_both_losses(name):
    both = compare(BREAKAGES.pick(name), 0)
    maps = maps_figure(both)
    heat = [trace for trace in maps.data if trace.type == "heatmap"]
    assert len(heat) == (1 if name == "A batch of one" else 2)
    assert {trace.xaxis for trace in maps.data} == {"x2", None}
    assert [note.text for note in maps.layout.annotations] == ["With the mistake", "Without it"]
    curves = losses_figure(both, (0, 2)).data
    assert len(curves) == len(heat)
    assert all(len(curve.y) == 150 for curve in curves if name != "A batch of one")
