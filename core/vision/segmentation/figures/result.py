"""A picture, its true mask, the probabilities of a network, and what it gets wrong."""

import plotly.graph_objects as go
import torch

from core.plots import theme
from core.plots.hover import significant
from core.vision.segmentation.figures.outcome import outcome_panel
from core.vision.segmentation.figures.panels import Panel, grey, heat, panels_figure
from core.vision.segmentation.result import THRESHOLDS, Result


def result_figure(seen: Result, threshold: float) -> go.Figure:
    """Four pictures, two by two."""
    shape = tuple(seen.truth.shape)
    colors = theme.scale(theme.SEQUENTIAL)
    probability = heat(seen.probability, colors, "Probability %{z}")
    return panels_figure(
        (
            grey("Picture", seen.picture, "Grey level %{z}"),
            grey("Truth", seen.truth.float(), "Truth %{z}"),
            Panel("Probability of shape", shape, (probability, outline(seen, threshold))),
            outcome_panel(seen.outcome),
        ),
        legend=True,
    )


def outline(seen: Result, threshold: float) -> dict:
    """Around what counts as shape, on the probabilities."""
    return {
        "type": "contour",
        "z": significant(seen.probability, 3),
        "contours": {"start": threshold, "end": threshold, "size": 1, "coloring": "none"},
        "line": {"color": theme.TEXT, "width": 1.5},
        "showscale": False,
        "showlegend": False,
        "hoverinfo": "skip",
    }


def threshold_figure(values: tuple[float, ...], threshold: float) -> go.Figure:
    """Dice at each threshold, and where the threshold is now."""
    line = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": THRESHOLDS,
        "y": significant(torch.tensor(values)),
        "line": {"color": theme.COLORS[0], "width": 2.5},
        "hovertemplate": "From %{x} on: Dice %{y}<extra></extra>",
    }
    return theme.figure(
        line,
        height=200,
        showlegend=False,
        shapes=[theme.upright(threshold)],
        xaxis={"title": "Threshold", "range": [0, 1], "zeroline": False},
        yaxis={"title": "Dice", "range": [0, 1.02], "zeroline": False},
    )
