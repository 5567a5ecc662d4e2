"""Held-out pictures of a cell of the confusion matrix."""

from dataclasses import dataclass

from torch import Tensor

from core.training.evaluation import confusion, in_cell
from core.vision.transfer.heads import Heads
from core.vision.transfer.pictures import pictures_of

MOST = 12
"""Pictures of a cell, at most."""


@dataclass(frozen=True, eq=False)
class Example:
    """A held-out picture with what the head on features answers.

    Args:
        index: among the held-out pictures.
        image: (C, H, W) uint8.
        truth, answer: names of classes.
        confidence: the probability of the answer.
    """

    index: int
    image: Tensor
    truth: str
    answer: str
    confidence: float


def cell_examples(trained: Heads, dataset: str, cell: tuple[int, int]) -> tuple[Example, ...]:
    """The pictures of a cell, the most confident answers first."""
    answers, images = trained.answered, pictures_of(dataset).test
    row, column = cell
    return tuple(
        Example(
            index,
            images[index],
            trained.classes[row],
            trained.classes[column],
            float(answers.confidences[index]),
        )
        for index in in_cell(answers, row, column)[:MOST].tolist()
    )


def cells(trained: Heads) -> tuple[tuple[int, int, int], ...]:
    """Row, column and count of all cells that hold pictures: mistakes, the most frequent first, and
    then the right answers, class by class.
    """
    table = confusion(trained.answered)
    filled = [(row, column, int(table[row, column])) for row, column in table.nonzero().tolist()]
    mistakes = [cell for cell in filled if cell[0] != cell[1]]
    right = [cell for cell in filled if cell[0] == cell[1]]
    return (*sorted(mistakes, key=lambda cell: -cell[2]), *right)
