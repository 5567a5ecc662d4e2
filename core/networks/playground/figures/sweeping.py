"""The pictures of the view "Sweep": a small map for each network, and their losses."""

import math

import plotly.graph_objects as go
import torch

from core.networks.playground.sweep import SIDE, Sweep
from core.plots import theme
from core.plots.decision import shading
from core.plots.history import TICKS
from core.plots.numbers import number

GAP = 3
"""Cells between two maps."""

WIDE = 2.0
"""How many times as many maps stand side by side as above each other, about."""

MOST_LOSS = 1e3
"""Losses beyond this are drawn at the edge."""


def columns_of(count: int) -> int:
    """How many maps stand side by side."""
    return math.ceil(math.sqrt(WIDE * count))


def title_of(columns: int) -> int:
    """Cells above each map, in which its name and its loss have two lines on a phone too."""
    return max(16, 2 * columns + 4)


def maps_figure(result: Sweep) -> go.Figure:
    """The maps of all networks, each with what is its own and its test loss."""
    count = len(result.variants)
    columns = columns_of(count)
    rows = -(-count // columns)
    step = SIDE + title_of(columns)
    width, height = columns * (SIDE + GAP), rows * step
    canvas = torch.full((height, width), torch.nan)
    notes = []
    for index, (variant, shades, loss) in enumerate(
        zip(result.variants, result.shades, result.test_losses.tolist(), strict=True)
    ):
        left = index % columns * (SIDE + GAP)
        bottom = height - (index // columns + 1) * step
        canvas[bottom : bottom + SIDE, left : left + SIDE] = shades
        notes.append(_note(variant.name, loss, left + SIDE / 2, bottom + SIDE + 0.5))
    look = shading(result.classes)
    return theme.figure(
        {
            "type": "heatmap",
            "z": canvas.numpy(),
            "opacity": 0.75,
            "showscale": False,
            "hoverinfo": "skip",
            **look,
        },
        height=400,
        showlegend=False,
        margin={"l": 2, "r": 2, "t": 2, "b": 2},
        xaxis={"visible": False, "range": [-1, width - GAP], "constrain": "domain"},
        yaxis={
            "visible": False,
            "range": [-1, height],
            "scaleanchor": "x",
            "constrain": "domain",
        },
        annotations=notes,
    )


def _note(name: str, loss: float, x: float, y: float) -> dict:
    """What is a network's own, and below that its loss."""
    short = name.partition(",")[0].split()[-1]
    return {
        "x": x,
        "y": y,
        "yanchor": "bottom",
        "text": f"<b>{short}</b><br>{number(loss, 2)}",
        "showarrow": False,
        "font": {"size": 11, "color": theme.TEXT},
    }


def losses_figure(result: Sweep) -> go.Figure:
    """The losses of all networks at the end, in order."""
    names = [variant.name for variant in result.variants]
    parts = {"Training loss": result.train_losses, "Test loss": result.test_losses}
    looks = (("circle", theme.COLORS[2]), ("diamond", theme.COLORS[3]))
    return theme.figure(
        *(
            {
                "type": "scatter",
                "mode": "markers+lines",
                "x": names,
                "y": [min(value, MOST_LOSS) for value in losses.nan_to_num(MOST_LOSS).tolist()],
                "name": name,
                "line": {"color": color, "width": 1, "dash": "dot"},
                "marker": {"symbol": symbol, "size": 9, "color": color},
                "text": [number(value, 3) for value in losses.tolist()],
                "hovertemplate": f"%{{x}}: %{{text}}<extra>{name}</extra>",
            }
            for (name, losses), (symbol, color) in zip(parts.items(), looks, strict=True)
        ),
        height=210,
        margin={"l": 8, "r": 8, "t": 26, "b": 8},
        legend=theme.LEGEND,
        showlegend=True,
        xaxis={"type": "category", "tickangle": -60, "tickfont": {"size": 11}},
        yaxis={"title": "Loss", "type": "log", "tickvals": TICKS},
    )
