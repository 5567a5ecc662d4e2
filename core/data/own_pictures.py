"""Data sets of a reader's own pictures, kept in the cache; their content decides their names."""

import contextlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor

from core.data import cache, reading
from core.data.class_folders import Files, Opened, classes_of, open_each, tensors_of
from core.data.dataset import Data, Dataset
from core.data.datasets import DATASETS
from core.jobs.progress import Progress

GREY, COLOUR, LARGE = (1, 28, 28), (3, 32, 32), (3, 128, 128)
SHAPES = {"grey": GREY, "colour": COLOUR, "large": LARGE}
"""Of the pictures that are made, as MNIST's, as CIFAR-10's, and as networks for photographs want
them.
"""

MOST_SETS = 20
"""Own data sets of a computer."""

DELETED, MOST_DELETED = ".deleted", 5
"""What ends the names of files that were removed, and how many data sets can be had back."""

NAME = re.compile(r"Own pictures [0-9a-f]{8}")


@dataclass(frozen=True)
class Added:
    """A data set that has been made.

    Args:
        name: of it, in `DATASETS`.
        classes: their names.
        train, test: how many pictures there are.
        left_out: lines on files that were left out.
        twice: pictures that were there more than once, and count once.
    """

    name: str
    classes: tuple[str, ...]
    train: int
    test: int
    left_out: tuple[str, ...] = ()
    twice: int = 0


def add(files: Files, kind: str = "grey") -> Iterator[Progress]:
    """Makes a data set of pictures by their paths: the folder that a picture is in is its class.

    Pictures below a folder `train` and a folder `test` are kept apart as they are; else every fifth
    of a class is for the test. The value of the last `Progress` is an `Added`.

    Args:
        files: as `core.data.class_folders.files_of_zip` gives them.
        kind: "grey" makes 28 x 28 pictures, "colour" 32 x 32, "large" 128 x 128 in colour.

    Raises:
        ValueError: too few or too many classes or pictures, or too many data sets, in one line.
    """
    if kind not in SHAPES:
        raise ValueError(f"kind={kind!r} must be one of {', '.join(SHAPES)}")
    opened = Opened([], [])
    for share in open_each(files, SHAPES[kind], opened):
        yield Progress(0.95 * share, f"Opening pictures: {len(opened.pictures):,} so far")
    yield Progress(1.0, "", made(opened))


def made(opened: Opened) -> Added:
    """The data set that is made of pictures of one shape.

    Raises:
        ValueError: as in `add`.
    """
    classes = classes_of(opened)
    tensors = tensors_of(opened, classes)
    data = save(tensors, {"classes": json.dumps(classes)})
    name = f"Own pictures {cache.sha256(data)[:8]}"
    check_room(name)
    _write(name, data, classes, tensors)
    register(name)
    counts = len(tensors["train_labels"]), len(tensors["test_labels"])
    return Added(name, classes, *counts, tuple(opened.left_out), opened.twice)


def names() -> tuple[str, ...]:
    """The own data sets of this computer."""
    register()
    return tuple(name for name in DATASETS if NAME.fullmatch(name))


def remove(name: str) -> None:
    """Removes an own data set; networks that learned from it are listed no more, until it is
    restored or the same pictures are added again.

    Raises:
        ValueError: there is none of this name, or its files cannot be renamed.
    """
    if not NAME.fullmatch(name) or name not in DATASETS:
        raise ValueError(f"dataset={name[:60]!r} is not an own data set of this computer")
    card = _card(name)
    try:
        for file in (card, card.with_suffix(".safetensors")):
            with contextlib.suppress(FileNotFoundError):
                os.replace(file, _aside(file))
                os.utime(_aside(file))
    except OSError as error:
        raise cache.unwritable(card, error) from None
    DATASETS.pop(name, None)  # another session may have been quicker
    _forget()


def restore(name: str) -> None:
    """Puts an own data set that was removed back to the others; nothing if its pictures were added
    again meanwhile.

    Raises:
        ValueError: it is no longer there, or there are too many by now.
    """
    if not NAME.fullmatch(name):
        raise ValueError(f"dataset={name[:60]!r} is not an own data set")
    if register(name):
        return
    check_room()
    card = _card(name)
    try:
        for file in (card.with_suffix(".safetensors"), card):
            os.replace(_aside(file), file)
    except FileNotFoundError:
        raise ValueError(f"dataset={name!r} is gone for good: add the pictures again") from None
    except OSError as error:
        raise cache.unwritable(card, error) from None
    register(name)


def check_room(name: str = "") -> None:
    """Whether one more data set may be made, or this one made again.

    Raises:
        ValueError: there are too many.
    """
    others = [each for each in names() if each != name]
    if len(others) >= MOST_SETS:
        raise ValueError(
            f"there are {len(others)} own data sets, and {MOST_SETS} are allowed: delete one first"
        )


def _aside(file: Path) -> Path:
    return file.with_name(file.name + DELETED)


def _forget() -> None:
    """Removes the oldest of too many data sets that can be had back."""

    def moment(file: Path) -> float:
        return file.stat().st_mtime

    with contextlib.suppress(OSError):
        cards = sorted(_folder().glob(f"*.json{DELETED}"), key=moment, reverse=True)
        for card in cards[MOST_DELETED:]:
            stem = card.name.removesuffix(f".json{DELETED}")
            card.unlink(missing_ok=True)
            _aside(card.with_name(f"{stem}.safetensors")).unlink(missing_ok=True)


def register(name: str = "") -> bool:
    """Puts the own data sets of this computer into `DATASETS`, or the one of this name; those that
    are there already stay as they are. Whether there is any.
    """
    cards = [_card(name)] if NAME.fullmatch(name) else sorted(_folder().glob("*.json"))
    known = [entry for card in cards if (entry := _entry(card)) is not None]
    for title, dataset in known:
        if title not in DATASETS:
            DATASETS[title] = dataset
    return bool(known)


def _folder() -> Path:
    return cache.folder() / "pictures"


def _card(name: str) -> Path:
    return _folder() / f"{name.rpartition(' ')[2]}.json"


def _write(name: str, data: bytes, classes: tuple[str, ...], tensors: Mapping[str, Tensor]) -> None:
    """Puts a data set into the cache, the tensors first."""
    images = tensors["train_images"]
    mean, deviation = mean_and_deviation(images)
    card = {
        "classes": classes,
        "shape": list(images.shape[1:]),
        "mean": [round(value, 4) for value in mean.tolist()],
        "deviation": [round(value, 4) for value in deviation.clamp_min(0.01).tolist()],
        "count": len(tensors["train_labels"]) + len(tensors["test_labels"]),
        "sha256": cache.sha256(data),
    }
    path = _card(name)
    with cache.lock(path):
        cache.write(path.with_suffix(".safetensors"), data)
        cache.write(path, json.dumps(card).encode())


def mean_and_deviation(images: Tensor) -> tuple[Tensor, Tensor]:
    """Of each channel of pictures (N, C, H, W) uint8, as numbers in [0, 1], (C,) float64 each.

    How often each of the 256 bytes is there says it all: as float64, the pictures would take eight
    times their room.
    """
    levels = torch.arange(256, dtype=torch.float64) / 255
    counts = torch.stack([each.flatten().bincount(minlength=256) for each in images.unbind(1)])
    total = counts.sum(1)  # (C,)
    mean = (counts * levels).sum(1) / total
    squares = (counts * (levels - mean[:, None]).square()).sum(1)
    return mean, (squares / (total - 1)).sqrt()


def _entry(card: Path) -> tuple[str, Dataset] | None:
    """Name and entry of a data set in the cache; None if its card is not whole."""
    name = f"Own pictures {card.stem}"
    try:
        values = json.loads(card.read_bytes())
        classes, shape = tuple(map(str, values["classes"])), tuple(map(int, values["shape"]))
        mean, deviation = (tuple(map(float, values[key])) for key in ("mean", "deviation"))
        count, digest = int(values["count"]), str(values["sha256"])
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None
    if not NAME.fullmatch(name) or shape not in SHAPES.values() or len(mean) != shape[0]:
        return None
    path = card.with_suffix(".safetensors")
    return name, Dataset(
        partial(_read, path, digest),
        note=f"{count:,} pictures of your own: {', '.join(classes)}."[:200],
        classes=classes,
        shape=shape,
        mean=mean,
        deviation=deviation,
        is_ready=path.exists,
        script=reading.read_own_pictures,
        script_files={reading.OWN_PICTURES: path.read_bytes},
        script_notice=f"The script reads `{reading.OWN_PICTURES}`, the pictures as they were "
        "resized here; this page offers the file.",
    )


def _read(path: Path, digest: str) -> Data:
    """The data set in a file.

    Raises:
        ValueError: it is not there, or not what it was.
    """
    try:
        data = path.read_bytes()
        if cache.sha256(data) != digest:
            raise ValueError("its sha256 differs")
        return Data(**load(data))
    except (OSError, SafetensorError, ValueError, TypeError) as error:
        why = getattr(error, "strerror", None) or error
        raise ValueError(f"{path} cannot be read ({why}): add the pictures again") from None
