"""The picture of large logits shows the limits."""

import pytest

from core.functions.losses.figures import log_softmax as plots
from core.functions.losses.log_softmax import large, limits


def test_bars_reach_as_far_as_each_way_does():
    figure = plots.limits_figure(limits(), 90, 900)
    right, gradient, loss = figure.data
    for bars in zip(right.x, gradient.x, loss.x, strict=True):
        assert sum(bars) == pytest.approx(900)
    assert max(right.x) == 900
    assert min(right.x) == pytest.approx(51.99, abs=0.01)
    names = {note.y: note for note in figure.layout.annotations}
    for name, end, band in zip(right.y, right.x, gradient.x, strict=True):
        if end < 300:  # too short for its number, which covers no band of another colour
            assert names[name].x == pytest.approx(end + band)
    rows = plots.large_rows(large(60), limits())
    assert rows[0]["Gradient for the large logit"] == "0" and rows[0]["Loss"] == "60"
    assert rows[-1]["Loss lost from"] == "Never"
