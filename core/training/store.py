"""Trained models on the disk: those that come with the project, and the reader's own in the cache
folder.

Weights are written first and their card last, each whole or not at all, so that a killed process
leaves a model or none. What is damaged all the same is set aside (`*.damaged`), told in one line of
the log, and trained again. Nothing is ever unpickled.
"""

import contextlib
import logging
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import torch
from filelock import Timeout
from safetensors.torch import save as tensors_to_bytes
from torch import nn

from core.data import cache
from core.data.datasets import DATASETS, Dataset
from core.models.zoo import MODELS, Network
from core.registry import unknown
from core.training.card import Card, Damaged, cards, key, network, read
from core.training.config import TrainConfig
from core.training.train import Snapshot, train

SHIPPED = Path(__file__).parents[2] / "assets" / "weights"
DEFAULT = "DigitNet"  # reads a drawing unless another is chosen

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Trained:
    """A trained model: its name in lists and links, its file of weights, its card, and whether it
    came with us.
    """

    name: str
    path: Path
    card: Card
    shipped: bool

    @property
    def dataset(self) -> Dataset:
        """What it was trained on."""
        return DATASETS[self.card.config.dataset]

    @property
    def network(self) -> Network:
        """What kind of network it is."""
        return MODELS[self.card.config.model]


def models() -> list[Trained]:
    """All trained models: ours in the order of MODELS, then the reader's own from old to new."""
    return list(_models(cards(SHIPPED), cards(_folder())))


@lru_cache(maxsize=16)
def _models(shipped: tuple, own: tuple) -> list[Trained]:
    """Once for each state of the `cards`, since pages list the models at every rerun."""
    shipped = {model.name: model for path, *_ in shipped if (model := _entry(path))}
    configs = {model.card.config for model in shipped.values()}
    own = [model for path, *_ in own if (model := _entry(path))]
    own = [model for model in own if model.card.config not in configs]
    own.sort(key=lambda model: model.card.date)
    return [shipped[name] for name in MODELS if name in shipped] + own


def names(suits: Callable[[Dataset], bool] = lambda dataset: True) -> tuple[str, ...]:
    """The names of the trained models, of those alone whose data set `suits`."""
    return tuple(trained.name for trained in models() if suits(trained.dataset))


OWN = re.compile(r".{1,80} \(\d{1,3} epochs?, seed \d{1,10}, [0-9a-f]{4}\)|[0-9a-f]{12}")
"""The form of the names and keys of a reader's own models."""


def check_name(name: str) -> str:
    """The name, if a trained model may have it. Reads no disk: `find` says whether it is there.

    Raises:
        ValueError: no model is ever called so.
    """
    if not isinstance(name, str) or not (name in MODELS or OWN.fullmatch(name)):
        raise ValueError(unknown("network", name, tuple(MODELS)))
    return name


def find(name: str) -> Trained:
    """The trained model of this name or key.

    Raises:
        ValueError: it is not on this computer.
    """
    known = models()
    for trained in known:
        if name in (trained.name, key(trained.card.config)):
            return trained
    names = tuple(trained.name for trained in known)
    if OWN.fullmatch(name):
        raise ValueError(
            f"network={name!r} is not on this computer: train it, or choose from {', '.join(names)}"
        )
    raise ValueError(unknown("network", name, names))


def path(name: str) -> Path:
    """The safetensors file of the trained model of this name or key."""
    return find(name).path


def load(name: str) -> nn.Module:
    """The trained network of this name or key, on the CPU, in eval mode; shared by all who ask, not
    to be changed.

    Raises:
        ValueError: there is none of this name, or its files are damaged.
    """
    trained = find(name)
    try:
        return network(trained.path, trained.card)
    except Damaged as error:
        raise ValueError(_set_aside(trained.path, error)) from None


def fetch(config: TrainConfig) -> Trained | None:
    """The trained model of exactly this config, whole and checked, or None."""
    for trained in models():
        if trained.card.config == config and _sound(trained):
            return trained
    return None


def train_once(config: TrainConfig, device: str | torch.device | None = None) -> Iterator[Snapshot]:
    """Trains and stores, unless the model is there already. If another process is at it, waits and
    takes the result.

    The last snapshot holds the model and its test accuracy, and comes once the model is stored.
    """
    lock = cache.lock(_stem(config))
    while (trained := fetch(config)) is None:
        try:
            lock.acquire(timeout=0.2)
        except Timeout:
            yield Snapshot(note="Another process is training the same network: waiting for it")
            continue
        try:
            if (
                trained := fetch(config)
            ) is None:  # else it was stored just before the lock was free
                yield from _train_and_save(config, device)
                return
        finally:
            lock.release()
    yield Snapshot(
        note="Already trained",
        loss=trained.card.loss,
        test_accuracy=trained.card.test_accuracy,
        curve=trained.card.curve,
        model=network(trained.path, trained.card),
    )


def _train_and_save(config: TrainConfig, device: str | torch.device | None) -> Iterator[Snapshot]:
    for progress in DATASETS[config.dataset].fetch():
        yield Snapshot(note=progress.note, prepared=progress.share)
    for snapshot in train(config, device):
        if snapshot.model is not None:
            save(config, snapshot)
        yield snapshot


def save(config: TrainConfig, last: Snapshot, shipped: bool = False, **further) -> Path:
    """Stores the model of a training's last snapshot; the file of its weights. `further` are the
    fields that only the card of a further training has.
    """
    weights = (
        (SHIPPED / f"{slug(config.model)}.safetensors")
        if shipped
        else _stem(config).with_suffix(".safetensors")
    )
    data = tensors_to_bytes(last.model.state_dict())
    card = Card(
        config,
        last.test_accuracy,
        last.loss,
        round(last.seconds, 2),
        last.device,
        torch.get_num_threads(),
        torch.__version__,
        datetime.now(UTC).isoformat(timespec="seconds"),
        cache.sha256(data),
        last.curve,
        **further,
    )
    cache.write(weights, data)
    cache.write(weights.with_suffix(".json"), card.write())
    return weights


def clean() -> None:
    """Once at the start: removes what killed processes left half written, and sets aside what is
    damaged.
    """
    cache.clean()
    for trained in models():
        _sound(trained)
    for weights in _folder().glob("*.safetensors"):
        with contextlib.suppress(Timeout, OSError), cache.lock(weights).acquire(timeout=0):
            if not weights.with_suffix(".json").exists():  # killed between the two
                weights.unlink()


def slug(name: str) -> str:
    """A name as it stands in the name of a file: "CNN 16-32" -> "cnn-16-32"."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _folder() -> Path:
    return cache.folder() / "models"


def _stem(config: TrainConfig) -> Path:
    return _folder() / f"{slug(config.model)}-{key(config)}"


def _entry(path: Path) -> Trained | None:
    """The model of a card; None if it is damaged, which sets it aside, or not of this version of
    the project.
    """
    try:
        card = read(path)
    except OSError:  # set aside or replaced this moment
        return None
    except Damaged as error:
        _set_aside(path, error)
        return None
    if card is None:
        return None
    weights, config = path.with_suffix(".safetensors"), card.config
    if path.parent == SHIPPED:
        return Trained(config.model, weights, card, True)
    if path.stem != _stem(config).name:
        _set_aside(path, Damaged("the name is not that of the card's config"))
        return None
    epochs = f"{config.epochs} epoch{'s' if config.epochs > 1 else ''}"
    return Trained(
        f"{config.model} ({epochs}, seed {config.seed}, {key(config)[:4]})", weights, card, False
    )


def _sound(trained: Trained) -> bool:
    """Whether the weights can be read; else they are set aside."""
    try:
        network(trained.path, trained.card)
    except Damaged as error:
        _set_aside(trained.path, error)
        return False
    return True


def _set_aside(path: Path, error: Damaged) -> str:
    """Renames a damaged model's files, logs one line and returns it. A model that is being written
    is left alone.
    """
    line = f"{path.with_suffix('').name} is damaged: {error}"
    if path.parent == SHIPPED:
        return _told(f"{line}; `python -m core.training --shipped` makes it again")
    try:
        with cache.lock(path).acquire(timeout=0):
            for file in (path.with_suffix(".json"), path.with_suffix(".safetensors")):
                if file.exists():
                    os.replace(file, file.with_name(f"{file.name}.damaged"))
    except Timeout:
        return line
    except OSError as error:
        return _told(f"{line}; it cannot be set aside ({error.strerror or error}): remove it")
    line += "; it was set aside, train it again"
    log.warning(line)
    return line


@lru_cache(maxsize=256)
def _told(line: str) -> str:
    """The line, logged once: what cannot be set aside is met at every run of a page."""
    log.warning(line)
    return line
