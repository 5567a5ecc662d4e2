"""What the shipped network makes of pictures."""

import pytest
import torch
from torch.nn import functional as F

from core.vision.segmentation.outcome import FALSE_ALARM, MISSED
from core.vision.segmentation.result import THRESHOLDS, Looking, curve, numbers, result, scene
from core.vision.segmentation.trained import shipped


def test_the_mask_is_that_of_the_network():
    setting = Looking(number=5, threshold=0.3)
    seen = result(setting)
    with torch.inference_mode():
        scores = shipped().network(scene(5, setting.test_noise).pictures)
    assert torch.allclose(F.softmax(scores, 1)[0, 1], seen.probability, atol=1e-6)
    mask = seen.probability >= 0.3
    assert int((seen.outcome == FALSE_ALARM).sum()) == int((mask & ~seen.truth).sum())
    assert int((seen.outcome == MISSED).sum()) == int((~mask & seen.truth).sum())


def test_the_network_is_better_than_a_grey_threshold_and_than_nothing():
    better = [result(Looking(number=number)) for number in range(1, 11)]
    assert all(seen.network.dice > seen.grey.dice for seen in better)
    assert all(seen.nothing.dice == 0 for seen in better)


def test_the_curve_goes_through_the_dice_that_is_shown():
    setting = Looking(threshold=0.4)
    values = dict(zip(THRESHOLDS, curve(result(setting)), strict=True))
    assert values[0.4] == pytest.approx(numbers(setting)["Dice"])
