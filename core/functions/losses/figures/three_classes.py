"""Three classes: probabilities and their gradient, and the triangle of all answers."""

import math
from itertools import pairwise

import plotly.graph_objects as go
import torch
from torch import Tensor

from core.functions.losses.classification import Answer
from core.plots import theme
from core.plots.numbers import fixed, number
from core.plots.theme import LEGEND

CORNERS = torch.tensor([[0.0, 0.0], [1.0, 0.0], [0.5, math.sqrt(3) / 2]], dtype=torch.float64)
"""Where the certain answers lie: class 0, 1 and 2."""

LEVELS = (0.0, 0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, math.inf)
"""Losses at which the colour of the triangle changes."""

LABELLED_LEVELS = (0.25, 0.5, 1.0, 2.0)
"""Losses that are written at the edge of the triangle."""


def answer_figure(answer: Answer) -> go.Figure:
    """Probabilities beside the target, and under them the gradient for each logit."""
    return theme.figure(
        *_bars(answer),
        height=430,
        margin={"l": 8, "r": 8, "t": 44, "b": 8},
        legend=LEGEND,
        barmode="overlay",
        bargap=0.35,
        xaxis={"anchor": "y2", "tickfont": {"size": 14}},
        yaxis={
            "title": "Probability",
            "range": [0, 1.12],
            "domain": [0.5, 1],
            "dtick": 0.5,
        },
        yaxis2={
            "title": "Gradient p − y",
            "range": [-1.25, 1.25],
            "domain": [0, 0.42],
            "zeroline": True,
            "dtick": 1,
        },
    )


def _names(truth: int) -> list[str]:
    """The classes, the true one marked."""
    return [f"Class {index}, true" if index == truth else f"Class {index}" for index in range(3)]


def _bars(answer: Answer) -> list[dict]:
    """The target as outlines, the probabilities in them, and the gradient below."""
    p, slopes = answer.probabilities.float().numpy(), answer.gradient.float().numpy()
    bar = {"type": "bar", "x": _names(answer.truth), "hoverinfo": "skip"}
    narrow = {"width": 0.45, "cliponaxis": False, "textposition": "outside"}
    return [
        {
            **bar,
            "y": answer.target.float().numpy(),
            "name": "Target y",
            "marker": {"color": "rgba(0,0,0,0)", "line": {"color": theme.COLORS[5], "width": 2}},
        },
        {
            **bar,
            **narrow,
            "y": p,
            "name": "Probability p",
            "marker": {"color": theme.COLORS[3]},
            "text": [fixed(float(value), 3) for value in p],
        },
        {
            **bar,
            **narrow,
            "y": slopes,
            "yaxis": "y2",
            "showlegend": False,
            "marker": {
                "color": [theme.POSITIVE if slope > 0 else theme.NEGATIVE for slope in slopes]
            },
            "text": [number(float(slope)) for slope in slopes],
        },
    ]


def simplex_figure(answer: Answer) -> go.Figure:
    """All answers as a triangle, shaded by their loss, with this one and its descent."""
    path, blue = answer.path @ CORNERS, theme.NEGATIVE
    return theme.figure(
        *_bands(answer.truth),
        _trace(CORNERS[[0, 1, 2, 0]], line={"color": theme.COLORS[5], "width": 2}),
        _trace(path, line={"color": theme.BACKGROUND, "width": 6}),
        _trace(
            path,
            mode="lines+markers",
            line={"color": blue, "width": 2},
            marker={"color": blue, "size": 5},
        ),
        _trace(
            path[:1],
            mode="markers",
            marker={"color": blue, "size": 15, "line": {"color": theme.BACKGROUND, "width": 2}},
        ),
        height=430,
        showlegend=False,
        margin={"l": 8, "r": 8, "t": 30, "b": 30},
        xaxis={"visible": False, "range": [-0.12, 1.12]},
        yaxis={"visible": False, "range": [-0.1, 0.98], "scaleanchor": "x"},
        annotations=[
            *_corner_names(answer.truth),
            *(_level(answer.truth, level) for level in LABELLED_LEVELS),
        ],
    )


def _bands(truth: int) -> list[dict]:
    """The triangle in bands of nearly the same loss."""
    return [
        _trace(
            _band(truth, math.exp(-high), math.exp(-low)),
            fill="toself",
            fillcolor=theme.SEQUENTIAL[index],
            line={"width": 0},
        )
        for index, (low, high) in enumerate(pairwise(LEVELS))
    ]


def _corner_names(truth: int) -> list[dict]:
    return [
        {
            "x": x,
            "y": y,
            "text": name,
            "showarrow": False,
            "yshift": 16 if y else -32,  # under the losses along that edge
            "font": {"size": 14},
        }
        for name, (x, y) in zip(_names(truth), CORNERS.tolist(), strict=True)
    ]


def _trace(points: Tensor, **look) -> dict:
    """A line through points (N, 2)."""
    x, y = points.float().unbind(-1)
    return {
        "x": x.contiguous().numpy(),
        "y": y.contiguous().numpy(),
        "mode": "lines",
        "hoverinfo": "skip",
        **look,
    }


def _level(truth: int, level: float) -> dict:
    """A loss, written where its line leaves the triangle."""
    first, second = _band(truth, math.exp(-level), 1)[:2]
    x, y = (14 * (first - second) / (first - second).norm()).tolist()
    return {
        "x": float(first[0]),
        "y": float(first[1]),
        "text": number(level),
        "showarrow": False,
        "font": {"size": 11},
        "xshift": x,
        "yshift": y,
    }


def _band(truth: int, low: float, high: float) -> Tensor:
    """The corners of the answers whose probability of the truth is between two: (4, 2)."""
    left, right = (index for index in range(3) if index != truth)
    return torch.stack(
        [
            p * CORNERS[truth] + (1 - p) * CORNERS[other]
            for p, other in ((low, left), (low, right), (high, right), (high, left))
        ]
    )


def answer_rows(answer: Answer) -> list[dict[str, str]]:
    """The loss in two ways."""
    return [
        {"Written as": "CrossEntropyLoss(z)", "Loss": number(answer.loss, 6)},
        {"Written as": "NLLLoss(log_softmax(z))", "Loss": number(answer.nll, 6)},
    ]
