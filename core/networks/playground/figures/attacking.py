"""The picture of the view "Evaluation" of a point that is moved by FGSM."""

from typing import Any

import plotly.graph_objects as go
from torch import Tensor

from core.networks.playground.evaluation import Attack, Evaluation, has_crossing
from core.networks.playground.figures.evaluating import HEIGHT, answers_map
from core.plots import theme
from core.plots.decision import REACH, class_color, plane_axes, point_traces

ARROW = 1.6
"""Length of the gradient's arrow on the map."""


def attack_figure(shown: Evaluation, result: Attack) -> go.Figure:
    """The map with the point, the gradient as an arrow, and where FGSM moves it."""
    return theme.figure(
        answers_map(shown),
        *point_traces(shown.inputs, shown.targets, shown.classes, size=6, showlegend=False),
        _way(result),
        _mark(result.point, shown, result.target, "circle", 15),
        _mark(result.moved, shown, result.target, "star", 18),
        *([_crossing(result)] if has_crossing(result) else []),
        height=HEIGHT,
        showlegend=False,
        margin={"l": 2, "r": 2, "t": 2, "b": 2},
        shapes=[_square(result)],
        **_arrow(result),
        **plane_axes(),
    )


def _way(result: Attack) -> dict[str, Any]:
    (x0, y0), (x1, y1) = result.point.tolist(), result.moved.tolist()
    return {
        "x": [x0, x1],
        "y": [y0, y1],
        "mode": "lines",
        "line": {"color": theme.TEXT, "width": 2.5},
        "hoverinfo": "skip",
    }


def _mark(
    point: Tensor, shown: Evaluation, target: float, symbol: str, size: int
) -> dict[str, Any]:
    color = class_color(int(target)) if shown.classes else theme.COLORS[2]
    return {
        "x": [float(point[0])],
        "y": [float(point[1])],
        "mode": "markers",
        "marker": {
            "size": size,
            "symbol": symbol,
            "color": color,
            "line": {"color": theme.TEXT, "width": 2},
        },
        "hoverinfo": "skip",
    }


def _crossing(result: Attack) -> dict[str, Any]:
    """Where the answer changes."""
    x, y = (result.point + result.smallest * result.direction).tolist()
    return {
        "x": [x],
        "y": [y],
        "mode": "markers",
        "marker": {"size": 13, "symbol": "x-thin", "line": {"color": theme.TEXT, "width": 3}},
        "hoverinfo": "skip",
    }


def _square(result: Attack) -> dict[str, Any]:
    """All points that are at most ε away in x and in y."""
    x, y = result.point.tolist()
    return {
        "type": "rect",
        "x0": x - result.epsilon,
        "x1": x + result.epsilon,
        "y0": y - result.epsilon,
        "y1": y + result.epsilon,
        "line": {"color": theme.TEXT, "width": 1.5, "dash": "dash"},
    }


def _arrow(result: Attack) -> dict[str, list]:
    """The direction of the gradient, if it has one, as a part of the layout."""
    size = float(result.gradient.norm())
    if not size:
        return {}
    x, y = result.point.tolist()
    end_x, end_y = (result.point + ARROW / size * result.gradient).clamp(-REACH, REACH).tolist()
    common = {"ax": x, "ay": y, "axref": "x", "ayref": "y", "x": end_x, "y": end_y}
    arrow = {"arrowhead": 2, "arrowsize": 1.3, "arrowwidth": 3, "arrowcolor": theme.COLORS[2]}
    name = {
        "text": "Gradient",
        "x": end_x,
        "y": end_y,
        "showarrow": False,
        "yshift": 12 if end_y >= y else -12,
        "font": {"color": theme.TEXT, "size": 13},
    }
    return {"annotations": [{**common, **arrow, "text": "", "showarrow": True}, name]}
