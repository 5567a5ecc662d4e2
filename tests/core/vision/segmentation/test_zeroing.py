"""A trained network without some of its skips."""

import torch

from core.training import store
from core.training.snapshot import Snapshot
from core.vision.segmentation.metrics import dice
from core.vision.segmentation.network import Architecture, create
from core.vision.segmentation.pictures import NOISE
from core.vision.segmentation.result import scene
from core.vision.segmentation.segmenters import WITHOUT_SKIPS
from core.vision.segmentation.trained import RECIPES, shipped
from core.vision.segmentation.zeroing import (
    SHOWN,
    Zeroing,
    config_without,
    each_skip,
    most_varied,
    numbers,
    seen,
    tiled,
    without,
)


def test_the_masks_are_those_of_the_network():
    setting, scenes = Zeroing(zeroed=("3", "1"), probed=4), scene(4, NOISE)
    with torch.inference_mode():
        scores = shipped().network(scenes.pictures, zeroed=(1, 3))[0]
    result = seen(setting)
    assert setting.levels == (1, 3)
    assert result.dice[1] == dice(scores.argmax(0) == 1, scenes.masks[0] == 1)
    assert numbers(setting)["Dice without these skips"] == result.dice[1]
    assert [*result.maps] == ["Skip 1", "Skip 2", "Skip 3", "Bottleneck"]
    assert result.maps["Skip 2"].shape == (SHOWN, 32, 32) and result.share is None
    with torch.inference_mode():
        alone = shipped().network(scenes.pictures, zeroed=(1, 2, 3))[0]
        cut = shipped("Shapes without skips").network(scenes.pictures)[0]
    truth = scenes.masks[0] == 1
    assert result.dice[2:] == tuple(dice(each.argmax(0) == 1, truth) for each in (cut, alone))


def test_one_level_is_looked_at():
    result = seen(Zeroing(zeroed=(), carrying="1"))
    assert {name: maps.shape for name, maps in result.maps.items()} == {
        "From the skip": (SHOWN, 64, 64),
        "From below": (SHOWN, 64, 64),
    }
    assert 0 <= result.share <= 1


def test_a_network_that_was_trained_without_just_these_skips_is_taken(tmp_path, monkeypatch):
    monkeypatch.setenv("TORCH_PLAYGROUND_CACHE", str(tmp_path))
    setting = Zeroing(zeroed=("2",))
    assert without(setting.levels) == WITHOUT_SKIPS and seen(setting).cut_levels == (1, 2, 3)
    config = config_without((2,))
    assert config == RECIPES["Shapes"].replace(cut=("2",))
    network = create(config.part(Architecture), 1, 2)
    store.save(config, Snapshot(test_accuracy=0.5, model=network))
    assert seen(setting).cut_levels == (2,) and seen(Zeroing()).cut_levels == (1, 2, 3)
    assert config_without(()).cut_levels == ()


def test_the_networks_that_are_compared_have_as_many_parameters():
    counts = {
        sum(weights.numel() for weights in shipped(name).network.parameters()) for name in RECIPES
    }
    assert counts == {numbers(Zeroing())["parameters"]}


def test_nothing_zeroed_is_the_whole_network():
    result = seen(Zeroing(zeroed=()))
    assert torch.equal(result.whole, result.zeroed)


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
