"""Words as they stand on the screen."""

import re
from collections.abc import Sequence


def capitalised(text: str) -> str:
    """The text with a capital first letter; all others stay as they are."""
    return text[:1].upper() + text[1:]


def counted(count: int, noun: str) -> str:
    """A count with its noun, whose plural ends in an s: "1 step", "20 steps", "1,500 steps"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def listed(parts: Sequence[str]) -> str:
    """Parts of a sentence one after another: "a, b and c"."""
    *others, last = parts
    return f"{', '.join(others)} and {last}" if others else last


def plain(text: str) -> str:
    """A text that may hold what a reader named, so that nothing in it is taken for Markdown."""
    return re.sub(r"([\\`*_{}\[\]()#+.!|<>~$:&@-])", r"\\\1", text)
