"""A training as it goes on: loss and accuracy of its batches, and on pictures that are held out."""

from collections.abc import Sequence

import plotly.graph_objects as go
from torch import Tensor

from core.plots import theme
from core.plots.columns import Column, Tile
from core.plots.history import TICKS, Curve

HEIGHT = 420

MARGIN = 8
"""Percent of accuracy below the lowest of interest."""


def run_figure(curve: Curve, held_out: Curve, steps: int, epochs: int) -> go.Figure:
    """Above the loss, below the accuracy, over the epochs: of the training batches as lines, and on
    held-out pictures as dots after each epoch.

    Args:
        curve, held_out: points of step, loss and accuracy.
        steps: of the whole training.
    """
    share = epochs / max(steps, 1)
    traces = []
    for column, axis in ((1, "y"), (2, "y2")):
        times = 1 if column == 1 else 100
        traces += [
            _line(curve, column, times, share, axis),
            _dots(held_out, column, times, share, axis),
        ]
    return theme.figure(
        *traces,
        height=HEIGHT,
        margin={"t": 30},
        legend=theme.LEGEND,
        xaxis={
            "title": "Epoch",
            "range": [0, epochs * 1.02],
            "anchor": "y2",
            "zeroline": False,
        },
        yaxis={
            "title": "Loss (logarithmic)",
            "type": "log",
            "tickvals": TICKS,
            "domain": [0.54, 1],
        },
        yaxis2={
            "title": "Accuracy",
            "ticksuffix": " %",
            "domain": [0, 0.46],
            "range": [_lowest(curve, held_out), 100.5],
            "nticks": 5,
        },
    )


def pictures_columns(pictures: Sequence[tuple[Tensor, str]]) -> tuple[Column, ...]:
    """Pictures (C, H, W) uint8 side by side, each under its class."""
    return tuple(
        Column(
            name,
            (Tile(name, image[0], "grey") if len(image) == 1 else Tile(name, image, "colour"),),
        )
        for image, name in pictures
    )


def _lowest(curve: Curve, held_out: Curve) -> float:
    """Where the axis of accuracies begins: below what has been reached after an epoch."""
    shares = [point[2] for point in (*held_out, *curve[-1:])] if held_out else [0.0]
    return max(0.0, 100 * min(shares) - MARGIN)


def _line(points: Curve, column: int, times: float, share: float, axis: str) -> dict:
    """What the network answers to the batches that it learns from."""
    return {
        **_points(points, column, times, share, axis),
        "mode": "lines",
        "name": "Training batches",
        "line": {"color": theme.COLORS[1], "width": 2},
    }


def _dots(points: Curve, column: int, times: float, share: float, axis: str) -> dict:
    """What it answers to pictures that it does not learn from."""
    return {
        **_points(points, column, times, share, axis),
        "mode": "lines+markers",
        "name": "Held-out pictures",
        "line": {"color": theme.COLORS[0], "width": 2, "dash": "dot"},
        "marker": {"color": theme.COLORS[0], "size": 8, "symbol": "diamond"},
    }


def _points(
    points: Sequence[tuple[float, float, float]],
    column: int,
    times: float,
    share: float,
    axis: str,
) -> dict:
    unit = " %" if times > 1 else ""
    return {
        "x": [round(point[0] * share, 4) for point in points],
        "y": [round(times * point[column], 5) for point in points],
        "yaxis": axis,
        "showlegend": axis == "y",
        "hovertemplate": f"Epoch %{{x}}: %{{y}}{unit}<extra></extra>",
    }
