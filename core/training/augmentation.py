"""Augmentation: every picture is changed a little each time it is seen, so that a network learns
what is not chance.

Each function takes a batch (B, C, H, W) in [0, 1] and a `torch.Generator` of the batch's device,
and returns such a batch, changed on the device it is on. To add one, write the function and an
`Augmentation` in `AUGMENTATIONS`.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from core.data.datasets import Dataset
from core.registry import Choice, Range, Registry


@dataclass(frozen=True, eq=False, kw_only=True)
class Augmentation(Choice):
    """One way to change pictures. `build(batch, generator, **arguments)` changes them.

    Args:
        black_background: it suits light strokes on black alone, since it moves black in from
            outside, or takes what is light for a stroke.
        changes: whether it changes anything.
    """

    black_background: bool = False
    changes: bool = True

    def suits(self, dataset: Dataset) -> bool:
        """Whether it may be used for a data set: a moved picture is filled with black."""
        return dataset.black_background or not self.black_background


def none(batch: Tensor, generator: torch.Generator) -> Tensor:
    """The pictures as they are."""
    return batch


def affine(
    batch: Tensor,
    generator: torch.Generator,
    degrees: float = 10.0,
    translate: float = 2.0,
    scale: float = 0.1,
    shear: float = 0.15,
) -> Tensor:
    """Each picture turned, moved, resized and slanted, by its own amounts, even on both sides of
    none.

    Args:
        degrees: largest rotation.
        translate: largest shift, pixels.
        scale: largest change of width and of height, each by its own factor 1 +- scale.
        shear: largest slant, pixels across for each pixel down.
    """
    grid = _affine_grid(batch, generator, degrees, translate, scale, shear)
    return F.grid_sample(batch, grid, align_corners=False)


def elastic(
    batch: Tensor,
    generator: torch.Generator,
    strength: float = 1.0,
    degrees: float = 10.0,
    translate: float = 2.0,
    scale: float = 0.1,
    shear: float = 0.15,
) -> Tensor:
    """`affine`, and a smooth random bending (Simard, Steinkraus and Platt 2003, with a coarse grid
    for the blur).

    Args:
        strength: standard deviation of the bending, pixels.
    """
    grid = _affine_grid(batch, generator, degrees, translate, scale, shear)
    return F.grid_sample(batch, grid + _bending(batch, generator, strength), align_corners=False)


def pen(
    batch: Tensor,
    generator: torch.Generator,
    thickness: float = 0.8,
    strength: float = 1.0,
    degrees: float = 10.0,
    translate: float = 2.0,
    scale: float = 0.1,
    shear: float = 0.15,
) -> Tensor:
    """`elastic`, and each line drawn thicker or thinner: a mix with the picture widened or narrowed
    by a pixel.

    Args:
        thickness: largest share of the widened or narrowed picture, 0 to 1.
    """
    batch = elastic(batch, generator, strength, degrees, translate, scale, shear)
    share = _even(batch, generator, 1, 1, 1) * thickness
    wide, narrow = F.max_pool2d(batch, 3, 1, 1), -F.max_pool2d(-batch, 3, 1, 1)
    return batch + share.clamp(min=0) * (wide - batch) + share.clamp(max=0) * (batch - narrow)


def _even(batch: Tensor, generator: torch.Generator, *shape: int) -> Tensor:
    """Numbers from -1 to 1 for each picture, (B, *shape)."""
    return 2 * torch.rand(len(batch), *shape, generator=generator, device=batch.device) - 1


def _affine_grid(
    batch: Tensor,
    generator: torch.Generator,
    degrees: float,
    translate: float,
    scale: float,
    shear: float,
) -> Tensor:
    """Where each pixel is read from, (B, H, W, 2), -1 to 1 from edge to edge."""
    angle = _even(batch, generator) * math.radians(degrees)
    slant = _even(batch, generator) * shear
    wider, taller = (1 / (1 + _even(batch, generator, 2) * scale)).unbind(1)
    across, down = (_even(batch, generator, 2) * translate * 2 / batch.shape[-1]).unbind(1)
    cos, sin = angle.cos(), angle.sin()
    rows = [
        wider * cos,
        wider * (slant * cos - sin),
        across,
        taller * sin,
        taller * (slant * sin + cos),
        down,
    ]
    return F.affine_grid(
        torch.stack(rows, 1).view(-1, 2, 3), list(batch.shape), align_corners=False
    )


def _bending(batch: Tensor, generator: torch.Generator, strength: float) -> Tensor:
    """A smooth displacement for `grid_sample`, (B, H, W, 2)."""
    coarse = torch.randn(len(batch), 2, 6, 6, generator=generator, device=batch.device) * strength
    smooth = F.interpolate(coarse, size=batch.shape[2:], mode="bicubic", align_corners=True)
    return smooth.permute(0, 2, 3, 1) * 2 / batch.shape[-1]


_DEGREES = Range(0, 45, 10, 1, unit="degrees", note="Largest rotation.", label="Rotation")
_TRANSLATE = Range(0.0, 6.0, 2.0, 0.5, unit="pixels", note="Largest shift.", label="Translation")
_SCALE = Range(0.0, 0.5, 0.1, 0.05, note="Largest change of size.", label="Scaling")
_SHEAR = Range(0.0, 0.5, 0.15, 0.05, note="Largest slant.", label="Shear")
_STRENGTH = Range(0.0, 3.0, 1.0, 0.1, unit="pixels", note="How far lines bend.", label="Bending")
_THICKNESS = Range(
    0.0, 1.0, 0.8, 0.1, note="How much thicker or thinner lines get.", label="Thickness"
)
_AFFINE = {"degrees": _DEGREES, "translate": _TRANSLATE, "scale": _SCALE, "shear": _SHEAR}

AUGMENTATIONS = Registry(
    "augmentation",
    {
        "None": Augmentation(none, note="Every picture as it is.", changes=False),
        "Affine": Augmentation(
            affine,
            _AFFINE,
            "Turned, moved, resized and slanted a little.",
            black_background=True,
        ),
        "Elastic": Augmentation(
            elastic,
            {"strength": _STRENGTH, **_AFFINE},
            "Affine, and bent like handwriting.",
            black_background=True,
        ),
        "Pen": Augmentation(
            pen,
            {"thickness": _THICKNESS, "strength": _STRENGTH, **_AFFINE},
            "Elastic, and lines drawn thicker or thinner.",
            black_background=True,
        ),
    },
)
