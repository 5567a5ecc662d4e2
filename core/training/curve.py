"""The curve of a training: its loss and accuracy against the step, short enough for a card."""

import math
from collections.abc import Sequence
from typing import Any

Point = tuple[int, float, float]
Curve = tuple[Point, ...]
"""Points (step, loss, accuracy): of the training batches since the point before, their means."""

Measures = tuple[tuple[str, float], ...]
"""Numbers by their names."""

MOST = 200
"""Points of a curve."""


def thinned(points: Sequence[Point], most: int = MOST) -> Curve:
    """The curve of single steps with at most `most` points, each the mean of equally many steps and
    at the last of them.
    """
    size = max(1, -(-len(points) // most))
    groups = [points[start : start + size] for start in range(0, len(points), size)]
    return tuple(
        (group[-1][0], round(_mean(group, 1), 5), round(_mean(group, 2), 5)) for group in groups
    )


def _mean(points: Sequence[Point], index: int) -> float:
    return math.fsum(point[index] for point in points) / len(points)


def check_curve(name: str, value: Any) -> Curve:
    """The curve that is written as `value`, as JSON gives it; anything else is a `ValueError`."""
    try:
        curve = tuple((step, float(loss), float(accuracy)) for step, loss, accuracy in value)
        steps = [step for step, _, _ in curve]
        rises = steps == sorted(set(steps)) and all(type(step) is int for step in steps)
        sound = all(math.isfinite(loss) and 0 <= right <= 1 for _, loss, right in curve)
    except (TypeError, ValueError, OverflowError):
        rises = sound = False
    if not rises or not sound or len(curve) > MOST or steps and steps[0] < 1:
        raise ValueError(
            f"{name}={str(value)[:40]!r} must be at most {MOST} points of step, loss and accuracy"
        )
    return curve


MOST_MEASURES, LONGEST_NAME = 60, 80


def check_measures(name: str, value: Any) -> Measures:
    """The numbers by name that are written as `value`, as JSON gives them; anything else is a
    `ValueError`.
    """
    try:
        measures = tuple((title, float(number)) for title, number in value)
        sound = all(isinstance(title, str) and math.isfinite(each) for title, each in measures)
        short = all(len(title) <= LONGEST_NAME for title, _ in measures)
    except (TypeError, ValueError, OverflowError):
        sound = short = False
    if not sound or not short or len(measures) > MOST_MEASURES:
        raise ValueError(
            f"{name}={str(value)[:40]!r} must be at most {MOST_MEASURES} pairs of name and number"
        )
    return measures


def over_epochs(curve: Curve, epochs: int) -> tuple[tuple[float, float, float], ...]:
    """The curve of a training of so many epochs with epochs for steps, so that trainings with other
    sizes of batches can be compared: (epoch, loss, accuracy).
    """
    return tuple((step * epochs / curve[-1][0], loss, right) for step, loss, right in curve)
