"""A reader's own points, as text for a link: brushed, clicked, or read from a CSV file.

The text holds hundredths, packed: a byte for the classes, all x, all y and all targets, compressed,
in base64. 1,000 points take some 4,000 characters.
"""

import base64
import binascii
import zlib
from collections.abc import Sequence
from functools import lru_cache

import torch

from core.playground.points import FEWEST_CLASSES, MOST_CLASSES, NUMBERS, REACH, Points

FEWEST, MOST = 2, 1000
"""Points of a reader's own."""

BYTES = 5
"""Of a point, before they are compressed: two of x, two of y, and one of its class or number."""

LIMIT = 7000
"""Characters of the text."""

Position = tuple[float, float]
"""x and y of a point."""

CENTRE = 128
"""The byte of the number 0; 1 and -1 are a hundred away from it."""


def pack(points: Points) -> str:
    """Points as text, x and y to a hundredth, and so their numbers.

    Raises:
        ValueError: they are too few or too many, or beyond the map.
    """
    check(points)
    x, y = ((column * 100).round().int() + 600 for column in points.inputs.T)  # 0 to 1200
    targets = points.targets
    if points.classes == NUMBERS:
        targets = (targets * 100).round().int() + CENTRE
    columns = [x // 256, x % 256, y // 256, y % 256, targets]
    data = bytes([points.classes, *(value for column in columns for value in column.tolist())])
    return base64.urlsafe_b64encode(zlib.compress(data, 9)).decode().rstrip("=")


@lru_cache(maxsize=32)
def unpack(text: str) -> Points:
    """The points that `pack` wrote.

    Raises:
        ValueError: any other text.
    """
    try:
        data = zlib.decompressobj().decompress(
            base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), BYTES * MOST + 2
        )
    except (binascii.Error, zlib.error, ValueError):
        data = b""
    if len(data) % BYTES != 1 or len(data) == 1:
        raise ValueError(f"points={text[:20]!r} must be packed points")
    classes = data[0]
    columns = torch.frombuffer(bytearray(data[1:]), dtype=torch.uint8).view(BYTES, -1).int()
    inputs = torch.stack([256 * columns[0] + columns[1], 256 * columns[2] + columns[3]], 1)
    targets = columns[4].long()
    if classes == NUMBERS:
        targets = (targets - CENTRE) / 100
    points = Points((inputs - 600) / 100, targets, classes)
    check(points)
    return points


def check(points: Points) -> None:
    """Refuses points that are none of a reader's own.

    Raises:
        ValueError: they are too few or too many, beyond the map, or of classes that there are not.
    """
    if not FEWEST <= len(points) <= MOST:
        raise ValueError(
            f"points={len(points)} of them must be {FEWEST} to {MOST:,}, as many as a link holds"
        )
    outside = ~(points.inputs.abs() <= REACH).all(1)  # nan too
    if outside.any():
        x, y = points.inputs[outside][0].tolist()
        raise ValueError(f"points=({x:g}, {y:g}) must lie from {-REACH:g} to {REACH:g}")
    if points.classes == NUMBERS:
        wrong, allowed = ~(points.targets.abs() <= 1), "a number from -1 to 1"
    elif FEWEST_CLASSES <= points.classes <= MOST_CLASSES:
        wrong = (points.targets < 0) | (points.targets >= points.classes)
        allowed = f"a class from 0 to {points.classes - 1}"
    else:
        counts = f"{FEWEST_CLASSES} to {MOST_CLASSES}"
        raise ValueError(f"classes={points.classes} must be {counts}, or 0 for numbers")
    if wrong.any():
        raise ValueError(f"target={points.targets[wrong][0]:g} must be {allowed}")


def targets_of(classes: int) -> tuple[float, ...]:
    """What a reader can give a point: all classes that there may be, or some numbers."""
    return (-1, -0.5, 0, 0.5, 1) if classes == NUMBERS else tuple(range(MOST_CLASSES))


def brushed(text: str, stroke: Sequence[Position], target: float) -> str:
    """The text after a stroke of the brush that adds points; they may be the first of their class.

    Args:
        stroke: the points along it.
        target: the class of the new points, or their number.

    Raises:
        ValueError: the points after the stroke are not allowed.
    """
    points = unpack(text)
    classes = points.classes
    if classes != NUMBERS:
        classes = max(classes, int(target) + 1)
    new = torch.full((len(stroke),), target, dtype=points.targets.dtype)
    added = torch.tensor(stroke, dtype=torch.float32).view(-1, 2).clamp(-REACH, REACH)
    inputs, targets = torch.cat([points.inputs, added]), torch.cat([points.targets, new])
    return pack(Points(inputs, targets, classes))


def erased(text: str, stroke: Sequence[Position], reach: float) -> str:
    """The text after a stroke of the brush that takes points away.

    Args:
        reach: how far from the stroke.

    Raises:
        ValueError: too few points are left.
    """
    points = unpack(text)
    way = torch.tensor(stroke, dtype=torch.float32).view(-1, 2)
    distance = torch.cdist(points.inputs, way).amin(1)
    return pack(points.at((distance >= reach).nonzero()[:, 0]))


def cleared() -> str:
    """The text with as few points as a network can be trained on: one of each of two classes."""
    return pack(Points(torch.tensor([[-3.0, 3.0], [3.0, -3.0]]), torch.tensor([0, 1]), 2))


def adopted(points: Points) -> str:
    """Any points as text: the first MOST of them, moved onto the map where they are beyond it."""
    inputs, targets = points.inputs[:MOST].clamp(-REACH, REACH), points.targets[:MOST]
    if points.classes == NUMBERS:
        targets = targets.clamp(-1, 1)
    return pack(Points(inputs, targets, points.classes))
