"""What the picture of batches that go through holds."""

from core.vision.transfer.figures.drift import drift_figure, variances_figure


def test_points_are_accuracies_after_batches():
    before, line = drift_figure((0, 4), (0.86, 0.6), 12, "train").data
    assert list(before.y) == [86.0, 86.0]
    assert list(line.x) == [0, 4] and list(line.y) == [86.0, 60.0]
    assert line.customdata[1] == "After 4 batches: 60.0\N{NO-BREAK SPACE}%"


def test_bars_are_changes_of_layers_on_an_axis_that_stays():
    figure = variances_figure((0.02, 0.04))
    assert list(figure.data[0].x) == [1, 2] and list(figure.data[0].y) == [2.0, 4.0]
    assert figure.layout.yaxis.range == variances_figure((0.0, 0.0)).layout.yaxis.range == (0, 8)
    assert variances_figure((0.5,)).layout.yaxis.range[1] > 50
