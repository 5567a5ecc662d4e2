"""Losses over each other against the prediction."""

from collections.abc import Sequence

import plotly.graph_objects as go

from core.catalogue.loss import formula
from core.catalogue.predictions import Kind
from core.functions.losses.curves import Curve
from core.functions.losses.words import named
from core.plots import theme
from core.plots.edge import marker
from core.plots.hover import COORDINATES, DECIMALS
from core.plots.numbers import formula as formula_for_people
from core.plots.numbers import number
from core.plots.theme import LEGEND
from core.registry import Pick

LONG = 24
"""Characters of a name after which its numbers begin a line of the legend: a phone is no wider."""


def curves_figure(
    kind: Kind,
    names: Sequence[str],
    graphs: Sequence[Curve],
    points: Sequence[Curve],
    target: float | None = None,
) -> go.Figure:
    """Losses above, their gradients below, against the same prediction; the values at the one
    prediction are in the legend.

    Args:
        kind: says what is seen of them.
        names: of the losses.
        graphs, points: over the span of the picture, and at the one prediction.
        target: where it is a point on the axis of predictions.
    """
    curves = zip(theme.COLORS, names, graphs, points, strict=False)
    lines = [theme.upright(float(points[0].x))]
    notes = {}
    if target is not None:
        lines.append(theme.upright(target, "solid"))
        notes["annotations"] = [_target(target, kind.values[1])]
    return theme.figure(
        *(trace for curve in curves for trace in _traces(kind, *curve)),
        height=480,
        margin={"l": 8, "r": 8, "t": 44, "b": 8},
        hovermode="x unified",
        legend=LEGEND,
        xaxis={
            "title": kind.axis,
            "range": kind.span,
            "zeroline": False,
            "anchor": "y2",
            **COORDINATES,
        },
        yaxis=_axis("Loss", kind.values, (0.44, 1)),
        yaxis2=_axis("Gradient", kind.slopes, (0, 0.38)),
        shapes=lines,
        **notes,
    )


def _target(x: float, height: float) -> dict:
    """The word beside the line of the target."""
    return {
        "x": x,
        "y": height,
        "yanchor": "top",
        "xanchor": "left",
        "text": "Target",
        "showarrow": False,
    }


def _axis(title: str, ends: tuple[float, float], domain: tuple[float, float]) -> dict:
    return {
        "title": title,
        "range": ends,
        "domain": domain,
        "zeroline": True,
        **DECIMALS,
    }


def _traces(kind: Kind, color: str, name: str, graph: Curve, point: Curve) -> list[dict]:
    """The traces of one loss: its value above and its gradient below, and the point on each."""
    value, slope = float(point.values), float(point.slopes)
    end = "<br>" if len(name) > LONG else " "
    legend, traces = f"{name}:{end}{number(value)}, gradient {number(slope)}", []
    for axis, line, height, ends in (
        ("y", graph.values, value, kind.values),
        ("y2", graph.slopes, slope, kind.slopes),
    ):
        common = {"yaxis": axis, "legendgroup": name}
        traces.append(
            {
                **common,
                "x": graph.x.float().numpy(),
                "y": line.float().numpy(),
                "mode": "lines",
                "name": legend,
                "showlegend": axis == "y",
                "line": {"color": color, "width": 3, "simplify": False},
                "hovertemplate": "%{y}<extra>" + name + "</extra>",
            }
        )
        traces.append({**common, **marker(float(point.x), height, kind.span, ends, color)})
    return traces


def curve_rows(picks: Sequence[Pick], points: Sequence[Curve]) -> list[dict[str, str]]:
    """A row for each loss: its formula, its value and its gradient."""
    return [
        {
            "Loss": named(pick),
            "Formula": formula_for_people(formula(pick)),
            "Value": number(float(point.values), 6),
            "Gradient": number(float(point.slopes), 6),
        }
        for pick, point in zip(picks, points, strict=True)
    ]
