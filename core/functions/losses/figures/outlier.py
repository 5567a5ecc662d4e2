"""The best lines by three losses beside each other, and the loss over all lines under each."""

from collections.abc import Mapping

import plotly.graph_objects as go
import torch

from core.data.points import REACH as POINTS_REACH
from core.functions.losses.figures.points import array, dots, line
from core.functions.losses.fits import Fit
from core.functions.losses.surfaces import REACH
from core.plots import theme
from core.plots.numbers import number


def outlier_figure(fit: Fit, color: str) -> go.Figure:
    """The points, of which the last is an outlier, and the best line; under them the loss over all
    lines.
    """
    x = torch.tensor([-POINTS_REACH, POINTS_REACH], dtype=torch.float64)
    xs, ys = fit.problem.data
    return theme.figure(
        line(x, fit.w * x + fit.b, line={"color": color, "width": 4}),
        dots(xs[:-1], ys[:-1], color=theme.TEXT, size=8),
        dots(xs[-1:], ys[-1:], color=theme.COLORS[6], size=14, symbol="star"),
        *_lower(fit, color),
        height=500,
        showlegend=False,
        margin={"l": 8, "r": 8, "t": 40, "b": 8},
        title=_title(fit),
        xaxis=_upper_axis(anchor="y"),
        yaxis=_upper_axis(domain=[0.56, 1]),
        xaxis2=_lower_axis("w", anchor="y2"),
        yaxis2=_lower_axis("b", domain=[0, 0.44]),
    )


def _title(fit: Fit) -> dict:
    values = f"w = {number(round(fit.w, 3))}, b = {number(round(fit.b, 3))}"
    return {
        "text": f"<b>{fit.name}</b>: {values}",
        "font": {"size": 14},
        "x": 0.02,
        "y": 0.985,
        "yanchor": "top",
    }


def _lower(fit: Fit, color: str) -> list[dict]:
    """The loss over all lines, and the best line on it."""
    contour = {
        "type": "contour",
        "x": array(fit.surface.x),
        "y": array(fit.surface.y),
        "z": array(torch.log10(fit.surface.z)),
        "colorscale": theme.scale(theme.SEQUENTIAL[:7]),
        "showscale": False,
        "ncontours": 16,
        "line": {"width": 0.6, "color": theme.COLORS[5]},
        "hoverinfo": "skip",
    }
    best = dots(
        torch.tensor([fit.w]),
        torch.tensor([fit.b]),
        color=color,
        size=12,
        line={"color": theme.BACKGROUND, "width": 2},
    )
    return [{**trace, "xaxis": "x2", "yaxis": "y2"} for trace in (contour, best)]


def _upper_axis(**more) -> dict:
    ends = [-POINTS_REACH - 0.4, POINTS_REACH + 0.4]
    return {"range": ends, "zeroline": False, "dtick": 2.5, **more}


def _lower_axis(title: str, **more) -> dict:
    ends = [-REACH, REACH]
    return {"range": ends, "zeroline": False, "title": title, **more}


def outlier_figures(fits: Mapping[str, Fit]) -> list[tuple[str, go.Figure]]:
    """A figure for each loss, by its name."""
    return [
        (name, outlier_figure(fit, color))
        for color, (name, fit) in zip(theme.COLORS, fits.items(), strict=False)
    ]
