"""The best lines by three losses beside each other, and the loss over all lines under each."""

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go
import torch

from core.data.points import REACH as POINTS_REACH
from core.functions.losses.figures.points import array, dots, line
from core.functions.losses.fits import Fit
from core.functions.losses.surfaces import REACH
from core.plots import theme
from core.plots.numbers import number

UPPER, LOWER = (0.56, 1.0), (0.0, 0.44)
"""Of the picture's height: where the lines are, and the loss."""

GAP = 0.03
"""Of its width, between two fits."""


UNCUT = {"cliponaxis": False}
"""Of a mark that may lie on the edge."""


def outlier_figure(fits: Mapping[str, Fit]) -> go.Figure:
    """A column for each loss: the points, of which the last is an outlier, and the best line; under
    them the loss over all lines. The columns share their upright axes.
    """
    traces, axes, titles = [], {}, []
    for index, (fit, color) in enumerate(zip(fits.values(), theme.COLORS, strict=False)):
        upper, lower = str(index + 1) if index else "", str(index + 1 + len(fits))  # of the axes
        low = index * (1 + GAP) / len(fits)
        domain = [low, low + (1 + GAP) / len(fits) - GAP]
        traces += [{**trace, "xaxis": f"x{upper}", "yaxis": "y"} for trace in _upper(fit, color)]
        traces += [{**trace, "xaxis": f"x{lower}", "yaxis": "y2"} for trace in _lower(fit, color)]
        axes[f"xaxis{upper}"] = _axis(
            POINTS_REACH + 0.4, domain=domain, anchor="y", tickvals=[-4, 0, 4]
        )
        axes[f"xaxis{lower}"] = _axis(REACH, "w", domain=domain, anchor="y2", tickvals=[-2, 0, 2])
        titles.append(_title(fit, low))
    return theme.figure(
        *traces,
        height=500,
        showlegend=False,
        margin={"l": 8, "r": 8, "t": 48, "b": 8},
        annotations=titles,
        yaxis=_axis(POINTS_REACH + 0.4, domain=UPPER, anchor="x"),
        yaxis2=_axis(REACH, "b", domain=LOWER, anchor=f"x{len(fits) + 1}"),
        **axes,
    )


def _title(fit: Fit, left: float) -> dict:
    """The loss and its best line, over the column that begins at `left` of the picture's width."""
    w, b = (round(value, 2) + 0.0 for value in (fit.w, fit.b))  # −0.0 is 0
    sign = "−" if b < 0 else "+"
    return {
        "text": f"<b>{fit.name}</b><br>y = {number(w)}x {sign} {number(abs(b))}",
        "showarrow": False,
        "align": "left",
        "font": {"size": 13},
        "xref": "paper",
        "yref": "paper",
        "x": left,
        "y": 1,
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": 4,
    }


def _upper(fit: Fit, color: str) -> list[dict]:
    """The best line, the points and the outlier."""
    x = torch.tensor([-POINTS_REACH, POINTS_REACH], dtype=torch.float64)
    xs, ys = fit.problem.data
    return [
        line(x, fit.w * x + fit.b, line={"color": color, "width": 4}),
        dots(xs[:-1], ys[:-1], color=theme.TEXT, size=8),
        {**dots(xs[-1:], ys[-1:], color=theme.COLORS[6], size=14, symbol="star"), **UNCUT},
    ]


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
    return [contour, best]


def _axis(reach: float, title: str = "", **more: Any) -> dict:
    return {"range": [-reach, reach], "zeroline": False, "title": title, **more}
