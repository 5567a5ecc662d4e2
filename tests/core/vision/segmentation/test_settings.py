"""A training's settings are one value, whose network is the one of its architecture."""

import pytest
import torch

from core.vision.segmentation.network import Architecture
from core.vision.segmentation.settings import Segmentation, held_out, training_scenes


def test_a_depth_that_does_not_fit_is_told():
    assert Segmentation(depth=2, padding="Valid").fitting == "Crop"
    with pytest.raises(ValueError, match=r"depth=3 with padding='Valid' does not fit .* 64 pixels"):
        Segmentation(depth=3, padding="Valid")


def test_its_network_is_that_of_the_architecture():
    config = Segmentation(width=2, depth=2, scenes="Digits", cut=("2",))
    network = config.network.build()
    assert network(torch.rand(1, 1, 16, 16)).shape == (1, 11, 16, 16)
    assert network.cut == (2,) and config.part(Architecture).width == 2
    assert config.steps == 10 * 50 and config.model == "U-Net on Digits"


def test_held_out_pictures_are_the_same_for_all_and_no_others():
    a, b = Segmentation(pictures=5), Segmentation(pictures=7, seed=1)
    assert held_out(a) is held_out(b) and len(held_out(a)) == 64
    assert len(training_scenes(b)) == 7
    assert not torch.equal(held_out(a).pictures[:5], training_scenes(a).pictures)
