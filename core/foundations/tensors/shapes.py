"""Shapes as a reader types them: `2, 3`, `(3,)`, `()`."""

import math
import re
from collections.abc import Sequence

Shape = tuple[int, ...]

MOST_DIMENSIONS, LARGEST_SIZE = 4, 9

ALLOWED = "whole numbers from 1 to 9 with commas between them, at most four; () is a single number"


def shape_of(text: str) -> Shape:
    """The shape that a text such as `3, 1` is; parentheses may stand around it.

    Raises:
        ValueError: it is none, or larger than what can be drawn.
    """
    inner = re.sub(r"^\s*[(\[](.*)[)\]]\s*$", r"\1", text)
    sizes = [size for size in re.split(r"[,\s]+", inner.strip()) if size]
    digits = re.fullmatch(r"[\s,0-9]*", inner) and all(len(size) == 1 for size in sizes)
    if not digits or (not sizes and inner == text) or "0" in sizes or len(sizes) > MOST_DIMENSIONS:
        raise ValueError(f"shape={text[:40]!r} must be {ALLOWED}")
    return tuple(map(int, sizes))


def drawable_shape(text: str, most: int) -> Shape:
    """The shape that a text is, of at most so many numbers.

    Raises:
        ValueError: it is none, or has more.
    """
    shape = shape_of(text)
    if math.prod(shape) > most:
        raise ValueError(f"shape={text!r} has {math.prod(shape):,} numbers: {most} can be drawn")
    return shape


def shape_or_none(text: str) -> Shape | None:
    """The shape that a text is; None of an empty one.

    Raises:
        ValueError: it is neither.
    """
    return shape_of(text) if text.strip() else None


def written(shape: Sequence[int]) -> str:
    """A shape as Python writes it: `(3, 1)`, `(3,)`, `()`."""
    return str(tuple(shape))
