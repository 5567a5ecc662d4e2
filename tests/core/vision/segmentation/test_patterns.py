"""The patterns of a network's up-convolutions, against their weights."""

import pytest
import torch

from core.vision.segmentation.doubling import TRAINED, Doubling, numbers
from core.vision.segmentation.patterns import SHOWN, pattern, patterns, strongest
from core.vision.segmentation.segmenters import SHIPPED
from core.vision.segmentation.trained import shipped


def test_a_pattern_is_the_weights_times_the_means():
    """A kernel of 2 with a stride of 2 does not overlap: each pixel has one weight a channel."""
    layer, there = shipped().network.up[0], pattern(SHIPPED, 1)
    assert there.maps.shape == (8, 8, 8)
    tile = there.maps[:, :2, :2]
    assert torch.allclose(there.maps, tile.repeat(1, 4, 4), atol=1e-5)
    flat = (tile - layer.bias.detach()[:, None, None]).flatten()  # (D * 2 * 2)
    weights = layer.weight.detach().flatten(1).T  # (D * 2 * 2, C)
    means = torch.linalg.lstsq(weights, flat[:, None]).solution
    assert torch.allclose(weights @ means, flat[:, None], atol=1e-4)


def test_the_strongest_come_first():
    there = pattern(SHIPPED, 3)
    values, order = strongest(there)
    assert len(values) == len(order) == SHOWN
    spread = values.std((1, 2), correction=0)
    assert torch.allclose(spread, there.strength.sort(descending=True).values[:SHOWN], atol=1e-5)
    assert values.mean((1, 2)).abs().max() < 1e-5


def test_every_level_has_its_number():
    shown = numbers(Doubling(doubled=TRAINED, doubling_to="2"))
    levels = patterns(SHIPPED).levels
    assert shown["strongest pattern of level 2"] == float(levels[1].strength.max())
    assert [*shown.values()][1:] == [float(each.strength.mean()) for each in levels]
    with pytest.raises(ValueError, match="doubling_to=4: the network has 3 levels"):
        pattern(SHIPPED, 4)
