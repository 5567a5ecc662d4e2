"""The view "Skips": a trained network some of whose skips carry zeros, beside one that was trained
without them.
"""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from core.registry import Config, Options, Range, Several, setting
from core.training import store
from core.vision.segmentation.metrics import Scores, dice
from core.vision.segmentation.network import LEVELS
from core.vision.segmentation.network import count as count_of
from core.vision.segmentation.outcome import FALSE_ALARM, MISSED, count, outcomes
from core.vision.segmentation.pictures import NOISE, Scenes
from core.vision.segmentation.result import PICTURES, scene
from core.vision.segmentation.segmenters import WITHOUT_SKIPS, segmenter
from core.vision.segmentation.settings import Segmentation, held_out
from core.vision.segmentation.skips import Carried, Without, carried, scored, without_each
from core.vision.segmentation.trained import shipped

ALL = "All"

COUNTED = 32
"""Held-out pictures that the scores of all skips are of."""

SHOWN = 8
"""Maps of a level that are shown, those that vary most."""


@dataclass(frozen=True)
class Zeroing(Config):
    """Which skips of the trained network carry zeros.

    Args:
        zeroed: the levels, 1 is the finest.
        carrying: the level whose maps are shown, or all of them.
        probed: the number of the picture.
    """

    zeroed: tuple[str, ...] = setting(
        Several(LEVELS[:3], ("3",), 0, 3, "Level 1 is the finest. Zeros take the maps' place.")
    )
    carrying: str = setting(
        Options((ALL, *LEVELS[:3]), ALL, "What each skip carries, or what meets at one level.")
    )
    probed: int = setting(Range(1, PICTURES, 3, 1, names=True))

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels as numbers, from the finest."""
        return tuple(sorted(map(int, self.zeroed)))


@dataclass(frozen=True, eq=False)
class Zeroed:
    """A picture, and the masks of networks with and without these skips, all with as many
    parameters.

    Args:
        picture: (H, W); truth: (H, W), bool.
        whole, zeroed, cut, alone: what each pixel of a mask is: with all skips; with zeros in
            these; of the network that was trained without; with zeros in all.
        dice: of the four masks.
        cut_levels: the skips that the third network was trained without.
        parameters: of each network.
        maps: by their titles, (SHOWN, H', W') each: what each skip carries and the bottleneck, or
            what meets at the level that is looked at.
        share: of the decoder's first convolution at that level that comes from the skip; None if
            all are looked at.
    """

    picture: Tensor
    truth: Tensor
    whole: Tensor
    zeroed: Tensor
    cut: Tensor
    alone: Tensor
    dice: tuple[float, float, float, float]
    cut_levels: tuple[int, ...]
    parameters: int
    maps: dict[str, Tensor]
    share: float | None


def seen(setting: Zeroing) -> Zeroed:
    """What a setting makes of its picture."""
    return _seen(setting, without(setting.levels))


def without(levels: tuple[int, ...]) -> str:
    """The network that was trained as the shipped one but without these skips, if there is one on
    this computer, or else the one without any skip, by its name.
    """
    trained = (
        store.fetch(config_without(levels)) if 0 < len(levels) < shipped().network.depth else None
    )
    return trained.name if trained else WITHOUT_SKIPS


def config_without(levels: tuple[int, ...]) -> Segmentation:
    """The training of the shipped network, but without these skips."""
    return shipped().config.replace(cut=tuple(map(str, levels)))


@lru_cache(maxsize=32)
def _seen(setting: Zeroing, name: str) -> Zeroed:
    scenes, network, other = scene(setting.probed, NOISE), shipped().network, segmenter(name)
    truth = scenes.masks[0] == 1
    whole, zeroed, alone = (
        carried(network, scenes.pictures, levels)
        for levels in ((), setting.levels, tuple(range(1, network.depth + 1)))
    )
    cut = carried(other.network, scenes.pictures)
    masks = [mask(each) for each in (whole, zeroed, cut, alone)]
    maps, share = _maps(setting, whole, zeroed)
    return Zeroed(
        scenes.pictures[0, 0],
        truth,
        *(outcomes(each, truth) for each in masks),
        tuple(dice(each, truth) for each in masks),
        other.config.cut_levels,
        count_of(network)[0],
        {title: most_varied(each) for title, each in maps.items()},
        share,
    )


def _maps(
    setting: Zeroing, whole: Carried, zeroed: Carried
) -> tuple[dict[str, Tensor], float | None]:
    """What is shown of maps, by its titles, and the share that comes from the skip of a level."""
    if setting.carrying == ALL:
        skips = {f"Skip {each.level}": each.skip for each in whole.levels}
        return skips | {"Bottleneck": whole.bottleneck}, None
    index = int(setting.carrying) - 1
    below = zeroed.levels[index]
    return {"From the skip": whole.levels[index].skip, "From below": below.below}, below.share


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
    return without_each(trained.network, _held_out())


@lru_cache(maxsize=8)
def trained_without(name: str) -> Scores:
    """The scores of a network that was trained without skips, over the same pictures."""
    return scored(segmenter(name).network, _held_out())


def _held_out() -> Scenes:
    return held_out(shipped().config).part(slice(COUNTED))


def numbers(setting: Zeroing) -> dict[str, float]:
    """The Dice of each mask, and the pixels that are wrong with zeros in the skips."""
    result = seen(setting)
    return {
        "Dice": result.dice[0],
        "Dice without these skips": result.dice[1],
        "Dice trained without": result.dice[2],
        "Dice of the bottleneck alone": result.dice[3],
        "parameters": result.parameters,
        "false positives": count(result.zeroed, FALSE_ALARM),
        "false negatives": count(result.zeroed, MISSED),
    }


def tiled(maps: Tensor) -> Tensor:
    """Maps (N, H, W) from 0 to 1 side by side, four in a row: (2 · H, 4 · W), uint8."""
    count, height, width = maps.shape
    padded = torch.cat((maps, torch.zeros(-count % 4, height, width)))
    rows = [torch.cat([*four], dim=1) for four in padded.split(4)]
    return (torch.cat(rows) * 255).round().to(torch.uint8)
