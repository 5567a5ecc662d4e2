"""Up-convolutions are even where the stride divides the kernel, and nowhere else."""

import pytest
import torch
from torch import nn

from core.vision.segmentation.checkerboard import below, inner, of_network, of_ones, terms
from core.vision.segmentation.network import UPSAMPLINGS, Architecture, create


@pytest.mark.parametrize(
    ("up", "expected"),
    [("k2 s2", (1,)), ("k3 s2", (1, 2, 4)), ("k4 s2", (4,)), ("Resize + conv", (9,))],
)
def test_terms_of_a_pixel(up, expected):
    assert terms(up) == expected


def overlap(kernel, side):
    """How many inputs reach each pixel of a row, counted one by one."""
    margin = (kernel - 1) // 2
    counts = [0] * (2 * side)
    for index in range(side):
        for offset in range(kernel):
            if 0 <= 2 * index + offset - margin < 2 * side:
                counts[2 * index + offset - margin] += 1
    return torch.tensor(counts, dtype=torch.float32)


@pytest.mark.parametrize("kernel", [2, 3, 4])
def test_ones_count_what_reaches_a_pixel(kernel):
    row = overlap(kernel, 5)
    assert torch.equal(of_ones(f"k{kernel} s2", side=5), row[:, None] * row)
    assert of_ones(f"k{kernel} s2", layers=2, side=5).shape == (20, 20)


def inputs_of(layer, network, picture):
    """What a layer gets when a network sees a picture."""
    seen = []
    hook = layer.register_forward_pre_hook(lambda module, inputs: seen.append(inputs[0]))
    network(picture)
    hook.remove()
    return seen[0]


@pytest.mark.parametrize("up", UPSAMPLINGS)
def test_a_network_s_own_pattern_is_what_even_maps_give(up):
    network = create(Architecture(depth=2, width=2, up=up), seed=1).eval()
    picture = torch.rand(1, 1, 32, 32, generator=torch.Generator().manual_seed(0))
    for level in (1, 2):
        layer = network.up[level - 1]
        with torch.no_grad():
            maps = inputs_of(layer, network, picture)
            assert torch.equal(below(network, level, picture), maps)
            flat = maps.mean((2, 3), keepdim=True).expand(-1, -1, 8, 8)
            assert torch.equal(of_network(network, level, picture).maps, inner(layer(flat)[0]))
        strength = of_network(network, level, picture).strength
        assert (float(strength.max()) < 1e-5) == (up == "Resize + conv")


def test_even_kernels_make_no_pattern_of_equal_weights():
    network = create(Architecture(depth=1, width=2, up="k4 s2")).eval()
    nn.init.ones_(network.up[0].weight)
    picture = torch.rand(1, 1, 16, 16, generator=torch.Generator().manual_seed(0))
    assert float(of_network(network, 1, picture).strength.max()) < 1e-5
