"""The picture of a training."""

from core.plots.history import (
    accuracy_comparison_figure,
    history_figure,
    loss_comparison_figure,
)


def test_the_history_is_drawn_as_it_is():
    history = ((1, 2.3, 0.1), (2, 1.5, 0.4), (9, 0.2, 0.95))
    loss, accuracy = history_figure(history, steps=20).data
    assert list(zip(loss.x, loss.y, strict=True)) == [(step, value) for step, value, _ in history]
    assert list(accuracy.y) == [10, 40, 95]


def test_the_axes_stay_while_it_grows():
    first, later = history_figure((), 20).layout, history_figure(((1, 9.0, 1.0),), 20).layout
    for axis in ("xaxis", "yaxis", "yaxis2"):
        assert first[axis].range == later[axis].range


def test_the_accuracy_on_held_out_pictures_stands_at_the_end():
    *_, test = history_figure(((1, 2.3, 0.1),), 20, test_accuracy=0.975).data
    assert (list(test.x), list(test.y), test.yaxis) == ([20], [97.5], "y2")


def test_trainings_are_compared_on_one_axis():
    curves = {
        "first": ((0.5, 2.0, 0.25), (1.0, 0.5, 0.75)),
        "second": ((1.0, 1.0, 0.5), (4.0, 0.1, 1.0)),
    }
    losses = loss_comparison_figure(curves)
    assert [list(line.y) for line in losses.data] == [[2.0, 0.5], [1.0, 0.1]]
    assert len({(line.line.color, line.line.dash) for line in losses.data}) == 2
    assert [line.name for line in losses.data] == list(curves)
    figure = accuracy_comparison_figure(curves, {"first": 0.7, "second": 0.9})
    line, end, *_, last = figure.data
    assert list(line.y) == [25, 75] and (list(end.x), list(end.y)) == ([1.0], [70])
    assert (list(last.x), list(last.y)) == ([4.0], [90])
