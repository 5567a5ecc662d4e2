"""Entries that nobody thought of, for the registries of the tensors page."""

import torch

from core.foundations.tensors.broadcasting import COMBINATIONS, Combination
from core.foundations.tensors.conversions import CONVERSIONS, Conversion
from core.foundations.tensors.operation import Operation
from core.foundations.tensors.operations import OPERATIONS
from core.foundations.tensors.puzzle import Input, puzzle
from core.foundations.tensors.puzzles import PUZZLES
from core.foundations.tensors.sources import SOURCES, Source
from core.registry import Choice, Range, Registry


def chessboard(shape, mode, dtype=None, device=None):
    """Ones and minus ones in turn, times a number."""
    count = torch.Size(shape).numel()
    x = (1 - 2 * (torch.arange(count) % 2)) * mode
    return x.reshape(shape).to(dtype=dtype, device=device)


def zigzag(x, mode):
    """Every other row turned round, times a number."""
    rows = [row.flip(0) if index % 2 else row for index, row in enumerate(x)]
    return torch.stack(rows) * mode


def further(first, second, mode):
    """How much further the first is, times a number."""
    return torch.clamp(first - second, min=0) * mode


def every_other(array, mode):
    """Every other number of an array, copied and multiplied."""
    return torch.tensor(array[::2]) * mode


def doubled(x):
    """Twice each number."""
    return [2 * number for number in x]


ENTRIES: list[tuple[Registry, str, Choice]] = [
    (
        SOURCES,
        "A chessboard",
        Source(chessboard, {"mode": Range(1, 9, 2, 1, label="Strength")}, "In turn.", shaped=True),
    ),
    (
        OPERATIONS,
        "Zigzag",
        Operation(zigzag, {"mode": Range(1, 9, 2, 1, label="Strength")}, "To and fro."),
    ),
    (
        COMBINATIONS,
        "Further",
        Combination(further, {"mode": Range(1, 9, 2, 1, label="Strength")}, "How much further."),
    ),
    (
        CONVERSIONS,
        "Every other",
        Conversion(every_other, {"mode": Range(1, 9, 2, 1, label="Strength")}, "Copies some."),
    ),
    (
        PUZZLES,
        "Twice",
        puzzle(
            doubled,
            "x + x",
            "x",
            task="Double each number.",
            inputs={"x": Input(("n",))},
            sizes={"n": (2, 4)},
            hints=("Add.", "`x + x`"),
        ),
    ),
]
