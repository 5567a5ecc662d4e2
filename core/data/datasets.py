"""The data that networks learn from, whole in memory as bytes and converted by the batch.

To add a data set, write a function that returns `Data`, and one `Choice` in `DATASETS`.
"""

import threading
from dataclasses import dataclass, replace
from functools import lru_cache

import torch
from torch import Tensor

from core.data import cifar10, drawings, mnist
from core.registry import Choice, Registry

DIGITS = tuple(str(digit) for digit in range(10))


@dataclass(frozen=True)
class Data:
    """Pictures and what they show. The tensors are shared by all who ask: nobody changes them.

    Args:
        train_images: (N, C, H, W) uint8.
        train_labels: (N,) int64, places in `classes`.
        test_images: (M, C, H, W) uint8.
        test_labels: (M,) int64.
        classes: names.
        mean: of each channel of the training pictures, in [0, 1].
        deviation: likewise.
    """

    train_images: Tensor
    train_labels: Tensor
    test_images: Tensor
    test_labels: Tensor
    classes: tuple[str, ...]
    mean: tuple[float, ...]
    deviation: tuple[float, ...]

    def to(self, device: torch.device) -> "Data":
        return replace(
            self,
            **{
                name: getattr(self, name).to(device)
                for name in ("train_images", "train_labels", "test_images", "test_labels")
            },
        )


def pictures(images: Tensor) -> Tensor:
    """Bytes to float32 in [0, 1]."""
    return images.float().div_(255)


def normalise(images: Tensor, data: Data) -> Tensor:
    """Pictures in [0, 1] as networks get them: mean 0 and deviation 1 in each channel. Changes them
    in place.
    """
    mean, deviation = (
        torch.tensor(values, device=images.device).view(-1, 1, 1)
        for values in (data.mean, data.deviation)
    )
    return images.sub_(mean).div_(deviation)


def _mnist() -> Data:
    return Data(*mnist.read(), DIGITS, **_DIGITS)


def _mnist_and_drawings() -> Data:
    data = load("MNIST")
    images, labels = drawings.read()
    return replace(
        data,
        train_images=torch.cat((data.train_images, images)),
        train_labels=torch.cat((data.train_labels, labels)),
    )


def _cifar10() -> Data:
    *tensors, classes = cifar10.read()
    return Data(*tensors, classes, **_COLOURS)


_DIGITS = {"mean": (0.1307,), "deviation": (0.3081,)}
_COLOURS = {"mean": (0.4914, 0.4822, 0.4465), "deviation": (0.2470, 0.2435, 0.2616)}

DATASETS = Registry(
    "dataset",
    {
        "MNIST": Choice(
            _mnist,
            {},
            "70,000 digits written by Americans around 1990 (LeCun, Cortes and Burges).",
            facts=_DIGITS,
        ),
        "MNIST + drawings": Choice(
            _mnist_and_drawings,
            {},
            "MNIST, and generated digits in the styles of the world.",
            facts=_DIGITS,
        ),
        "CIFAR-10": Choice(
            _cifar10,
            {},
            "60,000 photographs of ten kinds of things (Krizhevsky 2009).",
            facts=_COLOURS,
        ),
    },
)
"""Data sets by name; `facts` has the mean and deviation of each channel of the training pictures,
in [0, 1].
"""

_loading = threading.RLock()


def load(name: str) -> Data:
    """The named data set, on the CPU, read once.

    Raises:
        ValueError: there is none of this name, or it can neither be read nor fetched.
    """
    with _loading:  # two sessions that ask at the same time wait for one reading
        return _load(name)


@lru_cache(maxsize=3)
def _load(name: str) -> Data:
    return DATASETS[name].build()
