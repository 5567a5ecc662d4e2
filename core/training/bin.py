"""Trained networks that a reader has deleted: their files stay for a while under other names, so
that it can be undone.
"""

import contextlib
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import Timeout

from core.data import cache
from core.training import path_files
from core.training.store import Trained

SUFFIX = ".deleted"

MOST = 10
"""Deleted networks that can be had back; the oldest go for good."""


@dataclass(frozen=True)
class Deleted:
    """A network that was deleted.

    Args:
        name: that it had.
        weights: where its file of weights was.
    """

    name: str
    weights: Path


def delete(trained: Trained) -> Deleted:
    """Takes a network out of all lists.

    Raises:
        ValueError: it came with the project, or is being written just now.
    """
    if trained.shipped:
        raise ValueError(f"network={trained.name!r} came with the project and stays")
    try:
        with cache.lock(trained.path).acquire(timeout=0):
            for file in reversed(_files(trained.path)):  # without its card it is in no list
                os.replace(file, _aside(file))
                os.utime(_aside(file))
    except Timeout:
        raise ValueError(f"network={trained.name!r} is being trained just now") from None
    except OSError as error:
        raise cache.unwritable(trained.path, error) from None
    _forget(trained.path.parent)
    return Deleted(trained.name, trained.path)


def restore(deleted: Deleted) -> None:
    """Puts a deleted network back into all lists; nothing if it was trained anew meanwhile.

    Raises:
        ValueError: it is no longer there.
    """
    card = deleted.weights.with_suffix(".json")
    if card.exists():
        return
    try:
        for file in _files(deleted.weights, SUFFIX):
            os.replace(_aside(file), file)
    except FileNotFoundError:
        raise ValueError(f"network={deleted.name!r} is gone for good: train it again") from None
    except OSError as error:
        raise cache.unwritable(card, error) from None


def _files(weights: Path, suffix: str = "") -> list[Path]:
    """The files of a network, its card last; of its path only if there is one, with this suffix."""
    path, files = path_files.beside(weights), [weights, weights.with_suffix(".json")]
    return [path, *files] if path.with_name(path.name + suffix).exists() else files


def _aside(file: Path) -> Path:
    return file.with_name(file.name + SUFFIX)


def _forget(folder: Path) -> None:
    """Removes the oldest of too many deleted networks."""

    def moment(file: Path) -> datetime:
        return datetime.fromtimestamp(file.stat().st_mtime)

    with contextlib.suppress(OSError):
        cards = sorted(folder.glob(f"*.json{SUFFIX}"), key=moment, reverse=True)
        for card in cards[MOST:]:
            weights = card.with_name(card.name.removesuffix(f".json{SUFFIX}") + ".safetensors")
            for file in _files(weights, SUFFIX):
                _aside(file).unlink(missing_ok=True)
