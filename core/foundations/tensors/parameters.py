"""The parameters that several operations have."""

from collections.abc import Callable

from core.expressions import Expression, parse
from core.registry import Flag, Range, Text

LONGEST = 60
"""Characters of a text that is set into a call."""


def dim_of(default: int, label: str = "Dimension (dim)") -> Range:
    """A dimension; −1 is the last."""
    return Range(
        -4,
        3,
        default,
        1,
        label=label,
        note="0 is the first, −1 the last, −2 the one before the last.",
    )


def flag(label: str, default: bool = False, note: str = "") -> Flag:
    """Yes or no."""
    return Flag(default, label=label, note=note)


def keepdim() -> Flag:
    """Whether the dimension stays, with size 1."""
    return flag("Keep the dimension (keepdim)", note="The dimension stays, with size 1.")


def number(label: str, default: float, low: float = -10.0, high: float = 10.0) -> Range:
    """A number in steps of a half."""
    return Range(low, high, default, 0.5, label=label)


def count(label: str, default: int, low: int = 1, high: int = 6) -> Range:
    """A whole number."""
    return Range(low, high, default, 1, label=label)


def text(label: str, default: str, call: str, *examples: str, note: str = "") -> Text:
    """What a reader types into a call, in PyTorch.

    Args:
        call: the text stands in it in braces; the whole has to be an expression.
    """
    return Text(
        default,
        limit=LONGEST,
        valid=_valid(call),
        examples=(default, *examples),
        label=label,
        note=note,
    )


def _valid(call: str) -> Callable[[str], Expression]:
    return lambda text: parse(call.format(text), ("x", "y"))
