"""Digits that stand side by side in one picture: each is cut out, to be read by itself.

Strokes of one digit overlap or nearly do, seen from above; between two digits there is a gap.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from core.data.parts import connected
from core.data.preparation import FAINTEST, INK

GAP = 0.12  # of the tallest mark's height: from this gap on, marks are two
SHORT = 0.45  # of the tallest mark's height: what is shorter is no digit of its own


def digits_apart(picture: Tensor) -> tuple[Tensor, ...]:
    """The digits of a picture, (H, W) uint8, white on black, from left to right.

    Each is a picture of the same size that holds nothing else. Dots and dashes that stand apart
    belong to none of them. A picture without a digit is itself.
    """
    brightest = int(picture.max()) if picture.numel() else 0
    if brightest < FAINTEST:
        return (picture,)
    parts = connected(picture >= INK * brightest)
    marks = _marks(parts.boxes[1:].tolist())
    least = SHORT * max(mark.height for mark in marks)
    digits = [mark for mark in marks if mark.height >= least]
    for mark in marks:
        if mark.height < least <= mark.width:  # a 5's hat, far from the 5
            nearest = min(digits, key=lambda digit: digit.gap(mark))
            nearest.numbers.extend(mark.numbers)
    if len(marks) == 1:
        return (picture,)
    return tuple(_alone(picture, parts.labels, digit.numbers) for digit in digits)


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

    def join(self, other: "_Mark") -> None:
        self.numbers += other.numbers
        self.top, self.left = min(self.top, other.top), min(self.left, other.left)
        self.bottom, self.right = max(self.bottom, other.bottom), max(self.right, other.right)


def _marks(boxes: list[list[int]]) -> list[_Mark]:
    """The marks that parts (top, left, bottom, right), numbered from 1 on, make up, from left to
    right.
    """
    tallest = max(bottom - top for top, _, bottom, _ in boxes)
    marks: list[_Mark] = []
    parts = (_Mark([number], *box) for number, box in enumerate(boxes, 1))
    for part in sorted(parts, key=lambda part: part.left):
        if marks and marks[-1].gap(part) < GAP * tallest:
            marks[-1].join(part)
        else:
            marks.append(part)
    return marks


def _alone(picture: Tensor, labels: Tensor, numbers: list[int]) -> Tensor:
    """A picture with these parts only, their soft edges included."""
    others = (labels > 0) & ~torch.isin(labels, torch.tensor(numbers))
    hidden = others.repeat_interleave(2, 0).repeat_interleave(2, 1)
    return picture * ~hidden[: picture.shape[0], : picture.shape[1]]
