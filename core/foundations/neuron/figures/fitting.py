"""How sure a neuron is of each point: the sums of all points on the sigmoid."""

from collections.abc import Sequence

import plotly.graph_objects as go
from torch import Tensor

from core.foundations.neuron.examples import Example
from core.foundations.neuron.figures.plane import CLASSES, SYMBOLS
from core.plots import theme
from core.plots.hover import DECIMALS

WIDEST = 8.0
"""Sums beyond this are drawn at the edge."""


def sums_figure(
    examples: Sequence[Example], sums: Tensor, outputs: Tensor, curve: tuple[Tensor, Tensor]
) -> go.Figure:
    """The output of each point over its sum, and how far it is from its class.

    Args:
        sums, outputs: of the points, (N,).
        curve: sums and outputs of the whole sigmoid, (M,) each.
    """
    x = sums.clamp(-WIDEST, WIDEST).tolist()
    return theme.figure(
        _gaps(examples, x, outputs.tolist()),
        _sigmoid(curve),
        *(_points(examples, x, outputs.tolist(), label) for label in (1, 0)),
        height=360,
        margin={"l": 8, "r": 8, "t": 36, "b": 8},
        legend=theme.LEGEND,
        xaxis={"title": "Sum", "range": [-WIDEST - 0.5, WIDEST + 0.5], "zeroline": True},
        yaxis={"title": "Output", "range": [-0.06, 1.06], "zeroline": False, **DECIMALS},
    )


def _sigmoid(curve: tuple[Tensor, Tensor]) -> dict:
    x, y = (part.float().numpy() for part in curve)
    look = {"color": theme.COLORS[5], "width": 3}
    return {"type": "scatter", "x": x, "y": y, "mode": "lines", "name": "Sigmoid", "line": look}


def _gaps(examples: Sequence[Example], x: Sequence[float], outputs: Sequence[float]) -> dict:
    """From each point to its class: what the loss grows with."""
    lines: dict[str, list] = {"x": [], "y": []}
    for (_, _, label), sum_, output in zip(examples, x, outputs, strict=True):
        lines["x"] += [sum_, sum_, None]
        lines["y"] += [output, label, None]
    look = {"color": theme.MUTED, "width": 1.5, "dash": "dot"}
    words = {"name": "Distance to its class", "hoverinfo": "skip"}
    return {"type": "scatter", **lines, "mode": "lines", "line": look, **words}


def _points(
    examples: Sequence[Example], x: Sequence[float], outputs: Sequence[float], label: int
) -> dict:
    rows = [index for index, example in enumerate(examples) if example[2] == label]
    edge = {"color": theme.BACKGROUND, "width": 2}
    look = {"symbol": SYMBOLS[label], "size": 13, "color": CLASSES[label], "line": edge}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x[row] for row in rows],
        "y": [outputs[row] for row in rows],
        "name": f"Class {label}",
        "cliponaxis": False,
        "marker": look,
        "hovertemplate": f"Sum %{{x}}: %{{y}}<extra>Class {label}</extra>",
    }
