"""The networks that can be looked into, each with what it needs: how a picture becomes its input,
and its classes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor, nn

from core.data import cifar10, photo, preparation
from core.models import imagenet
from core.models.zoo import create
from core.registry import unknown
from core.training import store

WEIGHTS = ("trained", "random")
CLASSES = cifar10.CLASSES

SEED = 0
"""Of random weights."""


@dataclass(frozen=True, eq=False)
class Subject:
    """A network to look into.

    Args:
        model: in eval mode, shared, not to be changed; (N, C, H, W) to scores (N, classes).
        task: "digits", "pictures" (CIFAR-10) or "imagenet".
        shape: (C, H, W) of its input.
        mean: of each channel of the pictures that it learned from, in [0, 1].
        deviation: likewise.
        code: how the network is made in plain PyTorch, such as "DigitNet()".
        fit: makes its input's picture of any picture, as `prepare` says.
    """

    name: str
    weights: str
    model: nn.Module
    task: str
    classes: tuple[str, ...]
    shape: tuple[int, int, int]
    mean: tuple[float, ...]
    deviation: tuple[float, ...]
    code: str
    fit: Callable[[Tensor, bool], Tensor]

    def normalise(self, pictures: Tensor) -> Tensor:
        """Pictures (N, C, H, W), bytes or numbers in [0, 1], as the network takes them."""
        pictures = pictures / 255 if pictures.dtype == torch.uint8 else pictures
        return (pictures - _column(self.mean)) / _column(self.deviation)

    def prepare(self, picture: Tensor, photo: bool = False) -> Tensor:
        """Any picture (1 or 3, H, W) uint8 at the size and with the channels of the network's
        input, uint8.

        Args:
            photo: it is a photograph, so that a network for digits looks for ink on paper.

        Raises:
            ValueError: a digit is wanted, and there is none.
        """
        return self.fit(picture, photo)

    @property
    def black(self) -> Tensor:
        """A black picture as the network takes it, (1, C, H, W)."""
        return self.normalise(torch.zeros(1, *self.shape))


def _column(values: tuple[float, ...]) -> Tensor:
    return torch.tensor(values).view(-1, 1, 1)


def names() -> tuple[str, ...]:
    """Networks that come with the project, those that the reader has trained, and ResNet-18."""
    return (*store.names(), imagenet.NAME)


def check(name: str) -> str:
    if name not in names():
        raise ValueError(unknown("network", name, names()))
    return name


def subject(name: str, weights: str = "trained") -> Subject:
    """The named network, as it was trained or with random weights.

    Raises:
        ValueError: there is none of this name, or its weights are not on this computer or damaged.
    """
    if check(name) == imagenet.NAME:
        model = imagenet.trained() if weights == "trained" else imagenet.untrained(SEED)
        return Subject(
            name,
            weights,
            model,
            "imagenet",
            imagenet.classes(),
            (3, imagenet.SIDE, imagenet.SIDE),
            imagenet.MEAN,
            imagenet.DEVIATION,
            "resnet18()",
            _large,
        )
    found = store.find(name)
    model = store.load(name) if weights == "trained" else _random(found.card.config.model)
    data = found.dataset
    return Subject(
        name,
        weights,
        model,
        "digits" if data.prepare is photo.prepared_digit else "pictures",
        data.classes,
        data.shape,
        data.mean,
        data.deviation,
        f"{found.network.code}()",
        data.fit,
    )


@lru_cache(maxsize=16)
def _random(model: str) -> nn.Module:
    return create(model, torch.Generator().manual_seed(SEED)).eval().requires_grad_(False)


def _large(picture: Tensor, photo: bool) -> Tensor:
    shape = (3, imagenet.SIDE, imagenet.SIDE)
    return preparation.centre_crop(picture, shape, imagenet.SHORTER)
