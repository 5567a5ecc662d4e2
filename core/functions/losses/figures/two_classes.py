"""Two classes as one logit: the probability and the loss, and four ways to the same number."""

from collections.abc import Mapping

import plotly.graph_objects as go
from torch import Tensor

from core.functions.losses.classification import Binary
from core.plots import theme
from core.plots.hover import DECIMALS
from core.plots.numbers import number

SIZES = (26, 20, 14, 8)
"""Of the rings in which the four ways meet, in pixels; the last is filled."""


def binary_figure(
    curves: Binary, z: float, yes: int, ways: Mapping[str, tuple[float, Tensor]]
) -> go.Figure:
    """The probability of yes and the loss over the difference of two logits; four ways meet in one
    point.
    """
    return theme.figure(
        *_curves(curves, yes),
        *(
            _ring(size, name, z, loss)
            for size, (name, (loss, _)) in zip(SIZES, ways.items(), strict=True)
        ),
        height=450,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        showlegend=False,
        xaxis={
            "title": "z1 − z0, the logit of yes",
            "range": [-16, 16],
            "anchor": "y2",
            "zeroline": True,
        },
        yaxis={
            "title": "Probability of yes",
            "range": [-0.04, 1.04],
            "domain": [0.62, 1],
            **DECIMALS,
        },
        yaxis2={"title": "Loss", "range": [-0.6, 17], "domain": [0, 0.56], **DECIMALS},
        shapes=[theme.upright(z)],
        annotations=[
            _name("If yes is true", -11.5, theme.POSITIVE, "left"),
            _name("If no is true", 11.5, theme.NEGATIVE, "right"),
        ],
    )


def _curves(curves: Binary, yes: int) -> list[dict]:
    """The probability above; below it the two losses, the one that does not count faint."""
    return [
        {
            "x": curves.z.float().numpy(),
            "y": heights.float().numpy(),
            "yaxis": axis,
            "mode": "lines",
            "opacity": 0.35 if faint else 1,
            "line": {"color": color, "width": 3, "simplify": False},
            "hovertemplate": "%{y}<extra>" + name + "</extra>",
        }
        for heights, color, name, axis, faint in (
            (curves.probability, theme.COLORS[3], "Probability", "y", False),
            (curves.yes, theme.POSITIVE, "If yes is true", "y2", not yes),
            (curves.no, theme.NEGATIVE, "If no is true", "y2", yes),
        )
    ]


def _ring(size: int, name: str, z: float, loss: float) -> dict:
    return {
        "x": [z],
        "y": [loss],
        "yaxis": "y2",
        "mode": "markers",
        "cliponaxis": False,
        "name": name,
        "hovertemplate": f"%{{y}}<extra>{name}</extra>",
        "marker": {
            "symbol": "circle" if size == SIZES[-1] else "circle-open",
            "size": size,
            "color": theme.TEXT,
            "line": {"width": 2},
        },
    }


def _name(text: str, x: float, color: str, anchor: str) -> dict:
    """The name of a loss, beside its curve."""
    return {
        "x": x,
        "y": 14.3,
        "yref": "y2",
        "text": text,
        "showarrow": False,
        "font": {"color": color, "weight": 600},
        "xanchor": anchor,
    }


def two_rows(ways: Mapping[str, tuple[float, Tensor]]) -> list[dict[str, str]]:
    """A row for each of the four ways, with its loss and gradient."""
    return [
        {
            "Way": name,
            "Loss": number(loss, 6),
            "Gradient for z0": number(float(gradient[0]), 6),
            "Gradient for z1": number(float(gradient[1]), 6),
        }
        for name, (loss, gradient) in ways.items()
    ]
