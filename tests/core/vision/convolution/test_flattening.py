"""Flattening against torch: every number of the row has its origin."""

import random

import pytest
import torch

from core.data.inputs import Input
from core.vision.convolution.flattening import Flattening, flat, maps, origin
from tests.sampling import sample_state

DIGIT = Input(source="test digit", index=0)


@pytest.mark.parametrize("order", ["C, H, W", "H, W, C"])
def test_every_cell_of_the_row_comes_from_its_origin(order):
    for seed in range(30):
        setting = sample_state(Flattening, random.Random(seed)).replace(order=order)
        values = maps(DIGIT, setting)
        row = flat(values, setting)
        assert row.shape == (setting.maps * setting.map_height * setting.map_width,)
        assert torch.equal(
            row, torch.stack([values[origin(index, setting)] for index in range(len(row))])
        )
        if order == "C, H, W":
            assert torch.equal(row, torch.nn.Flatten()(values[None])[0])


def test_twelve_maps_of_5_x_5_are_300_numbers():
    assert flat(maps(DIGIT, Flattening()), Flattening()).shape == (300,)
    assert origin(137, Flattening()) == (5, 2, 2)
    assert maps(DIGIT, Flattening()).max() == 255
