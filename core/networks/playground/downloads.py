"""The points of the playground as a file to keep, and as points of one's own."""

import torch

from core.playground import own
from core.playground.data import sample
from core.playground.points import Points
from core.playground.table import write_table
from core.registry import Pick


def points_file(data: Pick, count: int, noise: int, seed: int) -> bytes:
    """The points of these settings as a CSV file with the columns x, y and label: those to train on
    and those to test with.

    Raises:
        ValueError: there are no such points.
    """
    return write_table(_points(data, count, noise, seed))


def own_points(data: Pick, count: int, noise: int, seed: int) -> str:
    """The points of these settings as the text of a reader's own points, at most `own.MOST`.

    Raises:
        ValueError: there are no such points.
    """
    return own.adopted(_points(data, count, noise, seed))


def _points(data: Pick, count: int, noise: int, seed: int) -> Points:
    return sample(data, count, noise, torch.Generator().manual_seed(seed))
