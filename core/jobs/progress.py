"""What long work yields."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Progress:
    """How far long work is.

    Args:
        share: that is done, from 0 to 1.
        note: a line for the reader.
        value: what there is to see so far; of the last progress it is the result. Plain values,
            tensors and frozen dataclasses of such.
    """

    share: float
    note: str = ""
    value: Any = None


def last(work: Iterator[Progress]) -> Any:
    """The result of work that is done here and now, as in a test or a script."""
    *_, progress = work
    return progress.value
