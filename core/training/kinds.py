"""Kinds of training beside that of `TrainConfig`, for the same queue, store and lists.

A kind belongs to a topic and is named after its room, such as "vision.transfer". The module `kind`
in that room registers it when it is imported, which happens as soon as a card, a checkpoint or an
order names it: so every process knows it, and nothing here knows a topic.
"""

import importlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from core.models.zoo import Network
from core.registry import Config
from core.script import Script
from core.training.checkpoint import Checkpoint
from core.training.config import TrainConfig
from core.training.snapshot import Snapshot

NAME = re.compile(r"[a-z_]+\.[a-z_]+")

KEY = "kind"
"""Under which the settings of such a training name it, as JSON."""


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of training.

    Args:
        name: of the topic's room in `core`, such as "vision.transfer".
        config: its settings: `epochs` and `seed` are among them. The class also has `kind`, this
            name; `model`, what its network is called in lists and files; and `dataset`, what it
            learns from, by its name in `DATASETS`, or empty.
        train: yields a `Snapshot` after every step, from the beginning or from a checkpoint, on
            the device of a name, or on the best if that is None. The last one has the model.
        describe: its settings in words, by the names of their columns in tables of trainings.
        write_script: the script of a training with so many threads of the CPU.
        network: the `Network` whose weights are stored; by default the config's own.
        classifies: whether its network tells the classes of its data set apart, from pictures that
            are normalised as that data set's.
    """

    name: str
    config: type[Config]
    train: Callable[[Any, Any, Checkpoint | None], Iterator[Snapshot]]
    describe: Callable[[Any], dict[str, str]]
    write_script: Callable[[Any, int | None], Script]
    network: Callable[[Any], Network] = attrgetter("network")
    classifies: bool = True


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Makes a kind of training known. Its room does it once, in its module `kind`."""
    _kinds[kind.name] = kind


def find(name: str) -> Kind:
    """The kind of this name.

    Raises:
        ValueError: there is none.
    """
    if name not in _kinds and isinstance(name, str) and NAME.fullmatch(name):
        module = f"core.{name}.kind"
        try:
            importlib.import_module(module)
        except ModuleNotFoundError as error:
            if error.name is None or not module.startswith(error.name):
                raise
    if name not in _kinds:
        raise ValueError(f"kind={str(name)[:40]!r} is no kind of training here")
    return _kinds[name]


def kind_of(config: Config) -> Kind | None:
    """The kind of a training; None for a `TrainConfig`."""
    name = getattr(config, KEY, "")
    return find(name) if name else None


def network_of(config: Config) -> Network:
    """What kind of network a training of any kind trains."""
    kind = kind_of(config)
    return config.network if kind is None else kind.network(config)


def as_json(config: Config) -> dict[str, Any]:
    """The settings of a training of any kind, as plain values."""
    kind = kind_of(config)
    return config.as_json() if kind is None else {KEY: kind.name, **config.as_json()}


def from_json(values: Mapping[str, Any]) -> Config:
    """The training that `as_json` wrote; what is not allowed is a `ValueError`."""
    settings = dict(values)
    name = settings.pop(KEY, "")
    return (find(name).config if name else TrainConfig).from_json(settings)


def identity(config: Config) -> Any:
    """What no two trainings have in common, as JSON can hold it: the settings that are not at their
    defaults, so that new settings change none, and the kind.
    """
    kind = kind_of(config)
    return config.query() if kind is None else [kind.name, config.query()]
