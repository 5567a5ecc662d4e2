"""The pictures of skips."""

from core.vision.segmentation.figures.zeroing import maps_figure, zeroing_figure
from core.vision.segmentation.zeroing import Zeroing, seen


def test_the_wrong_pixels_are_counted_once():
    figure = zeroing_figure(seen(Zeroing()))
    assert len([trace for trace in figure.data if trace.name]) == 2
    assert len(figure.to_json()) < 300_000
    assert len(maps_figure(seen(Zeroing())).to_json()) < 300_000
