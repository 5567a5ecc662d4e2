"""The straight line between two networks."""

import plotly.graph_objects as go
import torch

from core.networks.landscape.between import Lines
from core.plots import theme
from core.plots.hover import significant

NAMES = ("As they are", "Units matched")
LOOKS = (("solid", 3), ("dash", 3))


def between_loss_figure(result: Lines) -> go.Figure:
    """The losses on both lines, and the straight line between those of the two networks."""
    losses = result.before.losses
    straight = {
        "type": "scatter",
        "x": [0, 1],
        "y": [float(losses[0]), float(losses[-1])],
        "mode": "lines",
        "name": "No barrier",
        "line": {"color": theme.MUTED, "width": 2, "dash": "dot"},
        "hoverinfo": "skip",
    }
    curves = [
        _curve(line.losses, number) for number, line in enumerate((result.before, result.after))
    ]
    return theme.figure(
        straight,
        *curves,
        height=460,
        legend=theme.LEGEND,
        showlegend=True,
        margin={"l": 8, "r": 8, "t": 36, "b": 8},
        xaxis=_across(),
        yaxis={"title": "Loss", "rangemode": "tozero", "zeroline": False},
    )


def between_accuracy_figure(result: Lines) -> go.Figure:
    """The accuracies on both lines, in percent."""
    curves = [
        _curve(100 * line.accuracies, number, " %")
        for number, line in enumerate((result.before, result.after))
    ]
    return theme.figure(
        *curves,
        height=220,
        showlegend=False,
        xaxis=_across(),
        yaxis={"title": "Accuracy", "ticksuffix": " %", "zeroline": False},
    )


def _across() -> dict:
    ends = {"tickvals": [0, 0.25, 0.5, 0.75, 1]}
    title = "Share of the second network"
    return {"title": title, "range": [-0.02, 1.02], "zeroline": False, **ends}


def _curve(values: torch.Tensor, number: int, unit: str = "") -> dict:
    dash, width = LOOKS[number]
    return {
        "type": "scatter",
        "x": torch.linspace(0, 1, len(values)).numpy(),
        "y": significant(values),
        "mode": "lines+markers",
        "name": NAMES[number],
        "line": {"color": theme.COLORS[number], "width": width, "dash": dash},
        "marker": {"size": 5},
        "hovertemplate": f"%{{x:.2f}}: %{{y}}{unit}<extra>{NAMES[number]}</extra>",
    }
