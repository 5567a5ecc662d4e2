"""The registry of kernels: every entry is a grid that an address holds."""

import random

import pytest
import torch
from torch import nn

from core.training import store
from core.vision.convolution.grid import LARGEST_SIDE, read, write
from core.vision.convolution.kernels import KERNELS, YOURS, weights
from core.vision.convolution.networks import trained_convolution
from tests.sampling import sample_pick

NAMES = [name for name, choice in KERNELS.items() if not choice.is_own]


@pytest.mark.parametrize("name", NAMES)
def test_every_kernel_is_a_grid_that_an_address_holds(name):
    generator = random.Random(name)
    for _ in range(20):
        pick = sample_pick(KERNELS, name, generator)
        grid = weights(pick, "")
        assert grid.ndim == 2 and max(grid.shape) <= LARGEST_SIDE and grid.dtype == torch.float32
        assert grid.isfinite().all() and grid.abs().max() > 0
        assert torch.equal(read(write(grid)), grid)
        assert torch.allclose(grid, pick.build(), rtol=1e-5)
        assert len(write(grid)) <= 800


def test_learned_filters_are_those_of_the_trained_network():
    learned = [
        name
        for name in NAMES
        if KERNELS[name].source == "" and "filter" in KERNELS[name].parameters
    ]
    assert learned == ["CNN 16-32", "LeNet", "DigitNet"]
    for name in learned:
        layer = store.load(name).conv1
        assert trained_convolution(name) is layer and isinstance(layer, nn.Conv2d)
        spec = KERNELS[name].parameters["filter"]
        assert spec.high == layer.out_channels - 1
        for index in (0, spec.high):
            grid = weights(KERNELS.pick(name, filter=index), "")
            assert torch.allclose(grid, layer.weight[index, 0].detach(), rtol=1e-5)


def test_yours_is_what_the_grid_says():
    assert weights(KERNELS.pick(YOURS), "1_2.5~-3_0").tolist() == [[1, 2.5], [-3, 0]]
