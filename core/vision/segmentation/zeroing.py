"""The view "Skips": what a trained network makes of a picture without some of its skips."""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from core.registry import Config, Options, Range, Several, setting
from core.vision.segmentation.metrics import dice
from core.vision.segmentation.network import LEVELS
from core.vision.segmentation.outcome import FALSE_ALARM, MISSED, count, outcomes
from core.vision.segmentation.pictures import NOISE
from core.vision.segmentation.result import PICTURES, scene
from core.vision.segmentation.settings import held_out
from core.vision.segmentation.skips import Carried, Without, carried, without_each
from core.vision.segmentation.trained import shipped

COUNTED = 32
"""Held-out pictures that the scores of all skips are of."""

SHOWN = 8
"""Maps of a level that are shown, those that vary most."""


@dataclass(frozen=True)
class Zeroing(Config):
    """Which skips of the trained network carry zeros.

    Args:
        zeroed: the levels, 1 is the finest.
        carrying: the level whose maps are shown.
        probed: the number of the picture.
    """

    zeroed: tuple[str, ...] = setting(
        Several(LEVELS[:3], ("3",), 0, 3, "Level 1 is the finest. Zeros take the maps' place.")
    )
    carrying: str = setting(Options(LEVELS[:3], "1", "The level whose maps are shown below."))
    probed: int = setting(Range(1, PICTURES, 3, 1, names=True))

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels as numbers, from the finest."""
        return tuple(sorted(map(int, self.zeroed)))


@dataclass(frozen=True, eq=False)
class Zeroed:
    """A picture, and the network's masks with and without these skips.

    Args:
        picture: (H, W); truth: (H, W), bool.
        whole, zeroed: what each pixel of the mask is, with all skips and without these.
        dice: of both masks.
        skip, below: maps (SHOWN, H', W') that meet at the level that is looked at.
        share: of the decoder's first convolution there that comes from the skip.
    """

    picture: Tensor
    truth: Tensor
    whole: Tensor
    zeroed: Tensor
    dice: tuple[float, float]
    skip: Tensor
    below: Tensor
    share: float


@lru_cache(maxsize=32)
def seen(setting: Zeroing) -> Zeroed:
    """What a setting makes of its picture."""
    scenes = scene(setting.probed, NOISE)
    truth = scenes.masks[0] == 1
    whole, zeroed = (
        carried(shipped().network, scenes.pictures, levels) for levels in ((), setting.levels)
    )
    masks = [mask(each) for each in (whole, zeroed)]
    level = zeroed.levels[int(setting.carrying) - 1]
    return Zeroed(
        scenes.pictures[0, 0],
        truth,
        *(outcomes(each, truth) for each in masks),
        tuple(dice(each, truth) for each in masks),
        most_varied(whole.levels[int(setting.carrying) - 1].skip),
        most_varied(level.below),
        level.share,
    )


def mask(seen: Carried) -> Tensor:
    """The pixels that are likelier shape than not, (H, W)."""
    return seen.scores[1] > seen.scores[0]


def most_varied(maps: Tensor) -> Tensor:
    """Of maps (C, H, W) the SHOWN that vary most, each from 0, its smallest value, to 1."""
    order = maps.flatten(1).std(1).argsort(descending=True, stable=True)[:SHOWN]
    chosen = maps[order]
    low, high = chosen.flatten(1).min(1).values, chosen.flatten(1).max(1).values
    return (chosen - low[:, None, None]) / (high - low).clamp_min(1e-9)[:, None, None]


@lru_cache(maxsize=2)
def each_skip() -> tuple[Without, ...]:
    """The shipped network's scores over held-out pictures, with each skip zeroed."""
    trained = shipped()
    return without_each(trained.network, held_out(trained.config).part(slice(COUNTED)))


def numbers(setting: Zeroing) -> dict[str, float]:
    """The Dice of the mask with and without the skips, and what the level's skip contributes."""
    result = seen(setting)
    return {
        "Dice": result.dice[0],
        "Dice without these skips": result.dice[1],
        "false positives": count(result.zeroed, FALSE_ALARM),
        "false negatives": count(result.zeroed, MISSED),
    }


def tiled(maps: Tensor) -> Tensor:
    """Maps (N, H, W) from 0 to 1 side by side, four in a row: (2 · H, 4 · W), uint8."""
    count, height, width = maps.shape
    padded = torch.cat((maps, torch.zeros(-count % 4, height, width)))
    rows = [torch.cat([*four], dim=1) for four in padded.split(4)]
    return (torch.cat(rows) * 255).round().to(torch.uint8)
