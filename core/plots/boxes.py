"""Boxes around parts of a picture, each with a word on what is in it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Box:
    """A box and its label; sides in pixels of the picture, those below and at the right exclusive.

    Args:
        text: what is in it, such as the digit that is read there.
    """

    top: int
    left: int
    bottom: int
    right: int
    text: str = ""

    def as_data(self) -> dict[str, Any]:
        """As a component takes it."""
        return dict(vars(self))
