"""The networks that can be looked into, each with what it needs: how a picture becomes its input,
and its classes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor, nn

from core.data.datasets import Gallery
from core.models.imagenet import PRETRAINED
from core.models.pretrained import Pretrained
from core.models.zoo import Network, create
from core.registry import unknown
from core.training import store

WEIGHTS = ("trained", "random")
SEED = 0
"""Of random weights."""


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
        pretrained: its entry if it was trained on ImageNet; it says how a script loads it.
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
    pretrained: Pretrained | None = None

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
    """Networks that come with the project, the reader's own, and those with published weights."""
    return (*store.names(), *PRETRAINED)


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
    if name in PRETRAINED:
        return _pretrained(name, weights)
    known = {each.name: each for each in store.models()}
    if name not in known:
        raise ValueError(unknown("network", name, names()))
    dataset = known[name].dataset
    return Subject(
        name,
        weights,
        store.load(name) if weights == "trained" else _random(known[name].network),
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


def _pretrained(name: str, weights: str) -> Subject:
    """A network for photographs."""
    network = PRETRAINED[name]
    if weights == "trained" and not network.is_ready():
        raise ValueError(
            f"weights='trained': those of {name} are not on this computer yet, download them first"
        )
    return Subject(
        name,
        weights,
        network.trained() if weights == "trained" else network.untrained(SEED),
        tuple(network.classes()),
        network.shape,
        network.mean,
        network.deviation,
        network.fit,
        network.gallery,
        own_source="picture",
        has_own_pictures=False,
        build=network.build,
        pretrained=network,
    )


def is_ready(name: str, weights: str) -> bool:
    """Whether a network can be looked into at once, with no weights to download."""
    return name not in PRETRAINED or weights == "random" or PRETRAINED[name].is_ready()


@lru_cache(maxsize=16)
def _random(network: Network) -> nn.Module:
    return create(network, torch.Generator().manual_seed(SEED)).eval().requires_grad_(False)
