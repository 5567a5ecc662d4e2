"""Losses of given answers."""

import pytest
import torch

from core.vision.segmentation.losses import LOSSES
from core.vision.segmentation.weighing import (
    ANSWERS,
    Weighing,
    answer_scores,
    numbers,
    others,
    truth_of,
    weighed,
)


@pytest.mark.parametrize("name", LOSSES)
def test_the_push_is_the_slope_of_the_loss(name):
    setting = Weighing(loss=LOSSES.pick(name), answer="Shifted")
    _, masks = truth_of(setting.weighed)
    loss, seen = setting.loss.build(), weighed(setting)
    scores = answer_scores(masks, "Shifted", setting.certainty, setting.shift).double()
    row, column = map(int, torch.nonzero(masks == 1)[0])
    losses = []
    for step in (1e-4, -1e-4):
        moved = scores.clone()
        moved[0, 1, row, column] += step
        losses.append(float(loss(moved, masks[None])))
    slope = (losses[0] - losses[1]) / 2e-4
    assert float(seen.push[row, column]) == pytest.approx(-slope, rel=1e-3, abs=1e-9)


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_s_scores_are_logarithms_of_probabilities(answer):
    _, masks = truth_of(3)
    scores = answer_scores(masks, answer, 0.8, 2)
    assert torch.allclose(scores.exp().sum(1), torch.ones(1, *masks.shape))
    most = {"Undecided": 0.5, "All background": 0.2}.get(answer, 0.8)
    assert float(scores.exp()[0, 1].max()) == pytest.approx(most)


def test_the_truth_is_the_best_answer_for_every_loss():
    for name in LOSSES:
        losses = others(Weighing(loss=LOSSES.pick(name)))
        assert min(losses, key=losses.get) == "The truth" and [*losses] == [*ANSWERS]


def test_the_numbers():
    shown = numbers(Weighing(answer="The truth"))
    assert shown["Dice"] == shown["pixel accuracy"] == 1
    assert 0 < shown["share of shape"] < 0.5 and 0 <= shown["share of the gradient on shape"] <= 1
