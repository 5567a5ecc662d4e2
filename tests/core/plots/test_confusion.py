"""A confusion matrix as it is drawn."""

import math

import pytest
import torch

from core.plots.confusion import confusion_figure
from core.training.evaluation import answers, confusion

RESULT = answers("MLP 784-128-10")


def test_the_matrix_has_the_first_class_on_top_and_no_colour_on_its_diagonal():
    table = confusion(RESULT)
    figure = confusion_figure(table, RESULT.classes, (4, 9))
    (matrix,) = figure.data
    assert matrix.customdata[9 - 7][2] == "7 read as 2: 8"
    assert all(math.isnan(matrix.z[9 - digit][digit]) for digit in range(10))
    (box,) = figure.layout.shapes
    assert (box.x0, box.x1, box.y0, box.y1) == (8.5, 9.5, 4.5, 5.5)
    counts = {(note.x, 9 - note.y): int(note.text) for note in figure.layout.annotations}
    assert sum(counts.values()) == 10_000 and counts[9, 4] == 8 and counts[1, 1] == table[1, 1]
    assert matrix.zmin == 0 and matrix.zmax == pytest.approx(math.log10(1 + 8))  # most mistakes
    other = confusion_figure(table, RESULT.classes, (4, 9), "taken for").data[0]
    assert other.customdata[9 - 7][2] == "7 taken for 2: 8"


def test_without_a_mistake_all_cells_are_pale():
    figure = confusion_figure(torch.diag(torch.tensor([2, 2])), ("a", "b"), (0, 0))
    assert (figure.data[0].zmin, figure.data[0].zmax) == (0, math.log10(2))
