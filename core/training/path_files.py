"""The path of a training through the space of weights, on the disk: a file for each epoch while it
trains, and one file beside that of the network once it is stored.

The first weights are not kept, since the seed draws them again, and the last are the network's.
"""

import contextlib
import hashlib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import torch
from filelock import Timeout
from safetensors import SafetensorError, safe_open
from safetensors.torch import load, save
from torch import Tensor

from core.data import cache
from core.registry import Config
from core.training import kinds
from core.training.card import Damaged, file_stem
from core.training.checkpoint import Checkpoint
from core.training.snapshot import Snapshot

MOST, LARGEST = 60, 64_000_000
"""Points of a path, its start and end counted, and bytes of its file; of a longer or larger one
every second epoch is kept, or every third, and so on.
"""

LARGEST_SHIPPED = 3_000_000
"""Bytes of the path of a network that comes with the project; it has the whole path or none."""

State = dict[str, Tensor]


def epochs_between(epochs: int, size: int) -> tuple[int, ...]:
    """The epochs between the first and the last weights that are kept of a training, evenly spaced.

    Args:
        size: bytes of the weights.
    """
    most = min(MOST - 2, LARGEST // size)
    spacing = 1 if epochs - 1 <= most else -(-epochs // (most + 1))
    return tuple(range(spacing, epochs, spacing))


def recorded(config: Config, snapshots: Iterator[Snapshot]) -> Iterator[Snapshot]:
    """The snapshots of a training, whose weights are kept at the end of its epochs."""
    for snapshot in snapshots:
        if snapshot.checkpoint is not None and kinds.kind_of(config) is None:
            _keep(config, snapshot.checkpoint)
        yield snapshot


def _keep(config: Config, checkpoint: Checkpoint) -> None:
    state = _weights(checkpoint)
    if checkpoint.epoch in epochs_between(config.epochs, _size(state)):
        cache.write(_file(config, checkpoint.epoch), save(state))


def _weights(checkpoint: Checkpoint) -> State:
    """The weights that would be stored if the training ended here: averaged ones, if they are."""
    state = checkpoint.states["model"]
    if (average := checkpoint.states.get("average")) is not None:
        state = {name: average[f"module.{name}"] for name in state}
    return {
        name: value.detach().cpu().clone(memory_format=torch.contiguous_format)
        for name, value in state.items()
    }


def gather(config: Config, weights: Path, state: State, shipped: bool = False) -> None:
    """Writes the path of a training beside the weights that came out of it; nothing if an epoch is
    missing, or the training is of another kind than `TrainConfig`, whose first weights the seed
    alone does not draw again.
    """
    if kinds.kind_of(config) is not None:
        return
    epochs = epochs_between(config.epochs, _size(state))
    try:
        parts = {epoch: load(_file(config, epoch).read_bytes()) for epoch in epochs}
    except (OSError, SafetensorError):
        return
    tensors = {
        f"{epoch}.{name}": value for epoch, part in parts.items() for name, value in part.items()
    }
    if not shipped or _size(tensors) <= LARGEST_SHIPPED:
        about = {"network": _digest(state), "sum": _digest(tensors)}
        cache.write(beside(weights), save(tensors, about))


def read(path: Path, network: State) -> dict[int, State]:
    """The weights of a path's file by their epochs.

    Args:
        network: the weights that the path ends with.

    Raises:
        Damaged: they are cut or changed, or those of another network.
    """
    try:
        with safe_open(path, "pt") as file:
            about = file.metadata() or {}
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (OSError, SafetensorError) as error:
        raise Damaged(f"its path cannot be read: {str(error)[:80]}") from None
    if about != {"network": _digest(network), "sum": _digest(tensors)}:
        raise Damaged("its path is changed, or that of another network")
    epochs = sorted({int(name.partition(".")[0]) for name in tensors})
    return {epoch: {name: tensors[f"{epoch}.{name}"] for name in network} for epoch in epochs}


def beside(weights: Path) -> Path:
    """The file of the path of the network whose weights are in this file."""
    return weights.with_name(f"{weights.name.split('.')[0]}.path.safetensors")


def remove(config: Config) -> None:
    """Removes what was kept of a training while it ran."""
    with contextlib.suppress(OSError):
        for file in _folder().glob(f"{file_stem(config)}.*.safetensors"):
            file.unlink(missing_ok=True)


def clean(stems: Collection[str]) -> None:
    """Once at the start: removes what was kept of all trainings but those of these stems."""
    for file in _folder().glob("*.safetensors"):
        if file.name.split(".")[0] not in stems:
            with contextlib.suppress(Timeout, OSError), cache.lock(file).acquire(timeout=0):
                file.unlink(missing_ok=True)


def _folder() -> Path:
    return cache.folder() / "paths"


def _file(config: Config, epoch: int) -> Path:
    return _folder() / f"{file_stem(config)}.{epoch:04}.safetensors"


def _size(tensors: Mapping[str, Tensor]) -> int:
    """Bytes of some tensors."""
    return sum(value.numel() * value.element_size() for value in tensors.values())


def _digest(tensors: Mapping[str, Tensor]) -> str:
    """A sha256 of some tensors and their names."""
    digest = hashlib.sha256()
    for name in sorted(tensors):
        digest.update(f"{name} {tuple(tensors[name].shape)}".encode())
        digest.update(tensors[name].numpy().tobytes())
    return digest.hexdigest()
