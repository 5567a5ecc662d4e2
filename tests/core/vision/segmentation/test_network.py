"""The network is U-Net: the paper's figures, shapes, what a cut and a zeroed skip do, and a plain
loop as its oracle.
"""

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from core.vision.segmentation.network import (
    FITS,
    PAPER,
    UPSAMPLINGS,
    VALID,
    Architecture,
    UNet,
    centre,
    count,
    create,
    fitted,
    upsampling,
)


def pictures(count=2, side=24, channels=1):
    return torch.rand(count, channels, side, side, generator=torch.Generator().manual_seed(1))


def test_the_paper_s_network_has_its_parameters_and_convolutions():
    with torch.device("meta"):
        network = UNet(**PAPER.arguments())
        assert count(network) == (31_030_658, 23)
        assert network(torch.empty(1, 1, 572, 572)).shape == (1, 2, 388, 388)


@pytest.mark.parametrize("up", UPSAMPLINGS)
@pytest.mark.parametrize("depth", [1, 2, 3])
def test_scores_have_the_sides_of_the_picture(up, depth):
    network = create(Architecture(depth=depth, width=2, up=up), 3, 5)
    assert network(pictures(channels=3)).shape == (2, 5, 24, 24)


@pytest.mark.parametrize("up", UPSAMPLINGS)
def test_every_upsampling_doubles_whatever_the_side(up):
    for side in (1, 2, 5, 8):
        assert upsampling(up, 3, 2)(pictures(1, side, 3)).shape == (1, 2, 2 * side, 2 * side)


def by_hand(network: UNet, x):
    """Depth 2, written out."""
    first = network.encoder[0](x)
    second = network.encoder[1](F.max_pool2d(first, 2))
    x = network.up[1](network.bottleneck(F.max_pool2d(second, 2)))
    x = network.up[0](network.decoder[1](torch.cat((second, x), 1)))
    return network.head(network.decoder[0](torch.cat((first, x), 1)))


def test_its_way_is_the_one_of_the_paper():
    network = create(Architecture(depth=2, width=4))
    x = pictures()
    assert torch.equal(network(x), by_hand(network, x))
    assert isinstance(network.encoder[0][1], nn.BatchNorm2d)
    assert network.encoder[0][0].bias is None
    assert not any(
        "norm" in str(type(layer)).lower() for layer in create(Architecture(norm=False)).modules()
    )


def test_cut_skips_leave_as_many_parameters_and_pass_nothing():
    whole, cut = (create(Architecture(depth=2, width=4, cut=levels)) for levels in ((), ("1", "2")))
    assert count(whole) == count(cut)
    assert all(
        torch.equal(*pair) for pair in zip(whole.parameters(), cut.parameters(), strict=True)
    )
    x = pictures()
    assert not torch.allclose(whole(x), cut(x))
    seen = []
    hook = cut.decoder[0].register_forward_pre_hook(lambda module, inputs: seen.append(inputs[0]))
    cut(x)
    hook.remove()
    first, second = seen[0].chunk(2, dim=1)
    assert torch.equal(first, second)  # of the maps from below


@pytest.mark.parametrize("levels", [(1,), (2,), (1, 2)])
def test_a_zeroed_skip_is_one_whose_weights_meet_zeros(levels):
    network = create(Architecture(depth=2, width=4, norm=False)).eval()
    x = pictures()
    without = create(Architecture(depth=2, width=4, norm=False)).eval()
    for level in levels:
        weight = without.decoder[level - 1][0].weight
        with torch.no_grad():
            weight[:, : weight.shape[1] // 2] = 0
    assert torch.allclose(network(x, zeroed=levels), without(x), atol=1e-5)
    assert not torch.allclose(network(x, zeroed=levels), network(x))


def test_a_seed_decides_the_weights():
    a, b, c = (create(Architecture(width=2), seed=seed).state_dict() for seed in (0, 0, 1))
    assert all(torch.equal(a[name], b[name]) for name in a)
    assert any(not torch.equal(a[name], c[name]) for name in a)
    weights = create(Architecture(width=32)).encoder[2][0].weight.detach()
    assert float(weights.std()) == pytest.approx((2 / (64 * 9)) ** 0.5, rel=0.02)  # He


@pytest.mark.parametrize("fit", FITS[1:])
def test_sizes_are_made_to_fit(fit):
    skip, x = pictures(1, 7), pictures(1, 6)
    joined, below = fitted(skip, x, fit)
    assert joined.shape == below.shape
    if fit == "Crop":
        assert torch.equal(joined, skip[..., :6, :6]) and below is x
    elif fit == "Pad":
        assert joined is skip and torch.equal(below, F.pad(x, (0, 1, 0, 1)))
    else:
        assert torch.allclose(below, F.interpolate(x, size=(7, 7), mode="bilinear"))
    network = create(Architecture(depth=3, width=2, fit=fit))
    assert network(pictures(1, 28)).shape[2] == (24 if fit == "Crop" else 28)


def test_valid_convolutions_crop_as_the_paper_does():
    network = create(Architecture(depth=2, width=2, padding=VALID))
    assert network(pictures(1, 60)).shape == (1, 2, 20, 20)
    skip = pictures(1, 64)
    assert torch.equal(fitted(skip, pictures(1, 56), "Crop")[0], skip[..., 4:60, 4:60])
    assert torch.equal(centre(skip, 56, 56), skip[..., 4:60, 4:60])
