"""A picture, its true mask, the probabilities of a network, and what it gets wrong."""

import plotly.graph_objects as go
import torch

from core.plots import theme
from core.plots.hover import significant
from core.plots.words import capitalised
from core.vision.segmentation.figures.outcome import class_panel, outcome_panel
from core.vision.segmentation.figures.panels import Panel, grey, heat, panels_figure
from core.vision.segmentation.result import THRESHOLDS, Result


def result_figure(seen: Result, threshold: float) -> go.Figure:
    """Four pictures, two by two."""
    names = tuple(map(capitalised, seen.classes))
    if seen.is_binary:
        truth = grey("Truth", seen.truth.float(), "Truth %{z}")
        answer = _probability(seen, threshold)
    else:
        truth = class_panel("Truth", seen.truth, names)
        answer = class_panel("Prediction", seen.labels, names)
    picture = grey("Picture", seen.picture, "Grey level %{z}")
    return panels_figure((picture, truth, answer, outcome_panel(seen.outcome)), legend=True)


def _probability(seen: Result, threshold: float) -> Panel:
    """Of the one class that there is."""
    colors = theme.scale(theme.SEQUENTIAL)
    traces = heat(seen.probability, colors, "Probability %{z}"), outline(seen, threshold)
    return Panel(f"Probability of {seen.classes[1]}", tuple(seen.truth.shape), traces)


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
