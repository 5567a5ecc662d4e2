"""A picture of ones, doubled: how many windows lie over each pixel."""

import pytest
import torch

from core.vision.segmentation.doubling import DRAWN, SIDE, Doubling, doubled, numbers
from core.vision.segmentation.network import UPSAMPLINGS


def values(**settings) -> dict[str, torch.Tensor]:
    return {each.up: each.values for each in doubled(Doubling(**settings))}


def test_ones_give_one_two_four_with_a_kernel_of_three():
    maps = values()
    assert [*maps] == [*UPSAMPLINGS]
    assert maps["k3 s2"].unique().tolist() == [1, 2, 4]
    even = {"k2 s2": 1, "k4 s2": 4, "Resize + conv": 9}
    assert all((maps[up] == number).all() for up, number in even.items())


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_nothing_of_the_edge_is_seen(layers):
    for up, maps in values(layers=layers).items():
        period = 2**layers
        assert maps.shape == (SIDE // 2 * period,) * 2
        assert torch.equal(maps[:-period, :-period], maps[period:, period:]), up


def test_drawn_weights_follow_their_seed():
    first, again, other = (values(weights=DRAWN, draw=draw)["k2 s2"] for draw in (1, 1, 2))
    assert torch.equal(first, again) and not torch.equal(first, other)
    (resized,) = (each for each in doubled(Doubling(weights=DRAWN)) if each.up == "Resize + conv")
    assert resized.unevenness < 1e-5 and resized.different == 1


def test_the_numbers():
    shown = numbers(Doubling(layers=2))
    assert shown["k3 s2, smallest"] == 1 and shown["k3 s2, largest"] == 9
    assert len(shown) == 2 * len(UPSAMPLINGS)
