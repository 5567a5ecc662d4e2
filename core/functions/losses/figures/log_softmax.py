"""Up to which logit each way to a logarithm of softmax is right."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go
from torch import Tensor

from core.functions.losses.log_softmax import DTYPES, UP_TO, WAYS
from core.plots import theme
from core.plots.numbers import fixed, number
from core.plots.theme import LEGEND

Limits = Mapping[tuple[str, str, str], float]
"""By way, dtype and part: the logit at which it breaks."""


def limits_figure(limits: Limits, size: float, end: float) -> go.Figure:
    """Up to which size of the logit each way is right, as bars up to `end`."""
    rows = [(way, dtype) for way in WAYS for dtype in DTYPES][::-1]
    names = [f"{way}<br>{dtype}" for way, dtype in rows]
    gradient = [min(limits[(*row, "gradient")], end) for row in rows]
    loss = [min(limits[(*row, "loss")], end) for row in rows]
    only_gradient = [high - low for low, high in zip(gradient, loss, strict=True)]
    both = [end - limit for limit in loss]
    return theme.figure(
        _bars(names, gradient, "Right", theme.COLORS[2], 1.0),
        _bars(names, only_gradient, "Gradient lost", theme.COLORS[4], 1.0),
        _bars(names, both, "Loss lost too", theme.COLORS[5], 0.25),
        height=400,
        margin={"l": 8, "r": 8, "t": 44, "b": 8},
        legend={**LEGEND, "traceorder": "normal"},
        barmode="stack",
        bargap=0.35,
        annotations=[
            _end(name, *limits, end)
            for name, *limits in zip(names, gradient, loss, strict=True)
            if limits[0] < end
        ],
        shapes=[theme.upright(size, "solid", theme.TEXT)],
        xaxis={
            "title": "Size of the wrong class's logit",
            "range": [0, end],
        },
        yaxis={"ticks": ""},
    )


def _bars(
    names: Sequence[str], lengths: Sequence[float], name: str, color: str, opacity: float
) -> go.Bar:
    return go.Bar(
        y=names,
        x=lengths,
        orientation="h",
        name=name,
        marker={"color": color},
        opacity=opacity,
        hoverinfo="skip",
    )


def _end(name: str, gradient: float, loss: float, end: float) -> dict:
    """Where a bar ends, written in it, or if it is short behind the part where only the gradient is
    lost.
    """
    look = {"x": gradient, "y": name, "text": f"To {fixed(gradient)}", "showarrow": False}
    if gradient > end / 3:
        return {**look, "xanchor": "right", "font": {"size": 13, "color": theme.BACKGROUND}}
    return {
        **look,
        "x": loss,
        "xanchor": "left",
        "xshift": 4,
        "bgcolor": theme.BACKGROUND,
        "borderpad": 2,
        "font": {"size": 13, "color": theme.TEXT},
    }


def large_rows(
    losses: Mapping[tuple[str, str], tuple[float, Tensor]], limits: Limits
) -> list[dict[str, str]]:
    """A row for each way and dtype: the loss and gradient at this logit, and from where on they
    are lost.
    """
    return [
        {
            "Way": way,
            "Data type": dtype,
            "Loss": number(loss, 6),
            "Gradient for the large logit": number(float(gradient[0]), 6),
            "Gradient lost from": _limit(limits[way, dtype, "gradient"]),
            "Loss lost from": _limit(limits[way, dtype, "loss"]),
        }
        for (way, dtype), (loss, gradient) in losses.items()
    ]


def _limit(value: float) -> str:
    return fixed(value) if value < UP_TO else "Never"
