"""A trained network's answers, as they are drawn."""

import torch

from core.networks.training.evaluated import (
    Evaluated,
    Example,
    cell_examples,
    class_accuracies,
    filled_bins,
)
from core.networks.training.figures.evaluation import (
    calibration_figure,
    classes_figure,
    examples_columns,
)
from core.training.evaluation import answers, calibration

RESULT = answers("MLP 784-128-10")


def test_each_class_has_its_accuracy_with_an_interval():
    accuracies = class_accuracies(RESULT)
    figure = classes_figure(accuracies)
    (points,) = figure.data
    assert list(points.y) == [100 * each.share for each in accuracies]
    assert all(each > 0 for each in (*points.error_y.array, *points.error_y.arrayminus))
    assert points.type == "scatter" or figure.layout.yaxis.range[0] == 0


def test_bins_are_drawn_with_their_accuracy_and_their_count():
    bins = filled_bins(calibration(RESULT))
    accuracies, confidences, diagonal, counts = calibration_figure(bins).data
    assert list(accuracies.y) == [each.accuracy for each in bins]
    assert list(confidences.x) == list(confidences.y) == [each.confidence for each in bins]
    assert sum(counts.y) == 10_000 and list(diagonal.x) == [0, 1]


def test_pictures_have_their_class_answer_and_confidence():
    first, *_ = examples_columns(cell_examples(Evaluated()))
    assert first.title.startswith("4 read as 9, ") and first.title.endswith("%")
    colour = Example(3, torch.zeros(3, 4, 4, dtype=torch.uint8), "cat", "dog", 0.5)
    assert examples_columns([colour])[0].tiles[0].kind == "colour"
