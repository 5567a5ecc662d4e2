"""A U-Net as the unet component draws it: blocks with their shapes, skips between them."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

MADE, CROPPED, CUT, FAILS, MISSING = "made", "cropped", "cut", "fails", "missing"
"""What became of a block or of a skip; `MISSING` comes after what fails."""

INPUT, ENCODER, BOTTLENECK, DECODER, OUTPUT = "input", "encoder", "bottleneck", "decoder", "output"
"""Kinds of blocks."""

SKIP, UP, AGAIN = "skip", "up", "again"
"""Parts of a concatenation: what a skip brings, what comes from below, and that a second time."""

DOWN, UPWARDS, ACROSS = "down", "up", "across"
"""Kinds of arrows."""


@dataclass(frozen=True)
class Slab:
    """The maps that a layer gives.

    Args:
        side: of each map, in pixels.
        tone: of a concatenation, which part it is.
        joined: whether the next slab stands at this one.
    """

    channels: int
    side: int
    tone: str = ""
    joined: bool = False


@dataclass(frozen=True)
class Block:
    """A block of layers.

    Args:
        name: its own in the drawing.
        level: 1 is the finest.
        column: from the left; the picture is in 0, the scores are in the last, 2 · depth + 2.
        words: what stands at it: its shape, and its parameters.
        says: what it is, for who points at it.
    """

    name: str
    kind: str
    level: int
    column: int
    slabs: tuple[Slab, ...]
    words: tuple[str, ...]
    says: str
    state: str = MADE


@dataclass(frozen=True)
class Skip:
    """What joins the blocks of two names; of `says` the longest that fits stands at it."""

    source: str
    target: str
    says: tuple[str, ...]
    state: str = MADE


@dataclass(frozen=True)
class Arrow:
    """From the block of one name to that of another."""

    source: str
    target: str
    kind: str
    state: str = MADE


@dataclass(frozen=True)
class UPicture:
    """A drawing.

    Args:
        alt: what it is a picture of.
        says: what stands under it while nobody points at a block.
    """

    blocks: tuple[Block, ...]
    skips: tuple[Skip, ...]
    arrows: tuple[Arrow, ...]
    depth: int
    alt: str
    says: str = field(default="")

    def as_data(self) -> dict[str, Any]:
        """What the drawing in JavaScript gets, as JSON knows it; made once."""
        return self._data

    @cached_property
    def _data(self) -> dict[str, Any]:
        return {
            "blocks": [
                vars(block) | {"slabs": [vars(slab) for slab in block.slabs]}
                for block in self.blocks
            ],
            "skips": [vars(skip) for skip in self.skips],
            "arrows": [vars(arrow) for arrow in self.arrows],
            "depth": self.depth,
            "alt": self.alt,
            "says": self.says,
        }
