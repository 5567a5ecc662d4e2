"""Digits that stand apart in one picture: each is cut out, to be read by itself.

Strokes of one digit overlap or nearly do, seen from above; between two digits of a row there is a
gap, and a wider one between two rows.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import torch
from torch import Tensor
from torch.nn import functional as F

from core.data.parts import connected
from core.data.preparation import FAINTEST, INK
from core.plots.boxes import Box

GAP = 0.12  # of the tallest mark's height: from this gap on, a short mark is not a digit's
TALL_GAP = 0.05  # of that height: from this gap on, two tall marks are two digits
ROW_GAP = 0.25  # of the tallest mark's height: from this gap on, one stands in the row below
SHORT = 0.45  # of the tallest mark's height: what is shorter is no digit of its own


def digits_apart(picture: Tensor) -> tuple[Tensor, ...]:
    """The digits of a picture, (H, W) uint8, white on black, row by row and from left to right.

    Each is a picture of the same size that holds nothing else. Dots and dashes that stand apart
    belong to none of them. A picture without a digit is itself.
    """
    brightest = int(picture.max()) if picture.numel() else 0
    if brightest < FAINTEST:
        return (picture,)
    parts = connected(picture >= INK * brightest)
    alone = [_Mark([number], *box) for number, box in enumerate(parts.boxes[1:].tolist(), 1)]
    marks = [mark for row in _rows(alone) for mark in _marks(row)]
    least = SHORT * max(mark.height for mark in marks)
    digits = [mark for mark in marks if mark.height >= least]
    for mark in marks:
        if mark.height < least <= mark.width:  # a 5's hat, far from the 5
            nearest = min(digits, key=lambda digit: digit.distance(mark))
            nearest.numbers.extend(mark.numbers)
    if len(marks) == 1:
        return (picture,)
    return tuple(_alone(picture, parts.labels, digit.numbers) for digit in digits)


def side_by_side(digits: Sequence[Tensor]) -> tuple[Tensor, ...]:
    """Pictures of one height, each moved to its place in a row of all, which it is alone in."""
    widths = [digit.shape[1] for digit in digits]
    return tuple(
        F.pad(digit, (sum(widths[:index]), sum(widths[index + 1 :])))
        for index, digit in enumerate(digits)
    )


def together(digits: Sequence[Tensor]) -> Tensor:
    """The picture, (H, W) uint8, of which each of these shows a part."""
    return torch.stack(tuple(digits)).amax(0)


def box_of_ink(picture: Tensor, text: str = "") -> Box:
    """The smallest box that holds the ink of a picture, (H, W) uint8, white on black, not empty."""
    ink = picture >= INK * int(picture.max())
    rows, columns = (ink.any(axis).nonzero() for axis in (1, 0))
    return Box(int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1, text)


@dataclass
class _Mark:
    """Parts that belong together, by their numbers, and the box that holds them."""

    numbers: list[int]
    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.right - self.left

    def gap(self, other: "_Mark") -> int:
        """Columns between this mark and another; negative where they overlap."""
        return max(other.left - self.right, self.left - other.right)

    def distance(self, other: "_Mark") -> int:
        """Pixels between this mark and another, across or down, whichever are more."""
        down = max(other.top - self.bottom, self.top - other.bottom)
        return max(self.gap(other), down)

    def join(self, other: "_Mark") -> None:
        self.numbers += other.numbers
        self.top, self.left = min(self.top, other.top), min(self.left, other.left)
        self.bottom, self.right = max(self.bottom, other.bottom), max(self.right, other.right)


def _rows(parts: list[_Mark]) -> list[list[_Mark]]:
    """The parts of each row of digits, from above.

    What is shorter than a digit belongs to the row that is nearer, and what stands one to the left
    of the other is one row, however askew.
    """
    tallest = max(part.height for part in parts)
    rows, bottom = [], -math.inf
    for part in sorted(parts, key=lambda part: part.top):
        if part.top - bottom >= ROW_GAP * tallest:
            rows.append([])
        rows[-1].append(part)
        bottom = max(bottom, part.bottom)
    while (index := _pair(rows, SHORT * tallest)) is not None:
        rows[index : index + 2] = [rows[index] + rows[index + 1]]
    return rows


def _pair(rows: list[list[_Mark]], least: float) -> int | None:
    """The index of a row that belongs together with the next, of several the one that is nearest;
    None if there is none.
    """
    pairs = [
        (below.top - above.bottom, index)
        for index, (above, below) in enumerate(pairwise(map(_whole, rows)))
        if above.gap(below) >= 0 or min(above.height, below.height) < least
    ]
    return min(pairs)[1] if pairs else None


def _whole(row: list[_Mark]) -> _Mark:
    """The box that holds a row."""
    result = replace(row[0], numbers=[])
    for part in row:
        result.join(part)
    return result


def _marks(parts: list[_Mark]) -> list[_Mark]:
    """The marks that the parts of a row make up, from left to right.

    What is shorter than a digit may belong to one from a greater distance.
    """
    tallest = max(part.height for part in parts)
    marks: list[_Mark] = []
    for part in sorted(parts, key=lambda part: part.left):
        if marks and marks[-1].gap(part) < TALL_GAP * tallest:
            marks[-1].join(part)
        else:
            marks.append(part)
    while (index := _torn(marks, tallest)) is not None:
        marks[index].join(marks.pop(index + 1))
    return marks


def _torn(marks: list[_Mark], tallest: int) -> int | None:
    """The index of a mark that belongs together with the next, of several the one that is nearest;
    None if there is none.
    """
    pairs = [
        (left.gap(right), index)
        for index, (left, right) in enumerate(pairwise(marks))
        if min(left.height, right.height) < SHORT * tallest and left.gap(right) < GAP * tallest
    ]
    return min(pairs)[1] if pairs else None


def _alone(picture: Tensor, labels: Tensor, numbers: list[int]) -> Tensor:
    """A picture with these parts only, their soft edges included."""
    others = (labels > 0) & ~torch.isin(labels, torch.tensor(numbers))
    hidden = others.repeat_interleave(2, 0).repeat_interleave(2, 1)
    return picture * ~hidden[: picture.shape[0], : picture.shape[1]]
