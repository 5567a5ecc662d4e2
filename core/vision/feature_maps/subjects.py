"""The networks that can be looked into, each with what it needs: how a picture becomes its input,
and its classes.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

import torch
from torch import Tensor, nn

from core.data.datasets import DATASETS, Gallery
from core.data.preparation import centre_crop
from core.models import imagenet
from core.models.zoo import create
from core.registry import unknown
from core.training import store

WEIGHTS = ("trained", "random")
SEED = 0
"""Of random weights."""

FEW = 200
"""Pictures of the gallery of a large network: ResNet-18 needs as long for one as SimpleCNN for a
hundred.
"""


PHOTOGRAPHS = "CIFAR-10"
"""The data set whose test pictures ResNet-18 looks at, since those of ImageNet are not free."""


@dataclass(frozen=True, eq=False)
class Subject:
    """A network to look into.

    Args:
        model: in eval mode, shared, not to be changed; (N, C, H, W) to scores (N, classes).
        shape: (C, H, W) of its input.
        mean: of each channel of the pictures that it learned from, in [0, 1].
        deviation: likewise.
        fit: makes any picture, (1 or 3, H, W) uint8, one of `shape`, uint8; the second argument
            says whether it is a photo. Raises a `ValueError` if a digit is wanted and there is
            none.
        gallery: the test pictures of its data set, as it takes them; raises a `ValueError` if they
            are not on this computer.
        own_source: the source of the kind of picture that it was made for.
        has_own_pictures: whether its test pictures are here and are a source of their own.
        build: the class or function that makes it, for scripts.
        is_pretrained: whether torchvision has it with its weights, so that a script needs no file.
    """

    name: str
    weights: str
    model: nn.Module
    classes: tuple[str, ...]
    shape: tuple[int, int, int]
    mean: tuple[float, ...]
    deviation: tuple[float, ...]
    fit: Callable[[Tensor, bool], Tensor]
    gallery: Callable[[], Gallery]
    own_source: str
    has_own_pictures: bool
    build: Callable[[], nn.Module]
    is_pretrained: bool = False

    def normalise(self, pictures: Tensor) -> Tensor:
        """Pictures (N, C, H, W), bytes or numbers in [0, 1], as the network takes them."""
        pictures = pictures / 255 if pictures.dtype == torch.uint8 else pictures
        return (pictures - _column(self.mean)) / _column(self.deviation)

    @property
    def black(self) -> Tensor:
        """A black picture as the network takes it, (1, C, H, W)."""
        return self.normalise(torch.zeros(1, *self.shape))


def _column(values: tuple[float, ...]) -> Tensor:
    return torch.tensor(values).view(-1, 1, 1)


def names() -> tuple[str, ...]:
    """Networks that come with the project, those that the reader has trained, and ResNet-18."""
    return (*store.names(), imagenet.NAME)


def check_name(name: str) -> str:
    """The name, if it can be one of a network; whether there is one is not asked.

    Raises:
        ValueError: it is empty, or not to be printed.
    """
    if not name or not name.isprintable():
        raise ValueError(f"network={name[:40]!r} must be the name of a network")
    return name


def subject(name: str, weights: str = "trained") -> Subject:
    """The named network, as it was trained or with random weights.

    Raises:
        ValueError: there is none of this name, or its weights are not on this computer or damaged.
    """
    if name == imagenet.NAME:
        return _pretrained(weights)
    known = {each.name: each for each in store.models()}
    if name not in known:
        raise ValueError(unknown("network", name, names()))
    config, dataset = known[name].card.config, known[name].dataset
    return Subject(
        name,
        weights,
        store.load(name) if weights == "trained" else _random(config.model),
        dataset.classes,
        dataset.shape,
        dataset.mean,
        dataset.deviation,
        dataset.fit,
        dataset.gallery,
        dataset.own_source,
        dataset.own_source == "picture" and dataset.is_ready(),
        known[name].network.build,
    )


def _pretrained(weights: str) -> Subject:
    """ResNet-18, for photographs."""
    shape = (3, imagenet.SIDE, imagenet.SIDE)

    def gallery() -> Gallery:
        known = DATASETS[PHOTOGRAPHS].gallery()
        return replace(known, images=torch.stack([_large(image) for image in known.images[:FEW]]))

    return Subject(
        imagenet.NAME,
        weights,
        imagenet.trained() if weights == "trained" else imagenet.untrained(SEED),
        imagenet.classes(),
        shape,
        imagenet.MEAN,
        imagenet.DEVIATION,
        _large,
        gallery,
        "picture",
        False,
        imagenet.build,
        is_pretrained=True,
    )


def is_ready(name: str, weights: str) -> bool:
    """Whether a network can be looked into at once, with no weights to download."""
    return name != imagenet.NAME or weights == "random" or imagenet.ready()


@lru_cache(maxsize=16)
def _random(model: str) -> nn.Module:
    return create(model, torch.Generator().manual_seed(SEED)).eval().requires_grad_(False)


def _large(picture: Tensor, photo: bool = False) -> Tensor:
    """The middle of a picture as torchvision cuts it for ImageNet."""
    return centre_crop(picture, (3, imagenet.SIDE, imagenet.SIDE), imagenet.SHORTER)
