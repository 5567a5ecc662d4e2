"""The pictures of the view "Evaluation": the confusion matrix beside the map, and the
reliability curve.
"""

from typing import Any

import plotly.graph_objects as go
import torch
from torch import Tensor

from core.networks.playground.evaluation import Evaluation, confusion, in_cell
from core.plots import theme
from core.plots.decision import map_trace, plane_axes, point_traces
from core.plots.hover import DECIMALS

HEIGHT = 400
MATRIX, MAP = (0.0, 0.5), (0.55, 1.0)
"""Shares of the width."""

SQUARE = {"constrain": "domain", "constraintoward": "top"}


def confusion_figure(shown: Evaluation, cell: tuple[int, int]) -> go.Figure:
    """The confusion matrix, and the map with the points of a cell marked."""
    table = confusion(shown)
    names = list(map(str, range(shown.classes)))
    marked = in_cell(shown, *cell)
    axes = {"xaxis": "x2", "yaxis": "y2"}
    others = torch.ones(len(shown.targets), dtype=torch.bool)
    others[marked] = False
    map_axes = plane_axes([MAP])
    return theme.figure(
        _matrix(table),
        answers_map(shown, **axes),
        *_points(shown, others, size=6, showlegend=False, **axes),
        *_rings(shown, marked, **axes),
        height=HEIGHT,
        showlegend=False,
        margin={"l": 40, "r": 2, "t": 2, "b": 40},
        xaxis=_names(names, "Answer", MATRIX),
        yaxis={**_names(names, "True class"), "scaleanchor": "x", **SQUARE},
        xaxis2={**map_axes["xaxis"], "anchor": "y2"},
        yaxis2={**map_axes["yaxis"], "anchor": "x2", "scaleanchor": "x2"},
        shapes=_cells(shown.classes, cell),
        annotations=_counts(table),
    )


def answers_map(shown: Evaluation, **axes: Any) -> dict[str, Any]:
    """The map; smooth but where the shades of several classes lie side by side."""
    smooth = {"zsmooth": "fast"} if shown.classes <= 2 else {}
    return map_trace(shown.shades, shown.classes, **smooth, **axes)


def _matrix(table: Tensor) -> dict[str, Any]:
    """The shares of each row, without those on the diagonal: so the mistakes are seen."""
    shares = table / table.sum(1, keepdim=True).clamp(min=1)
    shares = shares.float().fill_diagonal_(torch.nan)
    return {
        "type": "heatmap",
        "z": shares.flip(0).contiguous().numpy(),
        "colorscale": theme.scale(theme.SEQUENTIAL[:6]),
        "zmin": 0,
        "zmax": 0.5,
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hoverinfo": "skip",
    }


def _names(names: list[str], title: str, domain: tuple[float, float] | None = None) -> dict:
    """An axis of classes: from left to right, or from the top down."""
    ordered = names if domain else names[::-1]
    return {
        "title": title,
        "tickvals": list(range(len(names))),
        "ticktext": ordered,
        "range": [-0.5, len(names) - 0.5],
        "showgrid": False,
        **theme.NO_ZERO_LINE,
        **({"domain": list(domain), "constrain": "domain"} if domain else {}),
    }


def _cells(classes: int, chosen: tuple[int, int]) -> list[dict[str, Any]]:
    """The border of every cell, and last that of the chosen one (row, column)."""
    row, column = chosen
    borders = [
        _border(x, y, color=theme.GRID, width=1) for x in range(classes) for y in range(classes)
    ]
    return [*borders, _border(column, classes - 1 - row, color=theme.TEXT, width=3)]


def _border(x: int, y: int, **line: Any) -> dict[str, Any]:
    return {
        "type": "rect",
        "x0": x - 0.48,
        "x1": x + 0.48,
        "y0": y - 0.48,
        "y1": y + 0.48,
        "line": line,
    }


def _counts(table: Tensor) -> list[dict[str, Any]]:
    return [
        {
            "text": str(count),
            "x": column,
            "y": row,
            "showarrow": False,
            "font": {"color": theme.TEXT, "size": 16},
        }
        for row, counts in enumerate(table.flip(0).tolist())
        for column, count in enumerate(counts)
    ]


def _points(shown: Evaluation, chosen: Tensor, **look: Any) -> list[dict]:
    if not len(shown.inputs[chosen]):
        return []
    return point_traces(shown.inputs[chosen], shown.targets[chosen], shown.classes, **look)


def _rings(shown: Evaluation, marked: Tensor, **axes: Any) -> list[dict]:
    """The points of the cell, each with a ring around it."""
    x, y = shown.inputs[marked].float().unbind(1)
    ring = {
        "type": "scatter",
        "mode": "markers",
        "x": x.contiguous().numpy(),
        "y": y.contiguous().numpy(),
        "hoverinfo": "skip",
        "showlegend": False,
        "marker": {
            "size": 15,
            "color": theme.BACKGROUND,
            "line": {"color": theme.TEXT, "width": 2},
        },
        **axes,
    }
    return [ring, *_points(shown, marked, size=9, showlegend=False, **axes)]


def fit_figure(shown: Evaluation) -> go.Figure:
    """The number that the network gives each test point, over its true number."""
    truth, outputs = shown.targets.double(), shown.outputs[:, 0]
    ends = float(truth.min()), float(truth.max())
    return theme.figure(
        {
            "x": list(ends),
            "y": list(ends),
            "mode": "lines",
            "line": {"color": theme.LABEL, "width": 1.5, "dash": "dot"},
            "hoverinfo": "skip",
        },
        {
            "x": truth.float().numpy(),
            "y": outputs.float().contiguous().numpy(),
            "mode": "markers",
            "marker": {"size": 6, "color": theme.COLORS[2], "opacity": 0.6},
            "hoverinfo": "skip",
        },
        height=HEIGHT,
        showlegend=False,
        xaxis={"title": "True number", **DECIMALS},
        yaxis={"title": "Output", **DECIMALS},
    )


def reliability_figure(counts: Tensor, confidences: Tensor, accuracies: Tensor) -> go.Figure:
    """The share of right answers over the confidence, and how many answers have each confidence.

    Args:
        counts, confidences, accuracies: of the answers in each bin of confidence, (BINS,).
    """
    filled, width = counts > 0, 1 / len(counts)
    middles = (torch.arange(len(counts))[filled] + 0.5) * width
    counts, confidences, accuracies = (part[filled] for part in (counts, confidences, accuracies))
    return theme.figure(
        {
            "type": "bar",
            "x": middles.float().numpy(),
            "y": (counts / counts.sum()).float().numpy(),
            "width": 0.9 * width,
            "name": "Share of the answers",
            "marker": {"color": theme.GRID},
            "hovertemplate": "%{y} of the answers<extra></extra>",
        },
        {
            "x": [0, 1],
            "y": [0, 1],
            "mode": "lines",
            "name": "Calibrated",
            "line": {"color": theme.LABEL, "width": 1.5, "dash": "dot"},
            "hoverinfo": "skip",
        },
        {
            "x": confidences.float().numpy(),
            "y": accuracies.float().numpy(),
            "mode": "lines+markers",
            "name": "Right answers",
            "line": {"color": theme.COLORS[0], "width": 2.5},
            "marker": {"size": (7 + 12 * (counts / counts.max()).sqrt()).float().numpy()},
            "hovertemplate": "Confidence %{x}: %{y} right<extra></extra>",
        },
        height=HEIGHT,
        margin={"l": 8, "r": 8, "t": 28, "b": 8},
        legend=theme.LEGEND,
        showlegend=True,
        xaxis={"title": "Confidence", "range": [-0.02, 1.03], **DECIMALS},
        yaxis={"title": "Share of right answers", "range": [-0.02, 1.05], **DECIMALS},
    )
