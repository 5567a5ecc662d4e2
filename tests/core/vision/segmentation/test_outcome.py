"""What pixels of a mask are."""

import torch

from core.vision.segmentation.outcome import (
    FALSE_ALARM,
    HIT,
    MISSED,
    RIGHT,
    agreement,
    count,
    outcomes,
)

TRUTH = torch.tensor([[True, True, False, False]])
MASK = torch.tensor([[True, False, True, False]])


def test_every_pixel_is_one_of_four():
    assert outcomes(MASK, TRUTH).tolist() == [[HIT, MISSED, FALSE_ALARM, RIGHT]]
    assert all(count(outcomes(MASK, TRUTH), kind) == 1 for kind in range(4))


def test_the_agreement():
    scores = agreement(MASK, TRUTH)
    assert (scores.dice, scores.pixel_accuracy) == (0.5, 0.5) and scores.iou == 1 / 3
