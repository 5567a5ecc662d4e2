"""How far each way to a logarithm of softmax can be trusted."""

from collections.abc import Mapping

import plotly.graph_objects as go
from torch import Tensor

from core.functions.losses.log_softmax import DTYPES, WAYS
from core.plots import theme
from core.plots.numbers import number
from core.plots.theme import LEGEND


def limits_figure(
    limits: Mapping[tuple[str, str, str], float], size: float, end: float
) -> go.Figure:
    """How far each way to a logarithm of softmax reaches, as bars along the size of the logit."""
    rows = [(way, dtype) for way in WAYS for dtype in DTYPES][::-1]
    names = [f"{way}<br>{dtype}" for way, dtype in rows]
    gradient = [min(limits[(*row, "gradient")], end) for row in rows]
    loss = [min(limits[(*row, "loss")], end) for row in rows]
    parts = (
        ("right", gradient, theme.COLORS[2], 1.0),
        (
            "the gradient is lost",
            [b - a for a, b in zip(gradient, loss, strict=True)],
            theme.COLORS[4],
            1.0,
        ),
        ("the loss is lost, too", [end - b for b in loss], theme.COLORS[5], 0.25),
    )
    ends = [
        _end(name, place, end) for name, place in zip(names, gradient, strict=True) if place < end
    ]
    return theme.figure(
        *(
            go.Bar(
                y=names,
                x=lengths,
                orientation="h",
                name=name,
                marker={"color": color},
                opacity=opacity,
                hoverinfo="skip",
            )
            for name, lengths, color, opacity in parts
        ),
        height=400,
        margin={"l": 8, "r": 8, "t": 44, "b": 8},
        legend={**LEGEND, "traceorder": "normal"},
        barmode="stack",
        bargap=0.35,
        annotations=ends,
        shapes=[theme.upright(size, "solid", theme.TEXT)],
        xaxis={
            "title": "size of the logit of the wrong class",
            "range": [0, end],
            "fixedrange": True,
        },
        yaxis={"fixedrange": True, "ticks": ""},
    )


def _end(name: str, gradient: float, end: float) -> dict:
    """Where a bar ends, written in it, or right behind its end if it is short."""
    look = {"x": gradient, "y": name, "text": f"to {gradient:.2f}", "showarrow": False}
    if gradient > end / 3:
        return {**look, "xanchor": "right", "font": {"size": 13, "color": theme.BACKGROUND}}
    return {
        **look,
        "xanchor": "left",
        "xshift": 4,
        "bgcolor": theme.BACKGROUND,
        "borderpad": 2,
        "font": {"size": 13, "color": theme.TEXT},
    }


def large_rows(
    found: Mapping[tuple[str, str], tuple[float, Tensor]],
    limits: Mapping[tuple[str, str, str], float],
) -> list[dict[str, str]]:
    """A row a way and a type of number: the loss and gradient at this logit, and from where on they
    are none.
    """
    return [
        {
            "way": way,
            "in": dtype,
            "loss": number(loss, 7),
            "gradient by the large logit": number(float(slopes[0]), 7),
            "gradient is lost from": _limit(limits[way, dtype, "gradient"]),
            "loss is lost from": _limit(limits[way, dtype, "loss"]),
        }
        for (way, dtype), (loss, slopes) in found.items()
    ]


def _limit(value: float) -> str:
    return f"{value:.2f}" if value < 10_000 else "never"
