"""The patterns that the up-convolutions of a trained network have by themselves."""

from dataclasses import dataclass
from functools import lru_cache

from torch import Tensor

from core.vision.segmentation.checkerboard import Pattern, of_network
from core.vision.segmentation.pictures import NOISE
from core.vision.segmentation.result import scene
from core.vision.segmentation.segmenters import segmenter

NUMBER = 1
"""Of the picture whose mean maps are doubled."""

SHOWN = 8
"""Maps that are shown, those with the strongest patterns."""


@dataclass(frozen=True, eq=False)
class Patterns:
    """What the upsampling to each level makes of maps that are the same everywhere.

    Args:
        up: the way to double, an entry of UPSAMPLINGS.
        levels: from the finest to the coarsest.
    """

    up: str
    levels: tuple[Pattern, ...]


@lru_cache(maxsize=16)
def patterns(name: str) -> Patterns:
    """Of the network of this name.

    Raises:
        ValueError: there is no such network.
    """
    known = segmenter(name)
    picture = scene(NUMBER, NOISE, known.config.scenes).pictures
    levels = known.config.levels
    return Patterns(
        known.config.up, tuple(of_network(known.network, level, picture) for level in levels)
    )


def pattern(name: str, level: int) -> Pattern:
    """The pattern at a level.

    Raises:
        ValueError: there is no such network, or it has no such level.
    """
    levels = patterns(name).levels
    if level > len(levels):
        raise ValueError(f"doubling_to={level}: the network has {len(levels)} levels")
    return levels[level - 1]


def strongest(pattern: Pattern) -> tuple[Tensor, Tensor]:
    """The SHOWN maps with the strongest patterns, each less its mean and by the mean size of all
    maps: (SHOWN, H, W), and their numbers (SHOWN,).
    """
    order = pattern.strength.argsort(descending=True, stable=True)[:SHOWN]
    size = pattern.maps.mean((1, 2)).abs().mean().clamp_min(1e-12)
    chosen = pattern.maps[order]
    return (chosen - chosen.mean((1, 2), keepdim=True)) / size, order


def numbers_of(name: str, level: int) -> dict[str, float]:
    """How strong the strongest pattern of a level is, and the mean of each level."""
    strongest_there = float(pattern(name, level).strength.max())
    means = {
        f"mean pattern of level {number}": float(each.strength.mean())
        for number, each in enumerate(patterns(name).levels, 1)
    }
    return {f"strongest pattern of level {level}": strongest_there, **means}
