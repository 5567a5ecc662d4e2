"""The pictures of the view "Break it": both maps side by side, and both losses."""

import plotly.graph_objects as go
from torch import Tensor

from core.networks.playground.breakage import Comparison, Outcome
from core.plots import theme
from core.plots.decision import map_trace, plane_axes, point_traces

SIDES = ((0, 0.49), (0.51, 1))
"""Shares of the width: with the mistake, and without it."""


def maps_figure(both: Comparison) -> go.Figure:
    """What each network says all over the plane, and the points that it was trained on."""
    half = len(both.points) // 2
    inputs, targets = both.points.inputs[:half], both.points.targets[:half]
    traces = []
    for number, outcome in enumerate((both.broken, both.right), 1):
        axes = {"xaxis": f"x{number}", "yaxis": f"y{number}"} if number > 1 else {}
        if isinstance(outcome, Outcome):
            traces.append(map_trace(outcome.shades, both.points.classes, **axes))
        traces += point_traces(inputs, targets, both.points.classes, showlegend=False, **axes)
    return theme.figure(
        *traces,
        height=212,
        margin={"l": 4, "r": 4, "t": 24, "b": 4},
        showlegend=False,
        annotations=[
            _title("With the mistake", sum(SIDES[0]) / 2),
            _title("Without it", sum(SIDES[1]) / 2),
        ],
        **plane_axes(SIDES),
    )


def _title(text: str, x: float) -> dict:
    return {
        "text": text,
        "x": x,
        "y": 1,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "center",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 14, "color": theme.TEXT},
    }


def losses_figure(both: Comparison, limits: tuple[float, float]) -> go.Figure:
    """The loss after each step of both."""
    curves = [("Without it", both.right, theme.COLORS[2], "solid")]
    if isinstance(both.broken, Outcome):
        curves.insert(0, ("With the mistake", both.broken, theme.COLORS[3], "dash"))
    return theme.figure(
        *(_curve(name, outcome.losses, color, dash) for name, outcome, color, dash in curves),
        height=138,
        margin={"l": 8, "r": 8, "t": 26, "b": 8},
        legend=theme.LEGEND,
        showlegend=True,
        xaxis={"title": "Step", "range": [0, len(both.right.losses)]},
        yaxis={"title": "Loss", "range": list(limits), "nticks": 5},
    )


def _curve(name: str, losses: Tensor, color: str, dash: str) -> dict:
    return {
        "type": "scatter",
        "x0": 1,
        "dx": 1,
        "y": losses.nan_to_num(1e9, 1e9, -1e9).float().numpy(),
        "mode": "lines",
        "name": name,
        "line": {"color": color, "width": 2.5, "dash": dash},
        "hovertemplate": f"Step %{{x}}: %{{y:.4~f}}<extra>{name}</extra>",
    }
