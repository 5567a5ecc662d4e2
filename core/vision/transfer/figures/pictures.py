"""The pictures of transfer learning: accuracies, pictures of a cell, probabilities, features in the
plane, classes.
"""

from collections.abc import Sequence
from dataclasses import replace

import plotly.graph_objects as go
from torch import Tensor

from core.plots import theme
from core.plots.columns import Bar, Column, Tile
from core.plots.numbers import fixed, percent, probability
from core.plots.pictures import thumbnail
from core.plots.words import capitalised
from core.vision.transfer.alike import Map, Neighbour
from core.vision.transfer.classes import Shown
from core.vision.transfer.examples import Example
from core.vision.transfer.heads import Accuracy

HELD_OUT = "held out"
"""The layer that a click on a held-out picture sends."""

ACROSS = 3
"""Pictures of a cell beside each other."""


def accuracy_figure(accuracies: Sequence[Accuracy]) -> go.Figure:
    """How often each head is right, with the 95 % interval, and how often guessing would be."""
    rows = list(reversed(accuracies))
    shares = [100 * row.share for row in rows]
    told = [f"{row.name}: {percent(row.share)}{_interval(row)}" for row in rows]
    return theme.figure(
        {
            "type": "bar",
            "orientation": "h",
            "x": shares,
            "y": list(range(len(rows))),
            "marker": {"color": [theme.MUTED, theme.COLORS[1], theme.COLORS[0]]},
            "error_x": {
                "type": "data",
                "array": [100 * (row.high - row.share) for row in rows],
                "arrayminus": [100 * (row.share - row.low) for row in rows],
                "color": theme.TEXT,
                "thickness": 1.5,
            },
            "customdata": told,
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        height=170,
        showlegend=False,
        xaxis={"title": "Held-out pictures right", "range": [0, 102], "ticksuffix": " %"},
        yaxis={
            "tickvals": list(range(len(rows))),
            "ticktext": [f"{row.name}<br><b>{percent(row.share)}</b>" for row in rows],
            "showgrid": False,
            **theme.NO_ZERO_LINE,
        },
    )


def _interval(row: Accuracy) -> str:
    if row.low == row.high:
        return ""
    return f", 95 % interval {percent(row.low, 0)} to {percent(row.high, 0)}"


def examples_column(examples: Sequence[Example]) -> Column:
    """Held-out pictures, each with the probability of its answer; a click sends its index."""
    return Column("", tuple(map(_example_tile, examples)), layer=HELD_OUT, across=ACROSS)


def _example_tile(example: Example) -> Tile:
    sure = probability(example.confidence)
    told = f"{example.truth} taken for {example.answer}"
    if example.truth == example.answer:
        told = example.truth
    label = f"Picture {example.index}: {told}, {sure}. Look at it in Your picture"
    return replace(tile(label, example.image), unit=example.index, caption=sure)


def tile(label: str, image: Tensor) -> Tile:
    """A picture (C, H, W) uint8 as a tile."""
    return Tile(label, image if len(image) == 3 else image[0], source=thumbnail(image))


def picture_columns(image: Tensor, alt: str) -> tuple[Column, ...]:
    """The picture that is looked at, as large as there is room."""
    return (Column("", (tile(alt, image),)),)


def reading_column(name: str, probabilities: Tensor, classes: Sequence[str]) -> Column:
    """The probabilities of all classes, (classes,), by the head of this name."""
    return Column(name, bars=_bars(probabilities.tolist(), classes))


def _bars(shares: Sequence[float], classes: Sequence[str]) -> tuple[Bar, ...]:
    highest = max(shares)
    return tuple(
        Bar(name, share, probability(share), share == highest)
        for name, share in zip(classes, shares, strict=True)
    )


SYMBOLS = ("circle", "square", "diamond", "cross", "triangle-up", "star", "pentagon", "hexagon")
"""Of the classes, one after the other, so that no class is told by its colour alone."""


def map_figure(plane: Map, chosen: int | None) -> go.Figure:
    """The held-out pictures in the plane of most variance, in the colours and with the symbols of
    their classes.

    Args:
        chosen: the one that is looked at, if it is one of them.
    """
    traces = [_class_trace(plane, label, name) for label, name in enumerate(plane.classes)]
    if chosen is not None:
        x, y = plane.points[chosen].tolist()
        ring = {"color": theme.TEXT, "width": 2.5}
        marker = {"size": 17, "color": "rgba(0,0,0,0)", "line": ring}
        look = {"mode": "markers", "hoverinfo": "skip", "showlegend": False}
        traces.append({"type": "scatter", "x": [x], "y": [y], "marker": marker, **look})
    first, second = (percent(share, 0) for share in plane.shares)
    x_range, y_range = (_range(plane.points[:, axis]) for axis in (0, 1))
    return theme.figure(
        *traces,
        height=440,
        margin={"t": 84},  # of a legend in three rows
        legend={**theme.LEGEND, "font": {"size": 12}},
        xaxis={"title": f"First direction, {first} of the variance", "range": x_range, **PLAIN},
        yaxis={"title": f"Second direction, {second}", "range": y_range, **PLAIN},
    )


PLAIN = {"showticklabels": False, "zeroline": False}
"""Axes of a projection: their numbers mean nothing by themselves."""


def _class_trace(plane: Map, label: int, name: str) -> dict:
    rows = (plane.labels == label).nonzero()[:, 0]
    x, y = plane.points[rows].unbind(1)
    return {
        "type": "scatter",
        "mode": "markers",
        "x": x.contiguous().numpy(),
        "y": y.contiguous().numpy(),
        "name": name,
        "customdata": [f"Picture {row}: {name}" for row in rows.tolist()],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {
            "size": 9,
            "color": theme.COLORS[label % len(theme.COLORS)],
            "symbol": SYMBOLS[label % len(SYMBOLS)],
            "line": {"color": theme.BACKGROUND, "width": 1},
        },
    }


def _range(values: Tensor) -> list[float]:
    low, high = float(values.min()), float(values.max())
    margin = 0.06 * (high - low)
    return [low - margin, high + margin]


def neighbours_column(close: Sequence[Neighbour]) -> Column:
    """The nearest pictures, each with its class and how alike it is."""
    tiles = tuple(
        replace(
            tile(f"{rank}. nearest: {each.label}", each.image),
            caption=f"{each.label}\n{fixed(each.cosine)}",
        )
        for rank, each in enumerate(close, 1)
    )
    return Column("Nearest training pictures, by cosine", tiles, across=NEIGHBOURS_ACROSS)


NEIGHBOURS_ACROSS = 4
"""Nearest pictures beside each other."""


def class_columns(shown: Sequence[Shown]) -> tuple[Column, ...]:
    """Some pictures of each class, under its name and how many there are."""
    return tuple(
        Column(
            f"{capitalised(each.name)} ({each.count})",
            tuple(tile(each.name, image) for image in each.images),
            across=ACROSS,
        )
        for each in shown
    )
