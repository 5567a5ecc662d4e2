"""The classes of a data set and their pictures, and what a reader has put together so far."""

from collections.abc import Sequence
from dataclasses import dataclass

from torch import Tensor

from core.data.own_classes import Draft
from core.vision.transfer.pictures import pictures_of
from core.vision.transfer.task import Task, check_pictures

FIRST = 3
"""Pictures of a class that are shown of a data set."""

OF_A_DRAFT = 12
"""Pictures of a class that are shown of those that a reader has brought: the last ones."""


@dataclass(frozen=True, eq=False)
class Shown:
    """Some pictures of a class.

    Args:
        images: (C, H, W) uint8 each.
        count: of all its pictures.
    """

    name: str
    images: tuple[Tensor, ...]
    count: int


def of_dataset(dataset: str) -> tuple[Shown, ...]:
    """Each class of a data set, with its first pictures to learn from."""
    pictures, shown = pictures_of(dataset), []
    for label, name in enumerate(pictures.classes):
        rows = (pictures.train_labels == label).nonzero()[:, 0].tolist()
        shown.append(Shown(name, tuple(pictures.train[row] for row in rows[:FIRST]), len(rows)))
    return tuple(shown)


def of_draft(draft: Draft) -> tuple[Shown, ...]:
    """Each class of a draft, with its latest pictures first."""
    return tuple(
        Shown(
            each.name,
            tuple(picture.pixels for picture in each.pictures[::-1][:OF_A_DRAFT]),
            len(each.pictures),
        )
        for each in draft.classes
    )


def counts(shown: Sequence[Shown]) -> int:
    """Of all pictures of some classes."""
    return sum(each.count for each in shown)


def numbers(task: Task) -> dict[str, float]:
    """How much there is to learn from, by the names under which the script prints it."""
    check_pictures(task)
    pictures = pictures_of(task.dataset)
    return {
        "classes": len(pictures.classes),
        "pictures to learn from": len(pictures.train),
        "held-out pictures": len(pictures.test),
    }
