"""The pictures of the line between two networks."""

import torch

from core.networks.landscape.between import Line, Lines
from core.networks.landscape.figures.between import between_accuracy_figure, between_loss_figure

LINE = Line(torch.tensor([0.2, 0.7, 0.3]), torch.tensor([0.9, 0.5, 0.9]))
LINES = Lines(LINE, LINE, 0.0, 3)


def test_both_lines_and_the_straight_one_are_drawn():
    figure = between_loss_figure(LINES)
    assert [trace.name for trace in figure.data] == ["No barrier", "As they are", "Units matched"]
    assert list(figure.data[0].y) == [float(LINE.losses[0]), float(LINE.losses[-1])]
    shown = [float(value) for value in between_accuracy_figure(LINES).data[0].y]
    assert [round(value, 6) for value in shown] == [90, 50, 90]
