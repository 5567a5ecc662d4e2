"""The pictures of a data set that take part, how some of them are chosen, and how a pre-trained
network takes them.
"""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor
from torch.nn import functional as F

from core.data import own_pictures
from core.data.datasets import DATASETS, load
from core.models.pretrained import Pretrained
from core.registry import unknown

MOST = 50
"""Pictures of a class that take part, for the training and for the test: of large data sets the
first.
"""

SMALL, SIDE_OF_SMALL = 64, 128
"""Pictures up to 64 pixels are shown to a network enlarged to 128, which takes it a third of the
time; there is no more to see in them.
"""

LARGE = 224


@dataclass(frozen=True, eq=False)
class Pictures:
    """Pictures that take part, class by class. Nobody changes them.

    Args:
        train: (N, C, H, W) uint8.
        train_labels: (N,), indices of `classes`.
        test: (M, C, H, W) uint8, held out: no training sees them.
        test_labels: (M,).
        classes: names.
    """

    train: Tensor
    train_labels: Tensor
    test: Tensor
    test_labels: Tensor
    classes: tuple[str, ...]


@lru_cache(maxsize=3)
def pictures_of(dataset: str) -> Pictures:
    """The pictures of a data set that take part: all, or the first MOST of each class.

    Raises:
        ValueError: there is none of this name, or it can neither be read nor fetched.
    """
    if dataset not in DATASETS and not own_pictures.register(dataset):
        raise ValueError(unknown("dataset", dataset, tuple(DATASETS)))
    data = load(dataset)
    train, test = (first(labels, MOST) for labels in (data.train_labels, data.test_labels))
    return Pictures(
        _chosen(data.train_images, train),
        data.train_labels[train],
        _chosen(data.test_images, test),
        data.test_labels[test],
        tuple(DATASETS[dataset].classes),
    )


def _chosen(images: Tensor, indices: Tensor) -> Tensor:
    """These pictures; if they are all in their order, no copy."""
    everything = torch.arange(len(images))
    return images if torch.equal(indices, everything) else images[indices]


def first(labels, count):
    """The indices of the first `count` pictures of each class, class by class."""
    return torch.cat([(labels == label).nonzero()[:count, 0] for label in labels.unique()])


def choose(labels, per_class, seed):
    """The indices of `per_class` pictures of each class, drawn by a seed; of a smaller class all.

    More of them with the same seed are the same and others.
    """
    generator = torch.Generator().manual_seed(seed)
    indices = []
    for label in labels.unique():
        own = (labels == label).nonzero()[:, 0]
        indices.append(own[torch.randperm(len(own), generator=generator)[:per_class]])
    return torch.cat(indices)


def side_of(network: Pretrained, images: Tensor) -> int:
    """The side at which a network sees pictures (N, C, H, W), in pixels."""
    most = SIDE_OF_SMALL if max(images.shape[2:]) <= SMALL else LARGE
    return min(network.side, most)


def network_input(network: Pretrained, images: Tensor) -> Tensor:
    """Pictures (N, C, H, W) uint8 as a network takes them: whole, resized to `side_of`."""
    return as_input(images, side_of(network, images), network.mean, network.deviation)


def as_input(images, side, mean, deviation):
    """Pictures (N, C, H, W) uint8 resized to `side` and normalised. Grey ones get the channels that
    `mean` has.
    """
    x = images.float() / 255
    if images.shape[1] != len(mean):
        x = x.mean(1, keepdim=True).expand(-1, len(mean), -1, -1)
    if x.shape[2:] != (side, side):
        x = F.interpolate(x, size=(side, side), mode="bilinear", antialias=True)
    mean, deviation = (torch.tensor(values).view(-1, 1, 1) for values in (mean, deviation))
    return (x - mean) / deviation
