"""How the eigenvalues of a Hessian are spread, and how soon Lanczos has the largest."""

import plotly.graph_objects as go
import torch

from core.networks.landscape.curvature import Curvatures
from core.plots import theme
from core.plots.hover import significant
from core.plots.surfaces.drawing import ends

FLOOR = 1e-4
"""The lowest density that is drawn, as a share of the highest."""

ROUNDING = 1e-17
"""Below any error that can be told from none."""


def spread_figure(result: Curvatures) -> go.Figure:
    """The density of the eigenvalues; the eigenvalues themselves where they are known, and what
    Lanczos has of them.
    """
    top = float(result.spread.max())
    seen = torch.where(result.spread > FLOOR * top, result.spread, torch.nan)
    curve = {
        "type": "scatter",
        "x": significant(result.axis),
        "y": significant(seen),
        "mode": "lines",
        "name": "Density, estimated",
        "line": {"color": theme.COLORS[0], "width": 3},
        "hovertemplate": "Density %{y} at %{x}<extra></extra>",
    }
    traces = [curve]
    if len(result.exact):
        traces.append(_lines(result.exact, top))
    traces.append(_ritz(result.ritz, top))
    return theme.figure(
        *traces,
        height=460,
        legend=theme.LEGEND,
        showlegend=True,
        margin={"l": 8, "r": 8, "t": 36, "b": 8},
        xaxis={"title": "Eigenvalue", "zeroline": True, "range": ends(result.axis)},
        yaxis={
            "title": "Density",
            "type": "log",
            "range": [_log(FLOOR * top), _log(2 * top)],
            "zeroline": False,
            "nticks": 5,
        },
    )


def _log(value: float) -> float:
    return float(torch.tensor(value).log10())


def _lines(values: torch.Tensor, top: float) -> dict:
    """An upright line for each eigenvalue."""
    x: list[float | None] = []
    y: list[float | None] = []
    for value in values.tolist():
        x += [value, value, None]
        y += [FLOOR * top, 10 * FLOOR * top, None]
    look = {"color": theme.COLORS[1], "width": 2}
    words = {"name": "Eigenvalues", "hovertemplate": "%{x}<extra></extra>"}
    return {"type": "scatter", "x": x, "y": y, "mode": "lines", "line": look, **words}


def _ritz(values: torch.Tensor, top: float) -> dict:
    look = {"color": theme.COLORS[2], "size": 11, "symbol": "triangle-up"}
    return {
        "type": "scatter",
        "x": significant(values),
        "y": [2 * FLOOR * top] * len(values),
        "mode": "markers",
        "name": "By Lanczos",
        "marker": look,
        "hovertemplate": "%{x}<extra></extra>",
    }


def error_figure(result: Curvatures, steps: int) -> go.Figure:
    """How far from the largest eigenvalue Lanczos is after each step, as a share of it; a mark at
    the chosen one.
    """
    errors = (result.largest / result.known - 1).abs().clamp(min=ROUNDING)
    count = min(len(errors), 30)
    line = {
        "type": "scatter",
        "x": torch.arange(1, count + 1).numpy(),
        "y": significant(errors[:count], 2),
        "mode": "lines+markers",
        "line": {"color": theme.COLORS[2], "width": 2},
        "hovertemplate": "%{x} steps: off by %{y}<extra></extra>",
    }
    return theme.figure(
        line,
        height=220,
        showlegend=False,
        shapes=[theme.upright(min(steps, count))],
        xaxis={"title": "Steps of Lanczos", "zeroline": False, "range": [0.5, count + 0.5]},
        yaxis={
            "title": "Error of the largest",
            "type": "log",
            "range": [-17.5, 0.5],
            "tickvals": [1e-16, 1e-12, 1e-8, 1e-4, 1],
            "ticktext": ["10⁻¹⁶", "10⁻¹²", "10⁻⁸", "10⁻⁴", "1"],
        },
    )
