"""The view "Checkerboard": how evenly ways to double a picture cover it (Odena et al. 2016)."""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor, nn

from core.registry import Config, Options, Range, setting
from core.vision.segmentation.network import LEVELS, UPSAMPLINGS, WRITTEN, upsampling
from core.vision.segmentation.patterns import numbers_of
from core.vision.segmentation.segmenters import SEGMENTER

FLAT, TRAINED = INPUTS = ("A picture of ones", "In a network")
ONES, DRAWN = WEIGHTS = ("All ones", "Drawn at random")
SIDE = 8
"""Of the picture that is doubled: all of its pixels are 1."""

EDGE = 2
"""Pixels of that picture at each side whose results see beyond the edge."""


@dataclass(frozen=True)
class Doubling(Config):
    """Layers that double a picture of ones, or one of a trained network.

    Args:
        doubled: what is looked at.
        layers: one after the other.
        weights: of all layers.
        draw: the seed of weights that are drawn.
        segmenter: the name of the network.
        doubling_to: the level that its up-convolution leads to, 1 is the finest.
    """

    doubled: str = setting(Options(INPUTS, FLAT))
    layers: int = setting(Range(1, 3, 1, 1, note="One after the other; each doubles the sides."))
    weights: str = setting(Options(WEIGHTS, ONES))
    draw: int = setting(Range(0, 99, 0, 1))
    segmenter: str = setting(SEGMENTER)
    doubling_to: str = setting(Options(LEVELS[:3], "1", "Level 1 is the finest."))


@dataclass(frozen=True, eq=False)
class Doubled:
    """What a way to double makes of a picture of ones, without its edge.

    Args:
        up: the way, an entry of UPSAMPLINGS.
        values: (H, W).
    """

    up: str
    values: Tensor

    @property
    def name(self) -> str:
        """The way as people write it."""
        return WRITTEN[self.up]

    @property
    def deviation(self) -> Tensor:
        """How far each value is above or below the mean, as a share of it, (H, W)."""
        return self.values / self.values.mean() - 1

    @property
    def unevenness(self) -> float:
        """From the smallest to the largest value, as a share of the mean."""
        return float(self.deviation.max() - self.deviation.min())

    @property
    def different(self) -> int:
        """How many different values there are, but for rounding."""
        return len(self.values.mul(1e4).round().unique())


@lru_cache(maxsize=32)
def doubled(setting: Doubling) -> tuple[Doubled, ...]:
    """A picture of ones, doubled in every way."""
    return tuple(Doubled(up, _doubled(up, setting)) for up in UPSAMPLINGS)


def _doubled(up: str, setting: Doubling) -> Tensor:
    generator = torch.Generator().manual_seed(setting.draw)
    x = torch.ones(1, 1, SIDE, SIDE)
    for _ in range(setting.layers):
        layer = upsampling(up, 1, 1)
        for part in layer.modules():
            if isinstance(part, nn.Conv2d | nn.ConvTranspose2d):
                nn.init.zeros_(part.bias)
                nn.init.ones_(part.weight)
                if setting.weights == DRAWN:
                    nn.init.uniform_(part.weight, generator=generator)
        with torch.no_grad():
            x = layer(x)
    edge = EDGE * 2**setting.layers
    return x[0, 0, edge:-edge, edge:-edge]


def numbers(setting: Doubling) -> dict[str, float]:
    """Of each way, the smallest and the largest value; or of each level of a network, how strong
    the patterns of its maps are.
    """
    if setting.doubled == TRAINED:
        return numbers_of(setting.segmenter, int(setting.doubling_to))
    result = {}
    for each in doubled(setting):
        result[f"{each.up}, smallest"] = float(each.values.min())
        result[f"{each.up}, largest"] = float(each.values.max())
    return result
