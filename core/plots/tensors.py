"""Tensors as pictures: a number, a row, a grid, grids side by side, with the links between their
cells, as the tensor component takes them.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import torch
from torch import Tensor

from core.plots.numbers import number

DIGITS = 3
"""Significant digits of a number in a cell."""

HIDDEN = "?"
"""What stands in a cell whose number the reader is to guess, or that has none."""

Links = Mapping[str, Sequence[Sequence[int]]]
"""By the name of a tensor: for each cell of the leading tensors the cells that made it. A cell is
its position among all numbers, the last dimension running fastest.
"""


@dataclass(frozen=True, eq=False)
class TensorPanel:
    """A tensor in a picture.

    Args:
        name: its letter, by which links find it and its cells are called: `x[0, 1]`.
        title: what stands over it.
        tensor: of up to four dimensions; on the device `meta` it has a shape and no numbers.
        sign: stands between the tensor before and this one, such as "+" or "→".
        line: whether it begins a new line.
        marked: dimensions that torch complains of.
        copies: positions of cells that are not there in memory, but stand for another.
        hidden: whether its numbers are the reader's to guess.
        scale: whether it says what its colours mean.
        refused: whether torch complains of the whole tensor, such as of its device.
    """

    name: str
    title: str
    tensor: Tensor
    sign: str = ""
    line: bool = False
    marked: Collection[int] = ()
    copies: Collection[int] = ()
    hidden: bool = False
    scale: bool = False
    refused: bool = False

    def as_data(self) -> dict[str, Any]:
        """What the drawing in JavaScript gets, as JSON knows it."""
        values = self._values()
        sizes = [abs(float(value)) for value in values if not isinstance(value, complex | str)]
        largest = max((size for size in sizes if math.isfinite(size)), default=0.0)
        return {
            "name": self.name,
            "title": self.title,
            "shape": list(self.tensor.shape),
            "texts": [cell_text(value) for value in values],
            "shares": [_share(value, largest) for value in values],
            "sign": self.sign,
            "line": self.line,
            "marked": sorted(self.marked),
            "copies": sorted(self.copies),
            "refused": self.refused,
            "scale": [number(-largest, DIGITS), number(largest, DIGITS)]
            if self.scale and largest and not self.hidden
            else [],
        }

    def _values(self) -> list[Any]:
        """Its numbers in order; HIDDEN where there is nothing to see."""
        if self.hidden or self.tensor.is_meta:
            return [HIDDEN] * self.tensor.numel()
        return self.tensor.detach().cpu().flatten().tolist()


def cell_text(value: Any) -> str:
    """A number as it stands in a cell: "−0.333", "1,000", "True"."""
    if isinstance(value, bool | str | complex):
        return str(value)
    if isinstance(value, int):
        return f"{value:,}".replace("-", "−")
    return number(value, DIGITS)


def _share(value: Any, largest: float) -> float | None:
    """Of the largest size in a tensor, with the sign; None where there is no colour for it."""
    if isinstance(value, complex | str) or math.isnan(value):
        return None
    if math.isinf(value):
        return math.copysign(1.0, value)
    return round(float(value) / largest, 4) if largest else 0.0


@dataclass(frozen=True, eq=False)
class TensorPicture:
    """Tensors of which some lead: a reader chooses a cell of theirs, and sees those that made it.

    Args:
        panels: from left to right.
        leaders: the names of the leading tensors; by default the last leads. Their cells are
            numbered one after the other.
        links: by the name of another tensor, the cells that made each cell of the leaders.
        made, makes: what a linked cell is told as: x[0] is "made of" those of others, and one of
            those "goes into" x[0].
    """

    panels: tuple[TensorPanel, ...]
    leaders: tuple[str, ...] = ()
    links: Links = field(default_factory=dict)
    made: str = "made of"
    makes: str = "goes into"

    @property
    def leading(self) -> tuple[TensorPanel, ...]:
        """The panels that lead."""
        named = tuple(panel for panel in self.panels if panel.name in self.leaders)
        return named or self.panels[-1:]

    def as_data(self) -> dict[str, Any]:
        """What the drawing in JavaScript gets, as JSON knows it; made once."""
        return self._data

    @cached_property
    def _data(self) -> dict[str, Any]:
        return {
            "panels": [panel.as_data() for panel in self.panels],
            "leaders": [panel.name for panel in self.leading],
            "links": {name: [list(cells) for cells in each] for name, each in self.links.items()},
            "made": self.made,
            "makes": self.makes,
        }


def index_of(position: int, shape: Sequence[int]) -> tuple[int, ...]:
    """The index of a cell, from its position among all: (0, 2)."""
    index = torch.unravel_index(torch.tensor(position), tuple(shape)) if shape else ()
    return tuple(int(part) for part in index)
