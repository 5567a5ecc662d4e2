"""The data that networks learn from: each data set is one entry that says all of itself.

To add a data set, write a function that returns `Data`, and one `Dataset` in `DATASETS`. Pages,
training, store and scripts ask the entry, and never for a data set by its name.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

import torch
from torch import Tensor

from core.data import cifar10, clip_art, drawings, idx, mnist, reading
from core.data.dataset import Data, Dataset, Gallery
from core.data.download import Download
from core.data.photo import prepared_digit
from core.data.preparation import DEVIATION, MEAN, SHAPE
from core.jobs.progress import Progress
from core.registry import Registry

DIGITS = tuple(str(digit) for digit in range(10))
LOADED = 3  # data sets that stay in memory


def pictures(images: Tensor) -> Tensor:
    """Bytes to float32 in [0, 1]."""
    return images.float().div_(255)


def _mnist() -> Data:
    folder = mnist.unpack()
    return Data(*mnist.read_folder(folder), partial(mnist.train_pictures, folder))


def _mnist_gallery() -> Gallery:
    images, labels = mnist.test_digits()
    return Gallery(images[:, None], labels.long(), DIGITS)


def _mnist_and_drawings() -> Data:
    data, (images, labels) = _mnist(), drawings.read()
    return replace(
        data,
        train_images=torch.cat((data.train_images, images)),
        train_labels=torch.cat((data.train_labels, labels)),
        read_train=None,
    )


def _make_drawings() -> Iterator[Progress]:
    if not drawings.ready():
        yield Progress(
            0.0, f"Making {drawings.COUNT:,} drawings first, only once: this takes a few minutes"
        )
        drawings.path()


def _cifar10() -> Data:
    *tensors, _ = cifar10.read()
    return Data(*tensors)


def _cifar10_gallery() -> Gallery:
    return Gallery(*cifar10.read_test())


def _clip_art() -> Data:
    return Data(*clip_art.read())


def _fetched(name: str, download: Callable[[], Iterator[Download]]) -> Iterator[Progress]:
    for now in download():
        note = f"Downloading {name} first, only once: {now.size / 1e6:.0f} MB"
        yield Progress(now.done / now.size, note)


def _idx(source: idx.Source) -> Data:
    return Data(*source.read())


def _idx_gallery(source: idx.Source, classes: tuple[str, ...]) -> Gallery:
    return Gallery(*source.read_test(), classes)


def _like_mnist(source: idx.Source, title: str, classes: tuple[str, ...], **more: Any) -> Dataset:
    """The entry of a data set in the format of MNIST."""
    return Dataset(
        partial(_idx, source),
        classes=classes,
        shape=SHAPE,
        black_background=True,
        read_gallery=partial(_idx_gallery, source, classes),
        is_ready=source.is_ready,
        fetch=partial(_fetched, title, source.download),
        downloads=True,
        notice=f"It learns from {title}, which is first downloaded, only once: "
        f"{source.size / 1e6:.0f} MB. Or set the variable `{source.variable}` to a folder with its "
        "four files, and start the app again.",
        **more,
    )


_LIKE_MNIST = {
    "classes": DIGITS,
    "shape": SHAPE,
    "mean": (MEAN,),
    "deviation": (DEVIATION,),
    "black_background": True,
    "own_source": "test digit",
    "prepare": prepared_digit,
    "read_gallery": _mnist_gallery,
}

DATASETS = Registry(
    "dataset",
    {
        "MNIST": Dataset(
            _mnist,
            note="70,000 digits written by Americans around 1990 (LeCun, Cortes and Burges).",
            script=reading.read_mnist,
            **_LIKE_MNIST,
        ),
        "MNIST + drawings": Dataset(
            _mnist_and_drawings,
            note="MNIST, and generated digits in handwriting styles from around the world.",
            is_ready=drawings.ready,
            fetch=_make_drawings,
            notice=f"It also learns from {drawings.COUNT:,} generated digits. The first training "
            "makes them, which takes a few minutes.",
            script=reading.read_mnist_and_drawings,
            script_files={reading.DRAWINGS: lambda: drawings.path().read_bytes()},
            script_notice=f"The script reads `{reading.DRAWINGS}`, {drawings.COUNT:,} generated "
            "digits. The first training of this network makes them, which takes a few minutes; "
            "then this page offers the file.",
            **_LIKE_MNIST,
        ),
        "Fashion-MNIST": _like_mnist(
            idx.FASHION,
            "Fashion-MNIST",
            idx.CLOTHES,
            note="70,000 pictures of clothes, harder than digits (Xiao, Rasul and Vollgraf 2017).",
            mean=(0.2860,),
            deviation=(0.3530,),
            script=reading.read_fashion_mnist,
        ),
        "KMNIST": _like_mnist(
            idx.KMNIST,
            "KMNIST",
            idx.KANA,
            note="70,000 cursive Japanese characters of ten kinds (Clanuwat et al. 2018).",
            mean=(0.1904,),
            deviation=(0.3475,),
            script=reading.read_kmnist,
        ),
        "EMNIST digits": _like_mnist(
            idx.EMNIST,
            "EMNIST",
            DIGITS,
            note="280,000 digits of 3,600 writers, of which MNIST is a part (Cohen et al. 2017).",
            mean=(MEAN,),  # MNIST's, so that what learns from it can read drawings too
            deviation=(DEVIATION,),
            own_source="test digit",
            prepare=prepared_digit,
            script=reading.read_emnist_digits,
        ),
        "CIFAR-10": Dataset(
            _cifar10,
            note="60,000 photographs of ten kinds of things (Krizhevsky 2009).",
            classes=cifar10.CLASSES,
            shape=(3, 32, 32),
            mean=cifar10.MEAN,
            deviation=cifar10.DEVIATION,
            read_gallery=_cifar10_gallery,
            is_ready=cifar10.ready,
            fetch=partial(_fetched, "CIFAR-10", cifar10.download),
            downloads=True,
            notice="It learns from CIFAR-10, which is first downloaded, only once: "
            f"{cifar10.SIZE / 1e6:.0f} MB. Or set the variable `{cifar10.VARIABLE}` to a folder "
            "with `train/<class>/` and `test/<class>/`, and start the app again.",
            script=reading.read_cifar10,
        ),
        "Clip art": Dataset(
            _clip_art,
            note="486 drawings of nine kinds of things, from openclipart.org: few, as your own "
            "pictures may be.",
            classes=clip_art.CLASSES,
            shape=(3, clip_art.SIDE, clip_art.SIDE),
            mean=clip_art.MEAN,
            deviation=clip_art.DEVIATION,
            script=reading.read_clip_art,
            script_files={clip_art.NAME: clip_art.file},
            script_notice=f"The script reads `{clip_art.NAME}`, the drawings; this page offers the "
            "file.",
        ),
    },
)
"""Data sets by name."""

_loading = threading.RLock()


def load(name: str) -> Data:
    """The named data set, on the CPU, read once.

    Raises:
        ValueError: there is none of this name, or it can neither be read nor fetched.
    """
    with _loading:  # two sessions that ask at the same time wait for one reading
        return _load(name)


@lru_cache(maxsize=LOADED)
def _load(name: str) -> Data:
    return DATASETS[name].build()
