"""What a pre-trained network makes of pictures before its head, computed once and kept on the disk.

The file of a network and a set of pictures is called by the sha256 of all that decides the numbers:
the weights, the pictures, and VERSION. What has not been used for longest gives way. Some files
come with the project, see `core.vision.transfer.shipping`.
"""

import contextlib
import copy
import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor, nn

from core.data import cache
from core.jobs import Progress
from core.models.imagenet import PRETRAINED
from core.models.pretrained import Pretrained
from core.registry import unknown
from core.vision.transfer.head import raw_pixels
from core.vision.transfer.pictures import Pictures, network_input, pictures_of, side_of
from core.vision.transfer.stages import network_names

VERSION = 1
"""Of how features are computed; another one computes all anew."""

BATCH = 16
MOST_BYTES = 100 * 1024**2
"""Of all features on the disk."""

SHIPPED = Path(__file__).parents[3] / "assets" / "transfer"
"""Where the files are that come with the project."""


@dataclass(frozen=True, eq=False)
class Features:
    """What a network makes of the pictures of a data set.

    Args:
        train: (N, D).
        test: (M, D), of the pictures that are held out.
    """

    train: Tensor
    test: Tensor


def body(network: Pretrained) -> nn.Module:
    """A copy of a pre-trained network that returns what its head would get: (N, features)."""
    return network.with_head(copy.deepcopy(network.trained()), nn.Identity())


def compute(network: str, dataset: str) -> Iterator[Progress]:
    """The features of the pictures of a data set that take part, on all cores; the last value are
    `Features`. If they are kept there is nothing to wait for.

    Raises:
        ValueError: a name is unknown, or weights or pictures are not here or damaged.
    """
    if network not in network_names():
        raise ValueError(unknown("network", network, network_names()))
    entry, pictures = PRETRAINED[network], pictures_of(dataset)
    path = file_of(entry, pictures)
    if (result := read_kept(path)) is not None:
        yield Progress(1.0, "", result)
        return
    images = torch.cat((pictures.train, pictures.test))
    rows: list[Tensor] = []
    for batch in _batches(entry, images):
        rows.append(batch)
        done = sum(map(len, rows))
        yield Progress(0.99 * done / len(images), f"{done:,} of {len(images):,} pictures")
    train, test = torch.cat(rows).split((len(pictures.train), len(pictures.test)))
    _keep(path, save({"train": train.contiguous(), "test": test.contiguous()}))
    yield Progress(1.0, "", Features(train, test))


@lru_cache(maxsize=3)
def raw(pictures: Pictures) -> Features:
    """The pixels of pictures in the place of features."""
    return Features(raw_pixels(pictures.train), raw_pixels(pictures.test))


def _batches(network: Pretrained, images: Tensor) -> Iterator[Tensor]:
    """The features of pictures, some at a time, in their order."""
    model = body(network)

    def features(start: int) -> Tensor:
        with torch.no_grad():
            x = network_input(network, images[start : start + BATCH])
            return model(x.contiguous(memory_format=torch.channels_last))

    pool = ThreadPoolExecutor(os.cpu_count())
    try:
        yield from pool.map(features, range(0, len(images), BATCH))
    finally:
        pool.shutdown(cancel_futures=True)


def file_of(network: Pretrained, pictures: Pictures) -> Path:
    """Where the features of these pictures are, or will be."""
    sides = [side_of(network, images) for images in (pictures.train, pictures.test)]
    parts = [VERSION, network.digest, sides, _shapes_and_sums(pictures)]
    name = cache.sha256(json.dumps(parts).encode())[:16]
    return _folder() / f"{name}.safetensors"


@lru_cache(maxsize=3)
def _shapes_and_sums(pictures: Pictures) -> list[tuple[list[int], str]]:
    """Of the pictures for the training and of those held out; to go through them takes a while."""
    return [
        (list(images.shape), cache.sha256(images.numpy().tobytes()))
        for images in (pictures.train, pictures.test)
    ]


def are_kept(network: str, dataset: str) -> bool:
    """Whether the features of the pictures of a data set need not be computed any more.

    Raises:
        ValueError: weights or pictures are not here or damaged.
    """
    name = _name(network, PRETRAINED[network].digest, dataset)
    return any((folder / name).exists() for folder in (_folder(), SHIPPED))


@lru_cache(maxsize=64)
def _name(network: str, digest: str, dataset: str) -> str:
    """Of the file of features; to read all pictures for it takes a while."""
    return file_of(PRETRAINED[network], pictures_of(dataset)).name


def _folder() -> Path:
    return cache.folder() / "features"


def read_kept(path: Path) -> Features | None:
    """What is kept in a file that `file_of` gives, or came with the project; None if there is
    nothing, or nothing whole.
    """
    return _read(path) or _read(SHIPPED / path.name)


def kept_bytes(path: Path) -> bytes | None:
    """The file that `read_kept` reads; None if there is none."""
    for each in (path, SHIPPED / path.name):
        if _read(each) is not None:
            return each.read_bytes()
    return None


def _read(path: Path) -> Features | None:
    try:
        tensors = load(path.read_bytes())
    except (OSError, SafetensorError):
        return None
    with contextlib.suppress(OSError):
        os.utime(path)
    if tensors.keys() != {"train", "test"}:
        return None
    return Features(tensors["train"].float(), tensors["test"].float())


def _keep(path: Path, data: bytes) -> None:
    """Writes features, and removes those that were not used for longest where there are too many.
    On a full disk nothing is kept: they can be computed again.
    """
    with contextlib.suppress(cache.Unwritable):
        cache.write(path, data)
    files = sorted(path.parent.glob("*.safetensors"), key=lambda file: -file.stat().st_mtime_ns)
    total = 0
    for file in files:
        total += file.stat().st_size
        if total > MOST_BYTES and file != path:
            file.unlink(missing_ok=True)
