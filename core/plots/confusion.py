"""A confusion matrix: how many pictures of each class got each answer."""

import math
from collections.abc import Sequence

import plotly.graph_objects as go
import torch
from torch import Tensor

from core.plots import theme

HEIGHT = 460

ONE = math.log10(2)
"""The shade of a single picture. Without a mistake the scale ends there, and all cells are pale."""


def confusion_figure(
    table: Tensor, classes: Sequence[str], cell: tuple[int, int], verb: str = "read as"
) -> go.Figure:
    """How many test pictures of each class got each answer. The right ones, on the diagonal, are
    without colour, so that the mistakes are seen.

    Args:
        table: a row for each true class, a column for each answer.
        cell: row and column of the one that is open.
        verb: what stands between a class and its answer.
    """
    size = len(classes)
    shades = torch.log10(table + 1.0)
    shades.fill_diagonal_(torch.nan)
    truth, answer = cell
    return theme.figure(
        {
            "type": "heatmap",
            "z": shades.flip(0).float().numpy(),
            "customdata": _told_of_cells(table, classes, verb),
            "hovertemplate": "%{customdata}<extra></extra>",
            "colorscale": theme.scale(theme.SEQUENTIAL[:6]),
            "showscale": False,
            "zmin": 0,
            "zmax": max(float(shades.nan_to_num(0).max()), ONE),
            "xgap": 1,
            "ygap": 1,
            "hoverongaps": True,
        },
        height=HEIGHT,
        xaxis=names_axis(classes, "Answer of the network"),
        yaxis=names_axis(tuple(reversed(classes)), "True class"),
        shapes=[_box(answer, size - 1 - truth)],
        annotations=[
            _count(column, row, count)
            for row, counts in enumerate(_rows(table))
            for column, count in enumerate(counts)
            if count
        ],
    )


def _told_of_cells(table: Tensor, classes: Sequence[str], verb: str) -> list[list[str]]:
    """What the pointer tells of each cell."""
    return [
        [f"{true} {verb} {read}: {count:,}" for read, count in zip(classes, row, strict=True)]
        for true, row in zip(reversed(classes), _rows(table), strict=True)
    ]


def _rows(table: Tensor) -> list[list[int]]:
    return table.flip(0).tolist()


def _count(column: int, row: int, count: int) -> dict:
    """The number in a cell. Plotly's own, in a heat map, gets too small on a phone."""
    return {
        "text": str(count),
        "x": column,
        "y": row,
        "showarrow": False,
        "font": {"color": theme.TEXT, "size": 11},
    }


def names_axis(classes: Sequence[str], title: str) -> dict:
    """An axis of classes by their names."""
    return {
        "title": title,
        "tickvals": list(range(len(classes))),
        "ticktext": list(classes),
        "autotickangles": [0, -45, -90],  # toward the axis: none ends outside, where it is hidden
        "range": [-0.5, len(classes) - 0.5],
        "showgrid": False,
        **theme.NO_ZERO_LINE,
    }


def _box(column: int, row: int) -> dict:
    """A frame around the cell that is open."""
    return {
        "type": "rect",
        "x0": column - 0.5,
        "x1": column + 0.5,
        "y0": row - 0.5,
        "y1": row + 0.5,
        "line": {"color": theme.TEXT, "width": 2.5},
    }
