"""The checkpoints of trainings that run or were interrupted, on the disk.

The tensors of an epoch are written first and their card last, each whole or not at all. The last
EPOCHS epochs of a training stay, so that damage to one leaves another; all go once the trained
network is stored.
"""

import contextlib
import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import torch
from filelock import Timeout

from core.data import cache
from core.data.datasets import DATASETS
from core.registry import Config
from core.training import kinds, path_files
from core.training.card import cards, file_stem
from core.training.checkpoint import Checkpoint, Unsuitable, pack, unpack
from core.training.curve import Curve, check_curve, thinned
from core.training.snapshot import Snapshot

EPOCHS = 2
"""Epochs of a training whose checkpoints are kept."""

MOST = 12
"""Interrupted trainings that are kept; the oldest go first."""

LARGEST = 4_000_000
"""Bytes that a checkpoint's card may have, many times those of a long one."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Interrupted:
    """A training that was interrupted and can go on.

    Args:
        epoch: whole epochs that it has done.
        seconds: that they took.
        device: the kind that it ran on: "cpu".
        curve: loss and accuracy of the training batches so far.
        held_out: loss and accuracy on the test pictures after each epoch.
        date: when the last of these epochs ended, ISO 8601 in UTC.
        path: the file of its tensors.
    """

    config: Config
    epoch: int
    seconds: float
    device: str
    curve: Curve
    held_out: Curve
    date: str
    path: Path


def interrupted() -> tuple[Interrupted, ...]:
    """The trainings that can go on: begun, neither stored nor running now; the latest first."""
    waiting = [each for each in _latest() if not _is_stored(each.config) and not _runs(each.path)]
    return tuple(sorted(waiting, key=lambda each: each.date, reverse=True))


def find(config: Config) -> Interrupted | None:
    """What is known of the interrupted training of this config; None if there is none."""
    return next((each for each in _latest() if each.config == config), None)


def write(config: Config, checkpoint: Checkpoint) -> None:
    """Keeps a checkpoint, and of those before it the latest.

    A state that cannot be kept, as an optimizer of one's own may have, is told in one line of the
    log, and the training then has no checkpoints.

    Raises:
        Unwritable: the disk is full.
    """
    path = folder() / f"{file_stem(config)}.{checkpoint.epoch:04}.safetensors"
    try:
        data, tree = pack(checkpoint)
    except Unsuitable as error:
        log.warning("%s has no checkpoints: %s", file_stem(config), error)
        return
    values = {
        "config": kinds.as_json(config),
        "epoch": checkpoint.epoch,
        "seconds": round(checkpoint.seconds, 2),
        "device": checkpoint.device,
        "threads": torch.get_num_threads(),
        "torch": torch.__version__,
        "date": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "curve": _curve(checkpoint),
        "held_out": checkpoint.held_out,
        "tree": tree,
        "sha256": cache.sha256(data),
    }
    cache.write(path, data)
    cache.write(path.with_suffix(".json"), json.dumps(values | {"sum": _sum(values)}).encode())
    for older in _files(config)[EPOCHS:]:
        _remove(older)


def read(config: Config) -> Checkpoint | None:
    """The latest whole checkpoint of a training; None if there is none. What is damaged is removed,
    and told in one line of the log.
    """
    for card in _files(config):
        try:
            return _read(card, config)
        except (OSError, Unsuitable) as error:
            log.warning("the checkpoint %s is damaged and was removed: %s", card.stem, error)
            _remove(card)
    return None


def continued(
    config: Config, train: Callable[[Checkpoint | None], Iterator[Snapshot]]
) -> Iterator[Snapshot]:
    """The snapshots of a training that goes on from its last checkpoint, if there is one, and whose
    own are kept. A training that fails leaves none: it would fail again.

    Args:
        train: makes the snapshots, from a checkpoint or from the beginning.
    """
    start = read(config)
    if start is not None:
        note = f"Going on after epoch {start.epoch} of {config.epochs}"
        yield Snapshot(note=note, curve=_curve(start), held_out=start.held_out)
    try:
        yield from _written(config, train(start))
    except Unsuitable as error:  # of another version of torch
        log.warning("%s begins again: %s", file_stem(config), error)
        remove(config)
        yield from _written(config, train(None))


def _written(config: Config, snapshots: Iterator[Snapshot]) -> Iterator[Snapshot]:
    try:
        for snapshot in path_files.recorded(config, snapshots):
            if snapshot.checkpoint is not None:
                write(config, snapshot.checkpoint)
                snapshot = replace(snapshot, checkpoint=None)
            yield snapshot
    except cache.Unwritable:
        raise
    except ValueError:
        remove(config)
        raise


def _curve(checkpoint: Checkpoint) -> Curve:
    """Loss and accuracy of the training batches up to a checkpoint."""
    return thinned([(step, *point) for step, point in enumerate(checkpoint.points.tolist(), 1)])


def discard(config: Config) -> None:
    """Removes the checkpoints of an interrupted training.

    Raises:
        ValueError: it runs just now.
    """
    try:
        with cache.lock(folder() / file_stem(config)).acquire(timeout=0):
            remove(config)
    except Timeout:
        raise ValueError(f"{config.model} is being trained just now: stop it first") from None


def remove(config: Config) -> None:
    """Removes the checkpoints of a training, whose lock the caller holds, and the weights that were
    kept of its epochs.
    """
    for card in _files(config):
        _remove(card)
    path_files.remove(config)


def clean() -> None:
    """Once at the start: removes what killed processes left, what belongs to stored networks or to
    another version of the project, and the oldest of too many.
    """
    latest = sorted(_latest(), key=lambda each: each.date, reverse=True)
    good = {each.path.name.split(".")[0] for each in latest[:MOST] if not _is_stored(each.config)}
    for file in [*folder().glob("*.safetensors"), *folder().glob("*.json")]:
        alone = not file.with_suffix(".json").exists()
        if alone or file.name.split(".")[0] not in good:
            with contextlib.suppress(Timeout, OSError), cache.lock(file).acquire(timeout=0):
                file.unlink(missing_ok=True)
    path_files.clean(good)


def folder() -> Path:
    """The folder of the checkpoints."""
    return cache.folder() / "checkpoints"


def _files(config: Config) -> list[Path]:
    """The cards of a training's checkpoints, the latest first."""
    return sorted(folder().glob(f"{file_stem(config)}.*.json"), reverse=True)


def _remove(card: Path) -> None:
    """The card first: tensors without one are no checkpoint."""
    with contextlib.suppress(OSError):
        card.unlink(missing_ok=True)
        card.with_suffix(".safetensors").unlink(missing_ok=True)


def _latest() -> list[Interrupted]:
    """The latest checkpoint of each training that has one and that this version knows."""
    latest = {}
    for path, changed, size in cards(folder()):  # by name, so the later epoch comes last
        if (known := _entry(path, changed, size, tuple(DATASETS))) is not None:
            latest[path.name.split(".")[0]] = known
    return list(latest.values())


@lru_cache(maxsize=4 * MOST)
def _entry(path: Path, changed: int, size: int, datasets: tuple[str, ...]) -> Interrupted | None:
    """What a checkpoint's card says; None if it is damaged or of another version. Once for each
    state of the file and choice of data sets, since pages list them at every rerun.
    """
    try:
        values = _values(path, size)
        known = {name: values[name] for name in ("epoch", "seconds", "device", "date")}
        curves = {name: check_curve(name, values[name]) for name in ("curve", "held_out")}
        config = kinds.from_json(values["config"])
    except (OSError, Unsuitable, ValueError, KeyError, TypeError):
        return None
    return Interrupted(config, path=path.with_suffix(".safetensors"), **known, **curves)


def _values(card: Path, size: int) -> dict[str, Any]:
    """The values of a checkpoint's card.

    Raises:
        Unsuitable: it is cut or changed.
        OSError: it is not there.
    """
    if size > LARGEST:
        raise Unsuitable("its card is too large")
    try:
        values = json.loads(card.read_bytes())
        if values.pop("sum") == _sum(values):
            return values
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    raise Unsuitable("its card is cut or changed")


def _read(card: Path, config: Config) -> Checkpoint:
    """The checkpoint of a card, with its tensors; raises as `_values`."""
    values = _values(card, card.stat().st_size)
    data = card.with_suffix(".safetensors").read_bytes()
    if cache.sha256(data) != values["sha256"]:
        raise Unsuitable("the sha256 of its tensors is not that of its card")
    if values["config"] != json.loads(json.dumps(kinds.as_json(config))):
        raise Unsuitable("it is that of another training")
    points, states = unpack(data, values["tree"])
    held_out = check_curve("held_out", values["held_out"])
    return Checkpoint(
        values["epoch"], values["seconds"], values["device"], points, held_out, states
    )


def _is_stored(config: Config) -> bool:
    """Whether the trained network is there: who stored it was killed before the checkpoints
    went.
    """
    return (cache.folder() / "models" / f"{file_stem(config)}.json").exists()


def _runs(path: Path) -> bool:
    """Whether a process is at this training: it holds the lock."""
    try:
        with cache.lock(path).acquire(timeout=0):
            return False
    except Timeout:
        return True
    except OSError:  # nothing can be written here, so nothing is trained
        return False


def _sum(values: dict[str, Any]) -> str:
    return cache.sha256(json.dumps(values, sort_keys=True).encode())
