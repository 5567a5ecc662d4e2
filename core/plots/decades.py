"""The marks of a logarithmic axis: round numbers, few enough to stand apart, written as people
write them.
"""

import math
from collections.abc import Iterator

from core.plots.numbers import number, power

MANTISSAS = ((1, 2, 5), (1, 3), (1,))
"""Of the marks within a decade, the finest first."""

STRIDES = (2, 3, 6, 12, 24, 48, 96)
"""Decades from one mark to the next where there are many."""

PLAIN = (-3, 4)
"""The powers of ten between which all digits of a number are written."""


def decades(low: float, high: float, most: int = 5) -> dict:
    """The marks of an axis, as Plotly takes them: the finest of which there are at most `most`.

    Args:
        low, high: the powers of ten at the axis's ends.
    """
    marks = next(marks for marks in _choices(low, high) if len(marks) <= most)
    plain = all(PLAIN[0] <= exponent <= PLAIN[1] for _, exponent in marks)
    return {
        "tickmode": "array",
        "tickvals": [float(f"{mantissa}e{exponent}") for mantissa, exponent in marks],
        "ticktext": [_text(*mark, plain) for mark in marks],
    }


def _choices(low: float, high: float) -> Iterator[list[tuple[int, int]]]:
    """Marks as mantissas and powers of ten, ever fewer."""
    exponents = range(math.floor(low), math.ceil(high) + 1)
    for mantissas in MANTISSAS:
        marks = [(mantissa, exponent) for exponent in exponents for mantissa in mantissas]
        yield [mark for mark in marks if low <= math.log10(mark[0]) + mark[1] <= high]
    for stride in STRIDES:
        yield [
            (1, exponent)
            for exponent in exponents
            if exponent % stride == 0 and low <= exponent <= high
        ]
    yield []


def _text(mantissa: int, exponent: int, plain: bool) -> str:
    """ "0.02", or "10⁻⁸" where other marks of the axis have too many zeros."""
    if plain or mantissa != 1 or exponent == 0:
        return number(float(f"{mantissa}e{exponent}"))
    return power(exponent)
