"""How good a head gets with more pictures of each class: on features, and on raw pixels."""

from collections.abc import Iterator
from dataclasses import dataclass

from torch import Tensor

from core.jobs import Progress
from core.vision.transfer.features import Features, compute, raw
from core.vision.transfer.head import fit
from core.vision.transfer.pictures import MOST, Pictures, choose, pictures_of

COUNTS = (5, 10, 20, MOST)
"""Pictures of a class; the last means all of them."""

SEEDS = (0, 1, 2)
"""Each draws other pictures."""

OF_FEATURES = 0.5
"""The share of the work that computing features is."""


@dataclass(frozen=True, eq=False)
class ByCount:
    """Shares of held-out pictures that are right.

    Args:
        counts: pictures of a class, those that there are: the last number is that of all.
        features: (counts, seeds), of a head on features.
        pixels: (counts, seeds), of a head on raw pixels.
    """

    counts: tuple[int, ...]
    features: tuple[tuple[float, ...], ...]
    pixels: tuple[tuple[float, ...], ...]


def by_count(network: str, dataset: str, first_seed: int = 0) -> Iterator[Progress]:
    """Trains heads on 5, 10, 20 and all pictures of a class, with three seeds each; each value is
    a `ByCount` of what there is so far, or None.

    Raises:
        ValueError: weights or pictures are not here or damaged.
    """
    pictures, features = pictures_of(dataset), None
    for step in compute(network, dataset):
        features = step.value
        yield Progress(OF_FEATURES * step.share, step.note)
    inputs = features, raw(pictures)
    counts, value = counts_of(pictures.train_labels), None
    results: tuple[list[tuple[float, ...]], ...] = ([], [])
    for number, count in enumerate(counts):
        rights: tuple[list[float], ...] = ([], [])
        for turn, seed in enumerate(SEEDS):
            share = OF_FEATURES + (1 - OF_FEATURES) * (number + turn / len(SEEDS)) / len(counts)
            yield Progress(
                share, f"{count} pictures of each class, seed {first_seed + seed}", value
            )
            for right, each in zip(rights, inputs, strict=True):
                right.append(_right(pictures, each, count, first_seed + seed))
        for rows, right in zip(results, rights, strict=True):
            rows.append(tuple(right))
        value = ByCount(counts[: number + 1], *map(tuple, results))
    yield Progress(1.0, "", value)


def counts_of(labels: Tensor) -> tuple[int, ...]:
    """The numbers of pictures of a class that there are: of COUNTS those below the most that a
    class has, and that.
    """
    most = int(labels.bincount().max())
    return (*(count for count in COUNTS if count < most), most)


def _right(pictures: Pictures, features: Features, count: int, seed: int) -> float:
    """The share of the held-out pictures that a head on so many pictures of a class gets right."""
    chosen = choose(pictures.train_labels, count, seed)
    head = fit(features.train[chosen], pictures.train_labels[chosen], len(pictures.classes))
    return head.accuracy(features.test, pictures.test_labels)
