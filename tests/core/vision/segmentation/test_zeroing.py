"""A trained network without some of its skips."""

import torch

from core.vision.segmentation.metrics import dice
from core.vision.segmentation.pictures import NOISE
from core.vision.segmentation.result import scene
from core.vision.segmentation.trained import shipped
from core.vision.segmentation.zeroing import (
    SHOWN,
    Zeroing,
    each_skip,
    most_varied,
    numbers,
    seen,
    tiled,
)


def test_the_masks_are_those_of_the_network():
    setting, scenes = Zeroing(zeroed=("3", "1"), probed=4), scene(4, NOISE)
    with torch.inference_mode():
        scores = shipped().network(scenes.pictures, zeroed=(1, 3))[0]
    result = seen(setting)
    assert setting.levels == (1, 3)
    assert result.dice[1] == dice(scores.argmax(0) == 1, scenes.masks[0] == 1)
    assert numbers(setting)["Dice without these skips"] == result.dice[1]
    assert result.skip.shape == result.below.shape == (SHOWN, 64, 64)


def test_nothing_zeroed_is_the_whole_network():
    result = seen(Zeroing(zeroed=()))
    assert torch.equal(result.whole, result.zeroed) and 0 <= result.share <= 1


def test_every_skip_is_missed():
    whole, *others = each_skip()
    assert whole.levels == () and len(others) == 4
    assert all(whole.scores.mean_dice > other.scores.mean_dice for other in others)


def test_the_maps_that_vary_most_come_first():
    maps = torch.stack([torch.full((4, 4), 2.0), torch.eye(4), 3 * torch.eye(4)])
    chosen = most_varied(maps)
    assert torch.equal(chosen[0], torch.eye(4)) and not chosen[2].any()
    assert tiled(torch.ones(8, 2, 3)).shape == (4, 12) and tiled(torch.ones(3, 2, 2)).shape == (
        2,
        8,
    )
