"""The pattern that up-convolutions leave where nothing is (Odena, Dumoulin and Olah 2016): where
the kernel is no multiple of the stride, pixels get unequally many terms.
"""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from core.vision.segmentation.network import UNet, upsampling


@torch.no_grad()
def of_ones(up: str, layers: int = 1, side: int = 6) -> Tensor:
    """What layers of an upsampling with all weights 1 make of ones (side, side): how many terms
    each pixel is the sum of, (H, W).
    """
    x = torch.ones(1, 1, side, side)
    layer = upsampling(up, 1, 1)
    for name, value in layer.named_parameters():
        value.fill_(0.0 if name.endswith("bias") else 1.0)
    for _ in range(layers):
        x = layer(x)
    return x[0, 0]


def inner(pattern: Tensor, margin: int = 4) -> Tensor:
    """A pattern (..., H, W) without what the edge of the picture has done to it."""
    return pattern[..., margin:-margin, margin:-margin]


def terms(up: str) -> tuple[int, ...]:
    """The numbers of terms that pixels far from the edge are sums of: one if the upsampling is
    even.
    """
    return tuple(int(value) for value in inner(of_ones(up)).unique())


@dataclass(frozen=True, eq=False)
class Pattern:
    """What the upsampling of a network makes of maps that are the same everywhere.

    Args:
        maps: (D, H, W), without their edge.
        strength: (D,), the deviation of each by the mean of their sizes; 0 if all are even.
    """

    maps: Tensor
    strength: Tensor


@torch.no_grad()
def of_network(network: UNet, level: int, picture: Tensor, side: int = 8) -> Pattern:
    """The pattern of the upsampling to a level of a network in eval mode, for maps that have in
    each channel everywhere the mean that a picture (1, C, H, W) gives there.
    """
    means = below(network, level, picture).mean((2, 3), keepdim=True)
    maps = inner(network.up[level - 1](means.expand(-1, -1, side, side))[0])
    size = maps.mean((1, 2)).abs().mean().clamp_min(1e-12)
    return Pattern(maps, maps.std((1, 2), correction=0) / size)


def below(network: UNet, level: int, picture: Tensor) -> Tensor:
    """The maps (1, C, H, W) of which the upsampling to a level makes larger ones."""
    x, skips = picture, []
    for encode in network.encoder:
        x = encode(x)
        skips.append(x)
        x = F.max_pool2d(x, 2)
    x = network.bottleneck(x)
    for coarser in range(network.depth, level, -1):
        x = network.up[coarser - 1](x)
        x = network.decoder[coarser - 1](network.join(coarser, skips[coarser - 1], x))
    return x
