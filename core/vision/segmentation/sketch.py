"""The view "Your picture": what a trained network makes of a drawing, of ours, or of a photo."""

import math
from dataclasses import dataclass
from functools import lru_cache

import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional as F

from core.data import inputs
from core.data.handwriting.canvas import Strokes
from core.data.handwriting.strokes import LONGEST, decode, draw, encode
from core.data.inputs import SOURCE_LABELS, Input, check_photo
from core.registry import Config, Flag, Options, Range, Text, setting
from core.vision.segmentation.masks import as_pixels
from core.vision.segmentation.network import centre
from core.vision.segmentation.pictures import NOISE, SIDE, background
from core.vision.segmentation.segmenters import SEGMENTER, segmenter
from core.vision.segmentation.trained import labels, probabilities

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


DRAWN, OURS, UPLOADED = SOURCES = ("drawing", "picture", "photo")
"""Where a picture comes from, of those of `core.data.inputs`."""


@dataclass(frozen=True)
class Sketching(Config):
    """A drawing, one of our own pictures, or an upload.

    Args:
        source: one of SOURCES.
        picture: which of ours.
        photo: an upload, as `core.data.inputs.keep` holds it.
        strokes: of the drawing, as text.
        brush: the width of the line on the canvas.
        segmenter: the name of the network.
        dark: whether it is darker than what is behind it.
    """

    source: str = setting(Options(SOURCES, DRAWN, labels=SOURCE_LABELS))
    picture: str = setting(dict(Input.specs())["picture"])
    photo: str = setting(Text("", 1200, check_photo))
    strokes: str = setting(
        Text(encode(CLOSED_AND_OPEN), LONGEST, decode, (encode((_ring(140, 140, 80),)),))
    )
    brush: int = setting(Range(6, 24, 8, 1, "px"))
    segmenter: str = setting(SEGMENTER)
    dark: bool = setting(Flag(False, "The line is darker than what is behind it.", names=False))

    @property
    def input(self) -> Input:
        """The same choice of a picture, as all pages make it."""
        named = {name: getattr(self, name) for name in ("source", "picture", "photo", "strokes")}
        return Input(**named)


@dataclass(frozen=True, eq=False)
class Sketched:
    """A picture as the network sees it, and what it makes of each pixel.

    Args:
        picture: (H, W), grey levels from 0 to 1.
        every: the probability of each class, (K, H, W).
        classes: their names, the background first.
    """

    picture: Tensor
    every: Tensor
    classes: tuple[str, ...]

    @property
    def is_binary(self) -> bool:
        """Whether there is one class beside the background."""
        return len(self.classes) == 2

    @property
    def probability(self) -> Tensor:
        """Of all but the background, (H, W)."""
        return 1 - self.every[0]

    @property
    def mask(self) -> Tensor:
        """The class of each pixel, (H, W) int64."""
        return labels(self.every[None])[0]

    @property
    def counts(self) -> dict[str, int]:
        """The pixels of each class, by its name."""
        pixels = torch.bincount(self.mask.flatten(), minlength=len(self.classes)).tolist()
        return dict(zip(self.classes, pixels, strict=True))


def over_texture(ink: Tensor, contrast: float, noise: float, seed: int, side: int) -> Tensor:
    """A drawing (H, W), uint8, made smaller and laid over a texture: (1, 1, side, side)."""
    generator = torch.Generator().manual_seed(seed)
    picture = background(1, side, generator)
    small = F.interpolate(ink[None, None] / 255, size=(side, side), mode="area")
    picture = picture + contrast * small
    return (picture + noise * torch.randn(picture.shape, generator=generator)).clamp(0, 1)


@lru_cache(maxsize=32)
def sketched(setting: Sketching) -> Sketched:
    """What the network makes of a picture.

    Raises:
        ValueError: there is no such network, or the upload is not here.
    """
    known = segmenter(setting.segmenter)
    if setting.source == DRAWN:
        picture = over_texture(ink(setting), contrast(setting), NOISE, TEXTURE, SIDE)
    else:
        picture = as_pixels(to_image(inputs.image(setting.input)), SIDE)[None, None] / 255
    every = probabilities(known.network, picture)[0]
    return Sketched(centre(picture[0, 0], *every.shape[1:]), every, known.config.classes)


def square_of(setting: Sketching) -> Tensor:
    """The middle square of a picture that is not drawn, (C, E, E) uint8, in its own colours.

    Raises:
        ValueError: the upload is not here.
    """
    pixels = inputs.image(setting.input)
    side = min(pixels.shape[1:])
    return centre(pixels, side, side)


def to_image(pixels: Tensor) -> Image.Image:
    """Pixels (C, H, W) uint8, C of 1 or 3, as a picture of Pillow."""
    rows = pixels[0] if len(pixels) == 1 else pixels.permute(1, 2, 0)
    return Image.fromarray(rows.contiguous().numpy())


def ink(setting: Sketching) -> Tensor:
    """The drawing alone, (H, W), uint8, white on black."""
    return draw(decode(setting.strokes), setting.brush)


def contrast(setting: Sketching) -> float:
    """What the line adds to what is behind it."""
    return -CONTRAST if setting.dark else CONTRAST


def numbers(setting: Sketching) -> dict[str, float]:
    """How much is of which class."""
    seen = sketched(setting)
    counts = {f"pixels of {name}": count for name, count in seen.counts.items()}
    return counts | {"mean probability": float(seen.probability.mean())}
