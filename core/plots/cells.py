"""Grids of numbers whose cells belong together, as the cells component takes them."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

import torch
from torch import Tensor

Links = tuple[Sequence[Sequence[int]], Sequence[Sequence[int]]]
"""For each row of the leading grid the rows that go with it, and the same for columns; -1: none."""


@dataclass(frozen=True, eq=False)
class CellGrid:
    """A grid of numbers.

    Args:
        name: by which links find it.
        title: what stands over it.
        values: (rows, columns), or (cells, rows, columns) for a grid that has other numbers for
            each cell of the leading one; nan is an empty cell.
        low, high: the numbers that are black and white; `high` alone, where the colours are
            `signed`, their ends.
        digits: after the point.
        signed: on the diverging scale, not in greys.
        plain: without colours.
        empty: without numbers.
        padding: cells at top, left, bottom and right that are no part of the data.
        before: the sign between the grid before and this one.
        row: on which line of grids it stands.
        height: pixels it may take.
        even: as wide as the others of its line, and not of the same cells as they.
        skipped: rows and columns whose cells go with none of the leading grid's; they are hatched.
        turned: its links go by the leading grid's columns for its rows, and by rows for columns.
    """

    name: str
    title: str
    values: Tensor
    low: float = 0.0
    high: float = 1.0
    digits: int = 2
    signed: bool = False
    plain: bool = False
    empty: bool = False
    padding: tuple[int, int, int, int] = (0, 0, 0, 0)
    before: str = ""
    row: int = 0
    height: int = 420
    even: bool = False
    skipped: tuple[Sequence[int], Sequence[int]] = ((), ())
    turned: bool = False

    def as_data(self) -> dict[str, Any]:
        """What the drawing in JavaScript gets, as JSON knows it."""
        *follows, rows, columns = self.values.shape
        values = base64.b64encode(
            self.values.to(torch.float32).contiguous().numpy().tobytes()
        ).decode()
        settings = {each.name: getattr(self, each.name) for each in fields(self)}
        return settings | {
            "values": values,
            "rows": rows,
            "columns": columns,
            "follows": bool(follows),
        }


def skipped(links: Links, shape: Sequence[int]) -> tuple[list[int], list[int]]:
    """The rows and the columns of a grid (rows, columns) that no cell of the leading grid goes
    with.
    """
    rows, columns = (
        sorted(set(range(side)).difference(*axis)) for axis, side in zip(links, shape, strict=True)
    )
    return rows, columns


@dataclass(frozen=True, eq=False)
class Cells:
    """Grids of which one leads.

    Args:
        grids: from left to right.
        leader: the name of the grid whose cells a reader chooses.
        links: by grid, the cells that go with each cell of the leader.
        points: by grid, one cell for each of the leader's, as its index in row-major order, or -1.
        products: two grids whose linked cells, pair by pair, are multiplied and added up to the
            leader's number.
        symbol: the leader's letter in that sum.
        lines: what is said of each cell of the leader, in place of the sum.
    """

    grids: tuple[CellGrid, ...]
    leader: str
    links: Mapping[str, Links] = field(default_factory=dict)
    points: Mapping[str, Sequence[int]] = field(default_factory=dict)
    products: tuple[str, str] | tuple[()] = ()
    symbol: str = "y"
    lines: Sequence[str] = ()

    def as_data(self) -> dict[str, Any]:
        """What the drawing in JavaScript gets, as JSON knows it; made once."""
        return self._data

    @cached_property
    def _data(self) -> dict[str, Any]:
        links = {
            name: {"rows": rows, "columns": columns} for name, (rows, columns) in self.links.items()
        }
        return {
            "grids": [grid.as_data() for grid in self.grids],
            "leader": self.leader,
            "links": links,
            "points": dict(self.points),
            "products": self.products,
            "symbol": self.symbol,
            "lines": list(self.lines),
        }
