"""What the skips of a network carry, and what is left without them."""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from core.vision.segmentation.metrics import Scores, score
from core.vision.segmentation.network import UNet, centre, fitted
from core.vision.segmentation.pictures import Scenes
from core.vision.segmentation.training import predict


@dataclass(frozen=True)
class Without:
    """The scores of a network some of whose skips carry zeros.

    Args:
        levels: whose skips do; all of them are the bottleneck alone.
    """

    levels: tuple[int, ...]
    scores: Scores


def without_each(network: UNet, scenes: Scenes) -> tuple[Without, ...]:
    """The scores of a network in eval mode as it is, with each skip zeroed alone, from the finest
    to the coarsest, and with all of them zeroed.
    """
    levels = range(1, network.depth + 1)
    choices = [(), *((level,) for level in levels), tuple(levels)]
    return tuple(
        Without(choice, scored(network, scenes, choice)) for choice in dict.fromkeys(choices)
    )


def scored(network: UNet, scenes: Scenes, zeroed: tuple[int, ...] = ()) -> Scores:
    """The scores of a network in eval mode; zeros stand for what these skips carry."""
    predicted = predict(network, scenes.pictures, zeroed).argmax(1)
    truth = centre(scenes.masks, *predicted.shape[1:])
    return score(predicted, truth, len(scenes.classes))


@dataclass(frozen=True, eq=False)
class Level:
    """What meets at a level, of one picture.

    Args:
        skip: (C, H, W), what the skip carries: the maps of the encoder, fitted.
        below: (C, H, W), what comes up from the level below.
        result: (C, H', W'), what the decoder makes of the two.
        share: of the first convolution's output that comes from the skip, from 0 to 1: its energy
            by that of both. The convolution is linear, so its output is the sum of two.
    """

    level: int
    skip: Tensor
    below: Tensor
    result: Tensor
    share: float


@dataclass(frozen=True, eq=False)
class Carried:
    """What a picture becomes in a network.

    Args:
        levels: from the finest to the coarsest.
        bottleneck: (C, H, W).
        scores: (K, H, W).
    """

    levels: tuple[Level, ...]
    bottleneck: Tensor
    scores: Tensor


@torch.no_grad()
def carried(network: UNet, picture: Tensor, zeroed: tuple[int, ...] = ()) -> Carried:
    """What a network in eval mode makes of a picture (1, C, H, W), level by level."""
    x, skips = picture, []
    for encode in network.encoder:
        x = encode(x)
        skips.append(x)
        x = F.max_pool2d(x, 2)
    x = bottleneck = network.bottleneck(x)
    levels = []
    for level in range(network.depth, 0, -1):
        below = network.up[level - 1](x)
        joined = network.join(level, skips[level - 1], below, level in zeroed)
        x = network.decoder[level - 1](joined)
        skip, below = fitted(skips[level - 1], below, network.fit)
        shown = torch.zeros_like(skip) if level in zeroed else skip
        share = _share(network.decoder[level - 1][0].weight, joined)
        levels.append(Level(level, shown[0], below[0], x[0], share))
    return Carried(tuple(reversed(levels)), bottleneck[0], network.head(x)[0])


def _share(weight: Tensor, joined: Tensor) -> float:
    """The energy of the first half of the channels in a convolution's output, by that of both."""
    first, second = (
        float(F.conv2d(maps, part).square().sum())
        for maps, part in zip(joined.chunk(2, dim=1), weight.chunk(2, dim=1), strict=True)
    )
    return first / (first + second) if first + second else 0.0
