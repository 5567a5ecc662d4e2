"""The path that a trained network took through the space of weights, epoch by epoch."""

import logging
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import torch
from torch import Tensor

from core.models.zoo import create
from core.training import path_files, store
from core.training.card import Card, Damaged, network

log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Trajectory:
    """Weights on the way of a training, from before its first step to its end.

    Args:
        epochs: whole epochs that were done at each point: from 0 to those of the training.
        steps: that were done by then.
        states: the `state_dict` at each point, on the CPU, shared by all who ask; averaged weights
            where the training averages them. The last is that of the trained network.
    """

    epochs: tuple[int, ...]
    steps: tuple[int, ...]
    states: tuple[dict[str, Tensor], ...]


def has_path(name: str) -> bool:
    """Whether a path was kept of the trained network of this name or key. Reads no weights.

    Raises:
        ValueError: there is no such network.
    """
    return path_files.beside(store.path(name)).exists()


def path(name: str) -> Trajectory | None:
    """The path of the trained network of this name or key; None if none was kept, or if its file is
    damaged, which the log tells in one line.

    Raises:
        ValueError: there is no such network, or its files are damaged.
    """
    trained = store.find(name)
    store.load(name)
    file = path_files.beside(trained.path)
    try:
        changed = file.stat().st_mtime_ns
    except OSError:
        return None
    return _read(file, changed, trained.path, trained.card)


@lru_cache(maxsize=2)
def _read(file: Path, changed: int, weights: Path, card: Card) -> Trajectory | None:
    """Once for each state of the file; a path may have many megabytes, so few stay in memory."""
    config = card.config
    first = create(config.network, torch.Generator().manual_seed(config.seed)).state_dict()
    last = network(weights, card).state_dict()
    try:
        between = path_files.read(file, last)
    except Damaged as error:
        log.warning("%s: %s; train it again to have one", weights.with_suffix("").name, error)
        return None
    epochs = (0, *between, config.epochs)
    steps = (0, *(card.held_out[epoch - 1][0] for epoch in epochs[1:]))
    return Trajectory(epochs, steps, (first, *between.values(), last))
