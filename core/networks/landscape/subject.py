"""A trained network of the store, with the pictures on which its loss is measured."""

from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache

import torch
from safetensors.torch import save
from torch import Tensor, nn

from core.data.datasets import Gallery
from core.networks.landscape.weights import with_batch_statistics
from core.training import store

OWN = "Your playground"
"""Among the names of networks: the one of the playground's page."""

KEPT = 4
"""Networks that are kept ready."""


@dataclass(frozen=True, eq=False)
class Subject:
    """A network at its trained weights.

    Args:
        model: a copy of its own, in eval mode but for its batch norms, which take their statistics
            from the pictures at hand.
        weights: by name, float64 if all layers are linear: convolutions are too slow so.
        x, labels: the pictures as the network takes them, (N, C, H, W), and what they show, (N,).
        loss: takes scores and labels.
        normed: whether it has batch norms.
        classifies: whether its largest score is its answer, and the labels are classes.
    """

    model: nn.Module
    weights: dict[str, Tensor]
    x: Tensor
    labels: Tensor
    loss: nn.Module
    normed: bool
    classifies: bool = True


def check_name(name: str) -> str:
    """The name, if a network may have it; a disk is not read.

    Raises:
        ValueError: none is ever called so.
    """
    return name if name == OWN else store.check_name(name)


def names() -> tuple[str, ...]:
    """The networks whose pictures are on this computer, and that of the playground."""
    trained = store.names(lambda dataset: dataset.is_ready() or not dataset.downloads)
    return (*trained, OWN)


@lru_cache(maxsize=KEPT)
def subject(name: str, count: int) -> Subject:
    """The named network with the first `count` test pictures of its data set.

    Raises:
        ValueError: the network or its pictures are not on this computer.
    """
    trained, model = store.find(name), deepcopy(store.load(name))
    pictures, dataset = trained.dataset.gallery(), trained.dataset
    dtype = precision(model)
    model = with_batch_statistics(model.to(dtype)).requires_grad_(False)
    return Subject(
        model,
        {key: value.detach() for key, value in model.named_parameters()},
        dataset.normalise(pictures.images[:count].to(dtype) / 255),
        pictures.labels[:count],
        trained.network.loss(),
        any(isinstance(module, nn.BatchNorm2d) for module in model.modules()),
    )


def precision(model: nn.Module) -> torch.dtype:
    """In which a network is computed here."""
    convolutions = any(value.ndim > 2 for value in model.parameters())
    return torch.float32 if convolutions else torch.float64


@lru_cache(maxsize=KEPT)
def pictures_file(name: str, count: int) -> bytes:
    """The pictures and their labels as a safetensors file, for scripts."""
    pictures: Gallery = store.find(name).dataset.gallery()
    return save(
        {"images": pictures.images[:count].clone(), "labels": pictures.labels[:count].clone()}
    )


def is_fast(name: str) -> bool:
    """Whether all layers of a network are linear, so that a plane of many points is soon there."""
    return name == OWN or precision(store.load(name)) == torch.float64
