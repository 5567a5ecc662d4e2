"""Scores are those of counting by hand, and of torchmetrics where conventions are the same."""

import math

import pytest
import torch
from torchmetrics.functional.segmentation import dice_score, mean_iou

from core.vision.segmentation.metrics import (
    BATCH,
    boundary,
    boundary_f1,
    dice,
    iou,
    pixel_accuracy,
    score,
)


def squares(shift=1):
    a, b = torch.zeros(2, 12, 12, dtype=torch.bool)
    a[2:6, 2:6] = True
    b[2 + shift : 6 + shift, 2 + shift : 6 + shift] = True
    return a, b


def masks(seed, classes=3, count=5, side=9):
    generator = torch.Generator().manual_seed(seed)
    return torch.randint(classes, (count, side, side), generator=generator)


def test_two_squares():
    a, b = squares()
    assert iou(a, b) == pytest.approx(9 / 23) and dice(a, b) == pytest.approx(0.5625)
    assert dice(a, b) == pytest.approx(2 * iou(a, b) / (1 + iou(a, b)))
    assert pixel_accuracy(a.long(), b.long()) == pytest.approx(1 - 14 / 144)


def test_what_is_empty():
    empty, full = torch.zeros(4, 4, dtype=torch.bool), torch.ones(4, 4, dtype=torch.bool)
    for function in (dice, iou, boundary_f1):
        assert function(empty, empty) == 1.0
    assert dice(empty, full) == iou(empty, full) == 0.0
    assert boundary_f1(empty, squares()[0][:4, :4]) == 0.0


def on_boundary(mask, row, column):
    rows, columns = mask.shape
    near = [
        (row + i, column + j)
        for i in (-1, 0, 1)
        for j in (-1, 0, 1)
        if 0 <= row + i < rows and 0 <= column + j < columns
    ]
    return bool(mask[row, column]) and not all(bool(mask[each]) for each in near)


def pixels(mask):
    return [tuple(each) for each in mask.nonzero().tolist()]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("tolerance", [0, 1, 2])
def test_boundary_f1_is_that_of_a_plain_loop(seed, tolerance):
    generator = torch.Generator().manual_seed(seed)
    a, b = (torch.rand(2, 10, 8, generator=generator) > 0.6).unbind()
    lines = []
    for mask in (a, b):
        line = [each for each in pixels(torch.ones_like(mask)) if on_boundary(mask, *each)]
        assert pixels(boundary(mask)) == line
        lines.append(line)

    def share(ours, theirs):
        near = [any(max(abs(i - k), abs(j - m)) <= tolerance for k, m in theirs) for i, j in ours]
        return sum(near) / len(near)

    precision, recall = share(*lines), share(*lines[::-1])
    expected = 2 * precision * recall / (precision + recall) if precision + recall else 0
    assert boundary_f1(a, b, tolerance) == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(3))
def test_scores_are_those_of_torchmetrics(seed):
    prediction, truth = masks(seed), masks(seed + 50)
    truth[0][truth[0] == 2] = 0  # a picture without the last class, which is not predicted either
    prediction[0][prediction[0] == 2] = 1
    together = score(prediction, truth, 3, per=BATCH)
    options = {"num_classes": 3, "input_format": "index"}
    by_picture = {"average": "none", "aggregation_level": "samplewise"}
    whole = {"average": "none", "aggregation_level": "global"}
    theirs = dice_score(prediction, truth, **options, **by_picture).nanmean(0)
    assert score(prediction, truth, 3).dice == pytest.approx(theirs.tolist())
    assert together.dice == pytest.approx(
        dice_score(prediction, truth, **options, **whole)[0].tolist()
    )
    theirs = mean_iou(prediction, truth, per_class=True, **options)
    theirs = torch.where(theirs < 0, math.nan, theirs).nanmean(0)  # -1 is how they mark the absent
    assert score(prediction, truth, 3).iou == pytest.approx(theirs.tolist())
    assert together.mean_dice == pytest.approx(sum(together.dice[1:]) / 2)


def test_a_picture_without_a_class_counts_one_only_if_asked():
    truth = torch.zeros(2, 4, 4, dtype=torch.long)
    prediction = truth.clone()
    truth[0, :2] = 1
    prediction[0, 0] = 1
    assert score(prediction, truth, 3).dice[1] == pytest.approx(2 / 3)
    counted = score(prediction, truth, 3, skip_empty=False)
    assert counted.dice[1] == pytest.approx((2 / 3 + 1) / 2) and counted.dice[2] == 1
    assert math.isnan(score(prediction, truth, 3).dice[2])
    assert score(prediction, truth, 3).mean_iou == pytest.approx(0.5)
    assert score(truth, truth, 3).mean_boundary_f1 == 1
