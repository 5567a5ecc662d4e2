"""What lies on the disk for a trained model: weights as safetensors, and a card that says what they
are.

A flipped bit goes unnoticed by safetensors, so the card holds the sha256 of the weights, and a sum
of its own.
"""

import hashlib
import json
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load
from torch import nn

from core.data import cache
from core.models.zoo import create
from core.training.config import TrainConfig


class Damaged(Exception):
    """A file that is not what it should be; says in what."""


@dataclass(frozen=True)
class Card:
    """What is known of trained weights.

    Args:
        loss: of the last batch.
        seconds: that the training took.
        device: that it ran on, as `core.training.device.describe` says it.
        threads: of the CPU; sums in another order end in other bits.
        torch: the version.
        date: when it ended, ISO 8601 in UTC.
        sha256: of the file of weights.
    """

    config: TrainConfig
    test_accuracy: float
    loss: float
    seconds: float
    device: str
    threads: int
    torch: str
    date: str
    sha256: str

    def write(self) -> bytes:
        """The card as a JSON file."""
        values = {field.name: getattr(self, field.name) for field in fields(self)} | {
            "config": self.config.as_json()
        }
        return (json.dumps({**values, "sum": _sum(values)}, indent=1) + "\n").encode()


@lru_cache(maxsize=256)
def key(config: TrainConfig) -> str:
    """Twelve characters made from the settings that are not at their defaults, so that new settings
    change none. Once for each config, since pages list the models at every rerun.
    """
    return hashlib.sha256(json.dumps(config.query(), sort_keys=True).encode()).hexdigest()[:12]


def read(path: Path) -> Card | None:
    """The card at `path`; None if it is whole but of a config that this version does not know.

    Raises:
        Damaged: it is cut, changed or something else.
        OSError: it is not there.
    """
    state = path.stat()
    return _read(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=256)
def _read(path: Path, changed: int, size: int) -> Card | None:
    """Once for each state of the file, since pages list the models at every rerun."""
    try:
        values = json.loads(path.read_bytes())
        whole = values.pop("sum") == _sum(values)
    except (ValueError, KeyError, TypeError, AttributeError):
        whole = False
    if not whole:
        raise Damaged("the card is cut or changed")
    try:
        return Card(**{**values, "config": TrainConfig.from_json(values["config"])})
    except (ValueError, KeyError, TypeError):
        return None


@lru_cache(maxsize=16)
def network(path: Path, card: Card) -> nn.Module:
    """The network of a card with the weights at `path`: on the CPU, in eval mode, shared, not to be
    changed.

    Raises:
        Damaged: the weights are not there, or not those that the card speaks of.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Damaged(f"the weights cannot be read: {error.strerror}") from None
    if cache.sha256(data) != card.sha256:
        raise Damaged("the sha256 of the weights is not that of the card")
    model = create(card.config.model, torch.Generator())
    try:
        weights = load(data)
        model.load_state_dict(weights)
    except (SafetensorError, RuntimeError):
        raise Damaged(f"the weights are not those of {card.config.model}") from None
    if not all(value.isfinite().all() for value in weights.values()):
        raise Damaged("the weights are not all finite")
    return model.eval().requires_grad_(False)


def _sum(values: dict) -> str:
    return cache.sha256(json.dumps(values, sort_keys=True).encode())
