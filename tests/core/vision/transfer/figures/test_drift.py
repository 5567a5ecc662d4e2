"""What the picture of batches that go through holds."""

from core.vision.transfer.figures.drift import drift_figure


def test_points_are_accuracies_after_batches():
    (line,) = drift_figure((0, 4), (0.86, 0.6), 12).data
    assert list(line.x) == [0, 4] and list(line.y) == [86.0, 60.0]
    assert line.customdata[1] == "After 4 batches: 60.0\N{NO-BREAK SPACE}%"
