"""How far each pixel of a photo stands out from the paper.

Even paper is known from the rim of the picture: a constant, or light that falls off smoothly. Then
strokes may be of any width, and every grey of a clean picture is kept. Paper in the shadow of a
hand is known from a wide window around each pixel: ink is the smaller part of any such window, so
that its median follows the light but not the strokes.
"""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

COARSE = 5  # pixels that make one where the paper is looked for
WINDOW = 17  # coarse pixels; on uneven paper strokes must be thinner than half of it
EVEN = 0.1  # of the ink's strength: so far even paper may be off at the rim
MOSTLY = 0.9  # of the rim is even paper; the rest may be ink
BLOT = 0.3  # of the picture's longer side: a shadow is wider, a stroke is not
BEYOND = 1.5  # of what stands out to the other side is no ink
EDGE = 41  # pixels: so near to each other are the two sides of a shadow's edge
SOFTEST = 0.25  # of the ink's strength: the most that is taken for paper


@dataclass(frozen=True, eq=False)
class Ink:
    """Ink on paper.

    Args:
        strength: (H, W), 1 where the ink is solid, about 0 on paper, below where it is beyond.
        level: what a strength of 1 is, as a share of the paper's brightness, or of white.
        floor: up to which strength it may be the paper.
        grain: what the paper itself varies by, in the unit of `level`.
    """

    strength: Tensor
    level: float
    floor: float
    grain: float


def even(light: Tensor) -> Ink | None:
    """The ink on even paper; None if the paper is uneven.

    Args:
        light: (H, W) in [0, 1].
    """
    rim = _rim(light)
    for degree in (0, 1, 2):
        paper = _surface(light, rim, degree)
        result = _against(light, paper, rim)
        if result is not None:
            return result
    return None


def _rim(light: Tensor) -> Tensor:
    """Which pixels lie at the rim of a picture, (H, W) bool."""
    width = max(1, min(light.shape) // 50)
    rim = torch.ones_like(light, dtype=torch.bool)
    if min(light.shape) > 2 * width:
        rim[width:-width, width:-width] = False
    return rim


def _surface(light: Tensor, rim: Tensor, degree: int) -> Tensor:
    """A polynomial in both directions, (H, W), with the least sum of distances from the rim."""
    if degree == 0:
        return light[rim].median().expand_as(light)
    y, x = torch.meshgrid(*(torch.linspace(-1, 1, side) for side in light.shape), indexing="ij")
    terms = [torch.ones_like(x), x, y, x * x, x * y, y * y][: 3 if degree == 1 else 6]
    terms = torch.stack(terms, -1)  # (H, W, terms)
    known, values = terms[rim], light[rim]
    weights = torch.ones_like(values)
    for _ in range(8):  # least absolute distances, by least squares with weights
        root = weights.sqrt()[:, None]
        factors = torch.linalg.lstsq(known * root, values[:, None] * root, driver="gelsd").solution
        weights = 1 / ((known @ factors)[:, 0] - values).abs().clamp(min=0.005)
    return (terms @ factors)[..., 0]


def _against(light: Tensor, paper: Tensor, rim: Tensor) -> Ink | None:
    """The ink against a guess of the paper; None if the rim is no such paper."""
    ink = light - paper
    if (ink * ink.abs()).sum() < 0:
        ink = -ink / paper.clamp(min=0.1)  # what the ink leaves of the light
    level = float(strong(ink).quantile(0.9))
    off = ink[rim].abs()
    is_paper = off <= EVEN * level
    share = float(is_paper.float().mean())
    if level <= 0 or share < 0.5:
        return None
    grain = float(off[is_paper].quantile(0.95))
    between = float(((off > EVEN * level) & (off < 0.6 * level)).float().mean())
    edges = max(EVEN, (1 - share - between) / 2)  # so much of a rim with ink may be its soft edges
    if share < MOSTLY and (between > edges or _has_blot(ink > level / 2)):
        return None
    return Ink(ink / level, level, min(SOFTEST, 2 * grain / level), grain)


def _has_blot(mask: Tensor) -> bool:
    """Whether a mask, (H, W) bool, holds a square too large for any stroke."""
    side = max(3, round(BLOT * max(mask.shape))) // 2 * 2 + 1
    if min(mask.shape) < side:
        return False
    sums = F.pad(mask.int(), (1, 0, 1, 0)).cumsum(0).cumsum(1)  # of all above and to the left
    squares = sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]
    return bool((squares == side**2).any())


def strong(ink: Tensor) -> Tensor:
    """What is at least half as strong as the strongest ink, whatever the grain of the paper."""
    return ink[ink >= ink.flatten().quantile(0.998) / 2]


def uneven(light: Tensor) -> Ink:
    """The ink on paper of any brightness, (H, W) in [0, 1], if strokes are thin.

    What stands out to one side beside as much to the other side is the edge of a shadow, not ink.
    """
    paper = _medians(light[None, None])[0, 0]
    ink = (light - paper) / torch.maximum(light, paper).clamp(min=0.1)
    grain = float(ink.abs().median())
    beyond = (ink.abs() - 4 * grain).clamp(min=0) * ink.sign()
    if (beyond * beyond.abs()).sum() < 0:
        ink = -ink
    other = (-ink - 4 * grain).clamp(min=0)[None, None]
    for kernel in ((EDGE, 1), (1, EDGE)):
        other = F.max_pool2d(other, kernel, 1, (kernel[0] // 2, kernel[1] // 2))
    ink = ink - BEYOND * other[0, 0]
    level = float(strong(ink).median())
    return Ink(ink / max(level, 1e-6), level, SOFTEST, grain)


def _medians(light: Tensor) -> Tensor:
    """The median of the window around each pixel, (1, 1, H, W)."""
    half = WINDOW // 2
    coarse = F.avg_pool2d(light, COARSE, ceil_mode=True, count_include_pad=False)
    windows = F.unfold(F.pad(coarse, (half,) * 4, mode="replicate"), WINDOW)  # (1, WINDOW^2, h w)
    return F.interpolate(
        windows.median(1).values.view_as(coarse), size=light.shape[2:], mode="bilinear"
    )
