"""Pictures of classification: probabilities and their gradient, the simplex, two classes."""

import math
from collections.abc import Mapping

import plotly.graph_objects as go
import torch
from torch import Tensor

from core.functions.losses.classification import Answer, Binary
from core.plots import theme
from core.plots.numbers import number
from core.plots.theme import LEGEND

CORNERS = torch.tensor([[0.0, 0.0], [1.0, 0.0], [0.5, math.sqrt(3) / 2]], dtype=torch.float64)
"""Where the sure answers lie: class 0, 1 and 2."""

LEVELS = (0.0, 0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, math.inf)
"""Losses at which the colour of the simplex changes."""


def answer_figure(found: Answer) -> go.Figure:
    """Probabilities beside the target, and under them the gradient by each logit."""
    truth = int(found.target.argmax())
    names = [f"class {place}" + ", true" * (place == truth) for place in range(3)]
    p, slopes = found.probabilities.float().numpy(), found.gradient.float().numpy()
    bar, narrow = (
        {"type": "bar", "x": names, "hoverinfo": "skip"},
        {"width": 0.45, "cliponaxis": False},
    )
    return theme.figure(
        {
            **bar,
            "y": found.target.float().numpy(),
            "name": "target y",
            "marker": {"color": "rgba(0,0,0,0)", "line": {"color": theme.COLORS[5], "width": 2}},
        },
        {
            **bar,
            **narrow,
            "y": p,
            "name": "probability p",
            "marker": {"color": theme.COLORS[3]},
            "text": [f"{value:.3f}" for value in p],
            "textposition": "outside",
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
            "textposition": "outside",
        },
        height=430,
        margin={"l": 8, "r": 8, "t": 44, "b": 8},
        legend=LEGEND,
        barmode="overlay",
        bargap=0.35,
        xaxis={"fixedrange": True, "anchor": "y2", "tickfont": {"size": 14}},
        yaxis={
            "title": "probability",
            "range": [0, 1.12],
            "domain": [0.5, 1],
            "fixedrange": True,
            "dtick": 0.5,
        },
        yaxis2={
            "title": "gradient p − y",
            "range": [-1.25, 1.25],
            "domain": [0, 0.42],
            "fixedrange": True,
            "zeroline": True,
            "dtick": 1,
        },
    )


def simplex_figure(found: Answer) -> go.Figure:
    """All answers as a triangle, shaded by their loss, with this one and its way down."""
    truth = int(found.target.argmax())
    bands = [
        _trace(
            _band(truth, math.exp(-high), math.exp(-low)),
            fill="toself",
            fillcolor=theme.SEQUENTIAL[place],
            line={"width": 0},
        )
        for place, (low, high) in enumerate(zip(LEVELS, LEVELS[1:], strict=False))
    ]
    way, blue = found.path @ CORNERS, theme.NEGATIVE
    notes = [
        {
            "x": x,
            "y": y,
            "text": f"class {place}" + ", true" * (place == truth),
            "showarrow": False,
            "yshift": 16 if y else -16,
            "font": {"size": 14},
        }
        for place, (x, y) in enumerate(CORNERS.tolist())
    ]
    return theme.figure(
        *bands,
        _trace(CORNERS[[0, 1, 2, 0]], line={"color": theme.COLORS[5], "width": 2}),
        _trace(
            way,
            mode="lines+markers",
            line={"color": blue, "width": 2},
            marker={"color": blue, "size": 5},
        ),
        _trace(
            way[:1],
            mode="markers",
            marker={"color": blue, "size": 15, "line": {"color": theme.BACKGROUND, "width": 2}},
        ),
        height=430,
        showlegend=False,
        margin={"l": 8, "r": 8, "t": 30, "b": 30},
        xaxis={"visible": False, "range": [-0.12, 1.12], "fixedrange": True},
        yaxis={"visible": False, "range": [-0.1, 0.98], "fixedrange": True, "scaleanchor": "x"},
        annotations=[*notes, *(_level(truth, level) for level in (0.25, 0.5, 1.0, 2.0))],
    )


def _trace(points: Tensor, **look) -> dict:
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
    sides = [place for place in range(3) if place != truth]
    corners = []
    for share, one in ((low, sides[0]), (low, sides[1]), (high, sides[1]), (high, sides[0])):
        corners.append(share * CORNERS[truth] + (1 - share) * CORNERS[one])
    return torch.stack(corners)


def binary_figure(
    curves: Binary, z: float, yes: int, ways: Mapping[str, tuple[float, Tensor]]
) -> go.Figure:
    """The probability of yes and the loss over the difference of two logits; four ways meet in one
    point.
    """
    x, lines = curves.z.float().numpy(), []
    look = {"x": x, "mode": "lines"}
    for y, color, name, axis, faint in (
        (curves.probability, theme.COLORS[3], "probability", "y", False),
        (curves.yes, theme.POSITIVE, "if yes is true", "y2", not yes),
        (curves.no, theme.NEGATIVE, "if no is true", "y2", yes),
    ):
        lines.append(
            {
                **look,
                "y": y.float().numpy(),
                "yaxis": axis,
                "opacity": 0.35 if faint else 1,
                "line": {"color": color, "width": 3, "simplify": False},
                "hovertemplate": "%{y:.4g}<extra>" + name + "</extra>",
            }
        )
    points = [
        {
            "x": [z],
            "y": [loss],
            "yaxis": "y2",
            "mode": "markers",
            "name": name,
            "hovertemplate": f"%{{y:.6g}}<extra>{name}</extra>",
            "marker": {
                "symbol": "circle-open" if size > 8 else "circle",
                "size": size,
                "color": theme.TEXT,
                "line": {"width": 2},
            },
        }
        for size, (name, (loss, _)) in zip((26, 20, 14, 8), ways.items(), strict=True)
    ]
    names = [
        {
            "x": 11.5 * side,
            "y": 14.3,
            "yref": "y2",
            "text": name,
            "showarrow": False,
            "font": {"color": color},
            "xanchor": anchor,
        }
        for side, name, color, anchor in (
            (-1, "if yes is true", theme.POSITIVE, "left"),
            (1, "if no is true", theme.NEGATIVE, "right"),
        )
    ]
    return theme.figure(
        *lines,
        *points,
        height=450,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        showlegend=False,
        xaxis={
            "title": "z1 − z0, the logit of yes",
            "range": [-16, 16],
            "fixedrange": True,
            "anchor": "y2",
            "zeroline": True,
        },
        yaxis={
            "title": "probability of yes",
            "range": [-0.04, 1.04],
            "domain": [0.62, 1],
            "fixedrange": True,
        },
        yaxis2={"title": "loss", "range": [-0.6, 17], "domain": [0, 0.56], "fixedrange": True},
        shapes=[theme.upright(z)],
        annotations=names,
    )


def answer_rows(found: Answer) -> list[dict[str, str]]:
    """The loss in two ways."""
    return [
        {"": "CrossEntropyLoss(z)", "loss": f"{found.loss:.15g}"},
        {"": "NLLLoss(log_softmax(z))", "loss": f"{found.nll:.15g}"},
    ]


def two_rows(ways: Mapping[str, tuple[float, Tensor]]) -> list[dict[str, str]]:
    """The four ways with their loss and gradient."""
    return [
        {
            "way": name,
            "loss": number(loss, 15),
            "gradient by z0": number(float(slopes[0]), 10),
            "gradient by z1": number(float(slopes[1]), 10),
        }
        for name, (loss, slopes) in ways.items()
    ]
