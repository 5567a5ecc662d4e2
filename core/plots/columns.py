"""Columns of small pictures side by side, for the maps component: a network at a glance, a sum,
attributions.
"""

import base64
import math
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from core.plots import numbers
from core.plots.pixels import signed

EMPTY = 128  # zero on the diverging scale


@dataclass(frozen=True, eq=False)
class Tile:
    """One small picture.

    Args:
        label: what it is, for its title and for a screen reader.
        picture: (H, W) uint8, or (3, H, W) in colour.
        kind: "signed" (the diverging scale, zero at 128), "grey" or "colour".
        caption: what stands under it.
        unit: the number that a click sends; None if it cannot be clicked.
        cells: how many of its pixels, row by row, are units of their own that can be clicked; 0 if
            the whole tile is one.
        mark: "on" or "off" where a click switches it; what is off is crossed out.
        outline: (H, W) uint8, white where a faint outline is laid over it.
        source: the picture as a `data:` address, which is shown as a photograph is, and not pixel
            by pixel; its pixels are then not sent.
    """

    label: str
    picture: Tensor
    kind: str = "signed"
    caption: str = ""
    unit: int | None = None
    cells: int = 0
    mark: str = ""
    outline: Tensor | None = None
    source: str = ""

    def as_data(self) -> dict[str, Any]:
        """As the component takes it."""
        values = self.picture.permute(1, 2, 0) if self.picture.ndim == 3 else self.picture
        height, width = values.shape[:2]
        return {
            "label": self.label,
            "width": width,
            "height": height,
            "pixels": "" if self.source else _text(values),
            "source": self.source,
            "kind": self.kind,
            "caption": self.caption,
            "unit": self.unit,
            "cells": self.cells,
            "mark": self.mark,
            "outline": "" if self.outline is None else _text(self.outline),
        }


@dataclass(frozen=True, eq=False)
class Bar:
    """One probability: its class, the share from 0 to 1, and the share for people."""

    name: str
    share: float
    text: str
    first: bool = False


@dataclass(frozen=True, eq=False)
class Column:
    """A heading, a few short lines and tiles or bars.

    Args:
        layer: the name that a click sends along with the unit; empty if nothing can be clicked.
        lines: under the heading, the same number in all columns of a picture.
        across: tiles beside each other.
        sign: what stands before the column, such as "=".
        width: how wide it is beside the others.
    """

    title: str
    tiles: tuple[Tile, ...] = ()
    lines: tuple[str, ...] = ()
    layer: str = ""
    across: int = 1
    sign: str = ""
    width: float = 1.0
    bars: tuple[Bar, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """As the component takes it; made once, since a column that is kept is shown again."""
        return self._data

    @cached_property
    def _data(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "lines": self.lines,
            "layer": self.layer,
            "across": self.across,
            "sign": self.sign,
            "width": self.width,
            "tiles": [tile.as_data() for tile in self.tiles],
            "bars": [vars(bar) for bar in self.bars],
        }


def emptied(column: Column) -> Column:
    """The column where nothing is given: no map, no bar, and no numbers in the labels."""
    tiles = tuple(
        replace(
            tile,
            label=tile.label.partition(":")[0],
            picture=torch.full_like(tile.picture, EMPTY),
        )
        if tile.kind == "signed"
        else tile
        for tile in column.tiles
    )
    return replace(column, tiles=tiles, bars=tuple(Bar(bar.name, 0.0, "") for bar in column.bars))


def _text(values: Tensor) -> str:
    """Bytes as base64."""
    return base64.b64encode(values.contiguous().numpy().tobytes()).decode()


def small(picture: Tensor, longest: int) -> Tensor:
    """A map (..., H, W) at no more than so many pixels a side, each the mean of those that it
    stands for.
    """
    step = -(-max(picture.shape[-2:]) // longest)
    if step == 1:
        return picture
    flat = picture.float().reshape(-1, 1, *picture.shape[-2:])  # (maps, 1, H, W)
    pooled = F.avg_pool2d(flat, step, ceil_mode=True)
    return pooled.view(*picture.shape[:-2], *pooled.shape[-2:]).to(picture.dtype)


def cells(values: Tensor, largest: float | None = None, slender: float = 1.6) -> Tensor:
    """Single numbers (N,) as bytes in a grid, (height, width), about `slender` times as high as
    wide; what is left over is zero.
    """
    width = max(1, math.ceil(math.sqrt(len(values) / slender)))
    height = -(-len(values) // width)
    return F.pad(signed(values, largest), (0, width * height - len(values)), value=EMPTY).view(
        height, width
    )


def mosaic(kernels: Tensor, largest: float | None = None) -> Tensor:
    """Slices (C, k, l) side by side as one picture, in rows, with a line of zeros between them."""
    if len(kernels) == 1:
        return signed(kernels[0], largest)
    if kernels[0].numel() == 1:
        return cells(kernels.flatten(), largest, slender=1)
    across = math.ceil(math.sqrt(len(kernels)))
    rows = -(-len(kernels) // across)
    tiles = F.pad(signed(kernels, largest), (0, 1, 0, 1), value=EMPTY)  # (C, k + 1, l + 1)
    spare = tiles.new_full((rows * across - len(kernels), *tiles.shape[1:]), EMPTY)
    grid = torch.cat([tiles, spare]).unflatten(0, (rows, across))
    return grid.transpose(1, 2).flatten(2).flatten(0, 1)[:-1, :-1]


def abbreviated(number: float) -> str:
    """A count for people: 832, 157 k, 1.81 G."""
    for size, unit in ((1e9, " G"), (1e6, " M"), (1e3, " k")):
        if number >= size:
            return numbers.number(number / size, 3) + unit
    return f"{number:.0f}"
