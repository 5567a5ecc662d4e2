"""What lies on the disk for a trained model: weights as safetensors, and a card that says what they
are.

A flipped bit goes unnoticed by safetensors, so the card holds the sha256 of the weights, and a sum
of its own.
"""

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load
from torch import nn

from core.data import cache
from core.data.datasets import DATASETS
from core.models.zoo import create
from core.registry import Config, Range, Text
from core.training import kinds
from core.training.curve import Curve, Measures, check_curve, check_measures
from core.training.snapshot import Snapshot


class Damaged(Exception):
    """A file that is not what it should be; says in what."""


def _moment(name: str, value: object) -> None:
    """Refuses what is no moment in ISO 8601 with its time zone."""
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        moment = None
    if moment is None or moment.tzinfo is None:
        raise ValueError(f"{name}={str(value)[:40]!r} must be a date and time with its time zone")


def _digest_or_nothing(name: str, value: object) -> None:
    """Refuses what is neither empty nor a sha256."""
    if value != "":
        _digest(name, value)


def _digest(name: str, value: object) -> None:
    """Refuses what is no sha256 in hexadecimal digits."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9a-f]{64}", value):
        raise ValueError(f"{name}={str(value)[:40]!r} must be 64 hexadecimal digits")


CHECKS: dict[str, Callable[[str, Any], Any]] = {
    "test_accuracy": Range(0.0, 1.0, 0.0, 0.0001).check,
    "loss": Range(-1e30, 1e30, 0.0, 1.0).check,
    "seconds": Range(0.0, 1e9, 0.0, 0.01).check,
    "device": Text(limit=200).check,
    "threads": Range(1, 100_000, 1, 1).check,
    "torch": Text(limit=100).check,
    "date": _moment,
    "sha256": _digest,
    "curve": check_curve,
    "held_out": check_curve,
    "measures": check_measures,
    "start": _digest_or_nothing,
    "runs": Range(1, 100, 1, 1).check,
    "share": Range(0.0, 1.0, 1.0, 0.01).check,
}
"""What each field of a card may be; another value is a `ValueError` that names the field."""

FURTHER = {"further", "start", "runs", "share"}
"""Fields that only the card of a further training has."""

LACKING = {"curve": check_curve, "held_out": check_curve, "measures": check_measures}
"""Fields that a card may lack, with what makes them of JSON."""

LARGEST = 100_000
"""Bytes that a card may have, five times those of a long one."""


@dataclass(frozen=True)
class Card:
    """What is known of trained weights. A field that cannot be so is a `ValueError`.

    Args:
        loss: of the last batch.
        seconds: that the training took.
        device: that it ran on, as `core.training.device.describe` says it.
        threads: of the CPU; sums in another order end in other bits.
        torch: the version.
        date: when it ended, ISO 8601 in UTC.
        sha256: of the file of weights.
        curve: of the training. A card without one is that of an older version of the project, or
            of a further training.
        held_out: loss and accuracy on the test pictures after each epoch; none in an older card.
        further: a training that went on from weights of `config`; loss, seconds and device are
            then its own. The last one, where it went on from another; None if there was none.
        start: the sha256 of the weights that it went on from, or empty.
        runs: how many times it went on from there, each with the next seed; their mean was taken.
        share: of that mean in what was stored, the rest being the weights that it went on from.
        measures: what else is known of how good it is, as pairs of a name and a number.
    """

    config: Config
    test_accuracy: float
    loss: float
    seconds: float
    device: str
    threads: int
    torch: str
    date: str
    sha256: str
    curve: Curve = ()
    held_out: Curve = ()
    further: Config | None = None
    start: str = ""
    runs: int = 1
    share: float = 1.0
    measures: Measures = ()

    def __post_init__(self):
        for name, check in CHECKS.items():
            check(name, getattr(self, name))

    def write(self) -> bytes:
        """The card as a JSON file."""
        values = {field.name: getattr(self, field.name) for field in fields(self)} | {
            "config": kinds.as_json(self.config)
        }
        for name in LACKING:
            if not values[name]:
                del values[name]
        if self.further is None:
            values = {name: value for name, value in values.items() if name not in FURTHER}
        else:
            values["further"] = self.further.as_json()
        return (json.dumps({**values, "sum": _sum(values)}, indent=1) + "\n").encode()


def card_of(config: Config, last: Snapshot, sha256: str, **further: Any) -> Card:
    """The card of a training that ends now with this snapshot and weights of this sha256."""
    return Card(
        config,
        last.test_accuracy,
        last.loss,
        round(last.seconds, 2),
        last.device,
        torch.get_num_threads(),
        torch.__version__,
        datetime.now(UTC).isoformat(timespec="seconds"),
        sha256,
        last.curve,
        last.held_out,
        measures=tuple(last.measures.items()),
        **further,
    )


@lru_cache(maxsize=256)
def key(config: Config) -> str:
    """Twelve characters made from the settings that are not at their defaults, so that new settings
    change none. Once for each config, since pages list the models at every rerun.
    """
    settings = json.dumps(kinds.identity(config), sort_keys=True)
    return hashlib.sha256(settings.encode()).hexdigest()[:12]


def slug(name: str) -> str:
    """A name as it stands in the name of a file: "CNN 16-32" -> "cnn-16-32"."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def file_stem(config: Config) -> str:
    """The name of the files of a training, without what follows the first dot."""
    return f"{slug(config.model)}-{key(config)}"


def cards(folder: Path) -> tuple[tuple[Path, int, int], ...]:
    """The files of cards in a folder, each with the time of its last change and its size."""
    states = []
    with contextlib.suppress(OSError), os.scandir(folder) as files:
        for file in files:
            with contextlib.suppress(OSError):  # it is set aside this moment: the others are there
                if file.name.endswith(".json"):
                    now = file.stat()
                    states.append((Path(file), now.st_mtime_ns, now.st_size))
    return tuple(sorted(states))


def read(path: Path) -> Card | None:
    """The card at `path`; None if it is whole but of a config that this version does not know.

    Raises:
        Damaged: it is cut, changed or something else.
        OSError: it is not there.
    """
    state = path.stat()
    return _read(path, state.st_mtime_ns, state.st_size, tuple(DATASETS))


@lru_cache(maxsize=256)
def _read(path: Path, changed: int, size: int, datasets: tuple[str, ...]) -> Card | None:
    """Once for each state of the file, since pages list the models at every rerun, and for each
    choice of data sets: that of a config may come and go.
    """
    if size > LARGEST or not path.is_file():
        raise Damaged("it is no card")
    try:
        values = json.loads(path.read_bytes())
        if values.pop("sum") == _sum(values):
            return _checked(values)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    raise Damaged("the card is cut or changed")


def _checked(values: dict[str, Any]) -> Card | None:
    """The card of these values, each looked at; None if this version does not know the config.

    Raises:
        Damaged: one of them cannot be so.
    """
    names = {field.name for field in fields(Card)}
    if values.keys() | {*LACKING} not in (names, names - FURTHER):
        return None
    trainings = {name: values.pop(name) for name in ("config", "further") if name in values}
    for name, settings in trainings.items():
        if not isinstance(settings, dict):
            raise Damaged(f"{name}={str(settings)[:40]!r} must be settings by name")
    try:
        configs = {name: kinds.from_json(settings) for name, settings in trainings.items()}
    except (ValueError, KeyError, TypeError):
        return None
    try:
        lacking = {name: check(name, values.pop(name, ())) for name, check in LACKING.items()}
        return Card(**configs, **values, **lacking)
    except ValueError as error:
        raise Damaged(str(error)[:200]) from None


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
    model = create(kinds.network_of(card.config), torch.Generator())
    try:
        model.load_state_dict(load(data))
    except (SafetensorError, RuntimeError, ValueError, LookupError, TypeError, AssertionError):
        raise Damaged(f"the weights are not those of {card.config.model}") from None
    if not all(value.isfinite().all() for value in model.state_dict().values()):
        raise Damaged("the weights are not all finite")
    return model.eval().requires_grad_(False)


def _sum(values: dict) -> str:
    return cache.sha256(json.dumps(values, sort_keys=True).encode())
