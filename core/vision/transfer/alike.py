"""Which pictures a network finds alike: all held-out pictures in the plane of most variance, and
the pictures to learn from that are nearest to one.
"""

from dataclasses import dataclass
from functools import lru_cache

from torch import Tensor

from core.jobs.progress import last
from core.vision.transfer import seen
from core.vision.transfer.features import Features, compute
from core.vision.transfer.heads import features_of
from core.vision.transfer.neighbours import leave_one_out, nearest
from core.vision.transfer.pictures import pictures_of
from core.vision.transfer.projection import project
from core.vision.transfer.seen import EXAMPLE, Seen
from core.vision.transfer.task import Task, check_ready

NEAREST = 8
"""Pictures that are shown, at most."""


@dataclass(frozen=True, eq=False)
class Map:
    """The held-out pictures in the plane.

    Args:
        points: (M, 2).
        labels: (M,), indices of `classes`.
        shares: of the variance, in each direction.
        apart: the share of the variance of all features that lies between classes.
        own_class: the share of them whose nearest other picture is of their class.
    """

    points: Tensor
    labels: Tensor
    classes: tuple[str, ...]
    shares: tuple[float, float]
    apart: float
    own_class: float


@dataclass(frozen=True, eq=False)
class Neighbour:
    """A picture to learn from.

    Args:
        row: among those of its data set.
        image: (C, H, W) uint8.
        label: its class.
        cosine: of the angle between its features and those of the picture that is looked at.
    """

    row: int
    image: Tensor
    label: str
    cosine: float


def features(task: Task) -> Features:
    """Of the pictures of a task, computed here and now where they are not kept.

    Raises:
        ValueError: weights or pictures are not here or damaged.
    """
    check_ready(task)
    return _features(task.network, task.dataset)


@lru_cache(maxsize=4)
def _features(network: str, dataset: str) -> Features:
    return last(compute(network, dataset))


def map_of(task: Task) -> Map:
    """The held-out pictures in the plane."""
    features(task)
    return _map(task.network, task.dataset)


@lru_cache(maxsize=8)
def _map(network: str, dataset: str) -> Map:
    values, pictures = _features(network, dataset).test, pictures_of(dataset)
    labels = pictures.test_labels.long()
    plane = project(values, labels)
    own_class = leave_one_out(values, labels)
    return Map(plane.points, labels, pictures.classes, plane.shares, plane.apart, own_class)


def at(plane: Map, x: float, y: float) -> int:
    """Which held-out picture lies nearest to a point of the plane, as it is drawn: as wide as it is
    high.
    """
    span = plane.points.amax(0) - plane.points.amin(0)
    gap = (plane.points - plane.points.new_tensor([x, y])) / span
    return int(gap.square().sum(1).argmin())


def neighbours(task: Task, chosen: Seen) -> tuple[Neighbour, ...]:
    """The pictures to learn from that a network finds most like one, the most alike first.

    Raises:
        ValueError: weights or pictures are not here or damaged, or there is no picture yet.
    """
    values, pictures = features(task), pictures_of(task.dataset)
    rows, cosines = nearest(values.train, query(task, chosen), min(NEAREST, len(values.train)))
    return tuple(
        Neighbour(
            row, pictures.train[row], pictures.classes[int(pictures.train_labels[row])], cosine
        )
        for row, cosine in zip(rows.tolist(), cosines.tolist(), strict=True)
    )


def query(task: Task, chosen: Seen) -> Tensor:
    """The features of the picture that is looked at, (D,): kept, or computed now."""
    if chosen.source == EXAMPLE:
        return features(task).test[seen.index(chosen, task.dataset)]
    return features_of(task.network, task.dataset, chosen)[0]


def numbers(task: Task, chosen: Seen) -> dict[str, float]:
    """The numbers of the view, by the names under which the script prints them."""
    rows, plane = neighbours(task, chosen), map_of(task)
    return {
        "variance in the first direction": plane.shares[0],
        "variance in the second direction": plane.shares[1],
        **{f"{rank}. {each.label}": each.cosine for rank, each in enumerate(rows, 1)},
    }
