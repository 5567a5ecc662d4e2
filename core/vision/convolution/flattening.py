"""Flattening: maps become one row of numbers for a linear layer, and every cell has its index."""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor
from torch.nn import functional as F

from core.data.inputs import Input
from core.registry import Config, Options, Range, setting
from core.vision.convolution import networks
from core.vision.convolution.filtering import prepared
from core.vision.convolution.pooling import LONGEST_SIDE

NETWORK = "CNN 16-32"
"""The trained network whose first maps are flattened."""

CHANNELS_FIRST, CHANNELS_LAST = "C, H, W", "H, W, C"


@dataclass(frozen=True)
class Flattening(Config):
    """The maps that are flattened, and in which order."""

    maps: int = setting(Range(1, 16, 12, 1, note="How many maps."))
    map_height: int = setting(Range(1, 8, 5, 1))
    map_width: int = setting(Range(1, 8, 5, 1))
    order: str = setting(
        Options(
            (CHANNELS_FIRST, CHANNELS_LAST),
            CHANNELS_FIRST,
            note="PyTorch keeps channels first; TensorFlow keeps them last by default.",
        )
    )

    @property
    def channels_first(self) -> bool:
        return self.order == CHANNELS_FIRST


@lru_cache(maxsize=32)
def maps(chosen: Input, setting: Flattening) -> Tensor:
    """What the first filters of NETWORK make of the picture, pooled.

    Returns:
        (maps, map_height, map_width) uint8, the largest number 255.

    Raises:
        ValueError: a blank picture.
    """
    picture = prepared(chosen, LONGEST_SIDE, False)[None] / 255  # (1, 1, H, W)
    size = (setting.map_height, setting.map_width)
    with torch.no_grad():
        activations = networks.trained_convolution(NETWORK)(picture)[0, : setting.maps].relu()
        pooled = F.adaptive_max_pool2d(activations, size)
    return (255 * pooled / pooled.max().clamp(min=1e-6)).round().to(torch.uint8)


def flat(values: Tensor, setting: Flattening) -> Tensor:
    """The maps as one row, (maps * map_height * map_width,)."""
    return (values if setting.channels_first else values.permute(1, 2, 0)).flatten()


def origin(index: int, setting: Flattening) -> tuple[int, int, int]:
    """Channel, row and column of the number at an index of the row."""
    if setting.channels_first:
        rest, column = divmod(index, setting.map_width)
        channel, row = divmod(rest, setting.map_height)
    else:
        rest, channel = divmod(index, setting.maps)
        row, column = divmod(rest, setting.map_width)
    return channel, row, column
