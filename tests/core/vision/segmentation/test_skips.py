"""What is shown level by level is what the network computes, and zeroing is zeroing."""

import pytest
import torch
from torch.nn import functional as F

from core.vision.segmentation.network import Architecture, create
from core.vision.segmentation.pictures import Scenes
from core.vision.segmentation.skips import carried, scored, without_each

PICTURE = torch.rand(1, 1, 28, 28, generator=torch.Generator().manual_seed(0))


@pytest.fixture
def network():
    return create(Architecture(depth=2, width=4, fit="Pad")).eval()


@pytest.mark.parametrize("zeroed", [(), (1,), (1, 2)])
def test_the_way_through_is_that_of_the_network(network, zeroed):
    shown = carried(network, PICTURE, zeroed)
    with torch.no_grad():
        assert torch.equal(shown.scores, network(PICTURE, zeroed)[0])
        assert torch.equal(network.head(shown.levels[0].result[None])[0], shown.scores)
    assert [level.level for level in shown.levels] == [1, 2]
    for level in shown.levels:
        assert level.skip.shape == level.below.shape
        assert bool(level.skip.any()) == (level.level not in zeroed)
    assert shown.bottleneck.shape == (16, 7, 7)


def test_the_share_of_a_skip_is_that_of_its_part_of_the_sum(network):
    level = carried(network, PICTURE).levels[0]
    convolution = network.decoder[0][0]
    from_skip, from_below = (
        F.conv2d(F.pad(maps, (1, 1, 1, 1)), part)
        for maps, part in zip(
            (level.skip, level.below), convolution.weight.chunk(2, 1), strict=True
        )
    )
    with torch.no_grad():
        whole = convolution(torch.cat((level.skip, level.below))[None])[0]
    assert torch.allclose(from_skip + from_below, whole, atol=1e-5)
    first, second = (float(maps.detach().square().sum()) for maps in (from_skip, from_below))
    assert level.share == pytest.approx(first / (first + second), rel=1e-3)
    assert carried(network, PICTURE, (1,)).levels[0].share == 0


def test_scores_are_those_of_the_network_with_zeros(network):
    generator = torch.Generator().manual_seed(2)
    pictures = torch.rand(5, 1, 28, 28, generator=generator)
    with torch.no_grad():
        truth = network(pictures, (2,)).argmax(1)
    scenes = Scenes(pictures, truth, ("background", "shape"))
    assert scored(network, scenes, (2,)).pixel_accuracy == 1
    rows = without_each(network, scenes)
    assert [row.levels for row in rows] == [(), (1,), (2,), (1, 2)]
    assert rows[2].scores.pixel_accuracy == 1
    single = create(Architecture(depth=1, width=2)).eval()
    assert [row.levels for row in without_each(single, scenes)] == [(), (1,)]
