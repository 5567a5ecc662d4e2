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
from functools import lru_cache
from pathlib import Path

import torch
from filelock import Timeout
from safetensors.torch import save as tensors_to_bytes
from torch import nn

from core.data import cache
from core.data.datasets import DATASETS, Dataset
from core.models.zoo import MODELS
from core.registry import Config, unknown
from core.training import checkpoints, kinds, path_files
from core.training.card import Damaged, card_of, cards, file_stem, key, network, read, slug
from core.training.snapshot import Snapshot
from core.training.train import train
from core.training.trained import Trained

SHIPPED = Path(__file__).parents[2] / "assets" / "weights"
MOST_DAMAGED = 6
"""Files that were set aside and stay, to be looked at; the oldest go at the next start."""

DEFAULT = "DigitNet"  # reads a drawing unless another is chosen

Device = str | torch.device | None

log = logging.getLogger(__name__)


def models(every: bool = False) -> list[Trained]:
    """All trained models that tell classes apart, or every one: ours in the order of MODELS, then
    the reader's own from old to new.
    """
    known = _models(cards(SHIPPED), cards(_folder()), tuple(DATASETS))
    return [model for model in known if every or model.classifies]


@lru_cache(maxsize=16)
def _models(shipped: tuple, own: tuple, datasets: tuple[str, ...]) -> list[Trained]:
    """Once for each state of the `cards` and choice of data sets, as pages list the models at every
    rerun.
    """
    shipped = {model.name: model for path, *_ in shipped if (model := _entry(path))}
    configs = {model.card.config for model in shipped.values()}
    own = [model for path, *_ in own if (model := _entry(path))]
    own = [model for model in own if model.card.config not in configs]
    own.sort(key=lambda model: model.card.date)
    return [shipped[name] for name in MODELS if name in shipped] + own


def names(suits: Callable[[Dataset], bool] = lambda dataset: True) -> tuple[str, ...]:
    """The names of the trained models, of those alone whose data set `suits`."""
    return tuple(trained.name for trained in models() if suits(trained.dataset))


OWN = re.compile(r".{1,85} \(\d{1,3} epochs?, seed \d{1,10}, [0-9a-f]{4}\)|[0-9a-f]{12}")
"""The form of the names and keys of a reader's own models."""

LONGEST_NAME = 112
"""Characters of a name at most."""


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
    known = models(every=True)
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


def fetch(config: Config) -> Trained | None:
    """The trained model of exactly this config, whole and checked, or None."""
    for trained in models(every=True):
        if trained.card.config == config and _sound(trained):
            return trained
    return None


def train_once(config: Config, device: Device = None) -> Iterator[Snapshot]:
    """Trains and stores, unless the model is there already. An interrupted training goes on from
    its last checkpoint. If another process is at it, waits and takes the result.

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
        held_out=trained.card.held_out,
        measures=dict(trained.card.measures),
        model=network(trained.path, trained.card),
    )


def _train_and_save(config: Config, device: Device) -> Iterator[Snapshot]:
    if config.dataset in DATASETS:
        for progress in DATASETS[config.dataset].fetch():
            yield Snapshot(note=progress.note, prepared=progress.share)
    kind = kinds.kind_of(config)
    trains = train if kind is None else kind.train
    for snapshot in checkpoints.continued(config, lambda start: trains(config, device, start)):
        if snapshot.model is not None:
            save(config, snapshot)
            checkpoints.remove(config)
        yield snapshot


def save(config: Config, last: Snapshot, shipped: bool = False, **further) -> Path:
    """Stores the model of a training's last snapshot, and its path if the weights of all epochs
    were kept; the file of its weights. `further` are the fields that only the card of a further
    training has.
    """
    stem = SHIPPED / slug(config.model) if shipped else _stem(config)
    weights = stem.with_name(f"{stem.name}.safetensors")
    state = last.model.state_dict()
    data = tensors_to_bytes(state)
    path_files.beside(weights).unlink(missing_ok=True)  # of an earlier network
    cache.write(weights, data)
    if not further:
        with contextlib.suppress(cache.Unwritable):  # a network is worth more than its path
            path_files.gather(config, weights, state, shipped)
    card = card_of(config, last, cache.sha256(data), **further)
    cache.write(weights.with_suffix(".json"), card.write())
    return weights


def clean() -> None:
    """Once at the start: removes what killed processes left half written, and sets aside what is
    damaged.
    """
    cache.clean()
    for trained in models(every=True):
        _sound(trained)
    for file in _folder().glob("*.safetensors"):  # weights and paths
        with contextlib.suppress(Timeout, OSError), cache.lock(file).acquire(timeout=0):
            card = file.with_name(f"{file.name.split('.')[0]}.json")
            if not card.exists():  # killed between the two
                file.unlink()
    damaged = sorted(_folder().glob("*.damaged"), key=lambda file: file.stat().st_mtime)
    for file in damaged[:-MOST_DAMAGED]:
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)
    checkpoints.clean()


def _folder() -> Path:
    return cache.folder() / "models"


def _stem(config: Config) -> Path:
    return _folder() / file_stem(config)


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
            path_files.beside(path).unlink(missing_ok=True)
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
