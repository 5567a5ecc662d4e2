"""The picture of a training."""

from core.plots.history import history_figure


def test_the_history_is_drawn_as_it_is():
    history = ((1, 2.3, 0.1), (2, 1.5, 0.4), (9, 0.2, 0.95))
    loss, accuracy = history_figure(history, steps=20).data
    assert list(zip(loss.x, loss.y, strict=True)) == [(step, value) for step, value, _ in history]
    assert list(accuracy.y) == [10, 40, 95]


def test_the_axes_stay_while_it_grows():
    first, later = history_figure((), 20).layout, history_figure(((1, 9.0, 1.0),), 20).layout
    for axis in ("xaxis", "yaxis", "yaxis2"):
        assert first[axis].range == later[axis].range
