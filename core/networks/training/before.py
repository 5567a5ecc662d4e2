"""What is looked at before a training: which learning rate, and whether the network can learn one
batch by heart.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from core.data.datasets import DATASETS, Data, load, pictures
from core.jobs.progress import last
from core.models.cost import multiply_adds
from core.models.zoo import create
from core.registry import Config, Options, setting
from core.training.config import TrainConfig
from core.training.overfit import PICTURES, STEPS, overfit_batch
from core.training.rates import BATCHES, range_test

RATES, OVERFIT = CHECKS = ("Learning rate", "One batch")

FORWARD_AND_BACK, PRODUCTS = 3, 160
"""Work of a step, and of the curvature of its batch, as a multiple of that of a forward pass."""

MOST_WORK, LARGEST = 7e10, 25_000_000
"""Multiplications of a script, and bytes of its pictures, for it to end within seconds."""

FEWEST_PART, MOST_PART = 32, 4_096
"""Pictures of a script that does a part of the work."""

Numbers = dict[str, float]


@dataclass(frozen=True)
class Check(Config):
    """What is looked at."""

    check: str = setting(Options(CHECKS, RATES))


def first_batch(config: TrainConfig) -> tuple[Tensor, Tensor]:
    """The first pictures of a training, (N, C, H, W) uint8, and their labels, (N,).

    Raises:
        ValueError: they are not on this computer.
    """
    return in_order(config, min(config.batch_size, PICTURES))


def in_order(config: TrainConfig, count: int) -> tuple[Tensor, Tensor]:
    """So many pictures of the first epoch of a training, (N, C, H, W) uint8, in their order, and
    their labels, (N,).

    Raises:
        ValueError: they are not on this computer.
    """
    data, generator = _data(config), torch.Generator().manual_seed(config.seed)
    create(config.network, generator)  # draws before the order of the pictures is drawn
    rows = torch.randperm(len(data.train_labels), generator=generator)[:count]
    return data.train_part(rows)


def _data(config: TrainConfig) -> Data:
    """The pictures of a training, if they are on this computer."""
    if not DATASETS[config.dataset].is_ready():
        raise ValueError(
            f"dataset={config.dataset!r} is not on this computer yet: train with it once, which "
            "fetches it, or choose another"
        )
    return load(config.dataset)


@lru_cache(maxsize=32)
def first_pictures(config: TrainConfig, count: int) -> tuple[tuple[Tensor, str], ...]:
    """The first pictures of a training as its augmentation may make them, (C, H, W) uint8, each
    with its class.

    Raises:
        ValueError: they are not on this computer.
    """
    images, labels = first_batch(config)
    generator = torch.Generator().manual_seed(config.seed)
    changed = config.augmentation.build(pictures(images[:count]), generator)
    classes = DATASETS[config.dataset].classes
    names = [classes[label] for label in labels[:count].tolist()]
    return tuple(zip((changed * 255).round().clamp(0, 255).byte(), names, strict=True))


def guessing_loss(config: TrainConfig) -> float:
    """The loss of guessing: of an even probability for each class."""
    return math.log(len(DATASETS[config.dataset].classes))


def batches_at_hand(config: TrainConfig) -> int:
    """Batches of a range test that its script does: all that the page does, if they take a few
    seconds and megabytes; else fewer.

    Raises:
        ValueError: the pictures are not on this computer.
    """
    images, network = _data(config).train_images, config.network
    size, amount = config.batch_size, multiply_adds(network)
    work = FORWARD_AND_BACK * BATCHES + PRODUCTS
    is_small = images[0].numel() * size * BATCHES <= LARGEST
    if is_small and work * size * amount <= MOST_WORK and size * BATCHES <= len(images):
        return BATCHES
    few = int(MOST_WORK / 10 / (FORWARD_AND_BACK * size * amount))
    return max(1, min(few, MOST_PART // size, len(images) // size, BATCHES - 1))


def steps_at_hand(config: TrainConfig) -> int:
    """Steps on one batch that its script does: as many as the page does, or fewer likewise."""
    step = FORWARD_AND_BACK * min(config.batch_size, PICTURES) * multiply_adds(config.network)
    return STEPS if step * STEPS <= MOST_WORK else max(2, int(MOST_WORK / 4 / step))


def pictures_at_hand(config: TrainConfig) -> int:
    """Pictures of the small part on which the script of a whole training begins: whole batches, or
    a part of one.
    """
    work = FORWARD_AND_BACK * config.epochs * multiply_adds(config.network)
    count = min(max(FEWEST_PART, int(MOST_WORK / 20 / work)), MOST_PART)
    whole = count - count % config.batch_size if count > config.batch_size else count
    return min(whole, len(_data(config).train_labels))


def range_numbers(config: TrainConfig) -> Numbers:
    """What the range test shows, as far as its script does it: that of the rules if it does all.

    Raises:
        ValueError: the pictures are not on this computer.
    """
    shown = {"loss of guessing": guessing_loss(config)}
    if batches_at_hand(config) < BATCHES:
        return shown
    result = last(range_test(config, "cpu"))
    marks = {
        "2 / λmax": result.limit,
        "Steepest fall": result.steepest,
        "Minimum / 10": result.tenth,
        "Valley": result.valley,
    }
    shown["loss at first"] = result.losses[0]
    return shown | {name: rate for name, rate in marks.items() if rate is not None}


def overfit_numbers(config: TrainConfig) -> Numbers:
    """What is shown of one batch that is learned by heart, as far as its script does it.

    Raises:
        ValueError: the pictures are not on this computer.
    """
    _data(config)
    shown = {"loss of guessing": guessing_loss(config)}
    if steps_at_hand(config) < STEPS:
        return shown
    losses = last(overfit_batch(config, "cpu")).losses
    return shown | {"loss at first": losses[0], "steps": len(losses), "last loss": losses[-1]}
