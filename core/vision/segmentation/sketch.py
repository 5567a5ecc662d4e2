"""The view "Your drawing": what a trained network takes for shapes in a drawing over a texture."""

import math
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor
from torch.nn import functional as F

from core.data.handwriting.canvas import Strokes
from core.data.handwriting.strokes import LONGEST, decode, draw, encode
from core.registry import Config, Flag, Range, Text, setting
from core.vision.segmentation.network import centre
from core.vision.segmentation.pictures import NOISE, SIDE, background
from core.vision.segmentation.segmenters import SEGMENTER, segmenter
from core.vision.segmentation.trained import probabilities

TEXTURE = 7
"""The seed of what is behind a drawing."""

CONTRAST = 0.35
"""By how much a drawing is brighter or darker than what is behind it."""


def _ring(x: float, y: float, radius: float, share: float = 1.0) -> tuple[tuple[int, int], ...]:
    """A circle, or a share of one, as points on the canvas."""
    angles = (2 * math.pi * share * step / 40 for step in range(41))
    return tuple(
        (round(x + radius * math.cos(angle)), round(y + radius * math.sin(angle)))
        for angle in angles
    )


CLOSED_AND_OPEN: Strokes = (_ring(85, 95, 45), _ring(195, 95, 45, 0.8), ((50, 240), (230, 200)))
"""A circle, one that is not closed, and a stroke."""

LARGE: Strokes = (_ring(140, 140, 90),)
"""A circle that is twice as large."""


@dataclass(frozen=True)
class Sketching(Config):
    """A drawing.

    Args:
        strokes: as text.
        brush: the width of the line on the canvas.
        segmenter: the name of the network.
        dark: whether it is darker than what is behind it.
    """

    strokes: str = setting(
        Text(encode(CLOSED_AND_OPEN), LONGEST, decode, (encode((_ring(140, 140, 80),)),))
    )
    brush: int = setting(Range(6, 24, 8, 1, "px"))
    segmenter: str = setting(SEGMENTER)
    dark: bool = setting(Flag(False, "The line is darker than what is behind it.", names=False))


@dataclass(frozen=True, eq=False)
class Sketched:
    """A drawing as the network sees it, (H, W), and the probability of shape, (H, W)."""

    picture: Tensor
    probability: Tensor

    @property
    def mask(self) -> Tensor:
        """What is likelier shape than not, (H, W) bool."""
        return self.probability > 0.5


def over_texture(ink: Tensor, contrast: float, noise: float, seed: int, side: int) -> Tensor:
    """A drawing (H, W), uint8, made smaller and laid over a texture: (1, 1, side, side)."""
    generator = torch.Generator().manual_seed(seed)
    picture = background(1, side, generator)
    small = F.interpolate(ink[None, None] / 255, size=(side, side), mode="area")
    picture = picture + contrast * small
    return (picture + noise * torch.randn(picture.shape, generator=generator)).clamp(0, 1)


@lru_cache(maxsize=32)
def sketched(setting: Sketching) -> Sketched:
    """What the network makes of a drawing.

    Raises:
        ValueError: there is no such network.
    """
    picture = over_texture(ink(setting), contrast(setting), NOISE, TEXTURE, SIDE)
    probability = probabilities(segmenter(setting.segmenter).network, picture)[0, 1]
    return Sketched(centre(picture[0, 0], *probability.shape), probability)


def ink(setting: Sketching) -> Tensor:
    """The drawing alone, (H, W), uint8, white on black."""
    return draw(decode(setting.strokes), setting.brush)


def contrast(setting: Sketching) -> float:
    """What the line adds to what is behind it."""
    return -CONTRAST if setting.dark else CONTRAST


def numbers(setting: Sketching) -> dict[str, float]:
    """How much counts as shape."""
    seen = sketched(setting)
    return {
        "pixels of shape": int(seen.mask.sum()),
        "mean probability": float(seen.probability.mean()),
    }
