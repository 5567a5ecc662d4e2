"""Activation functions over each other, and tables of what is true of them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
import torch

from core.catalogue.activations import formula_with_numbers
from core.functions.activations.curves import NEAR, QUANTITIES, SATURATED, SPAN, WIDE, Curve
from core.functions.activations.kinks import Kink
from core.functions.activations.properties import Properties
from core.plots import theme
from core.plots.edge import marker
from core.plots.hover import COORDINATES, DECIMALS
from core.plots.numbers import formula, number, percent, short_of_one
from core.plots.words import capitalised
from core.registry import Pick

SYMBOLS = dict(zip(QUANTITIES, ("f", "f′", "f″"), strict=True))

Ends = tuple[float, float]


@dataclass(frozen=True)
class _Axes:
    """What a picture shows: of the input, and of each quantity. It is the same for all functions,
    so that the eye sees the curve move and not the axis.
    """

    x: Ends
    heights: Mapping[str, Ends]


def _axes(reach: float, *heights: Ends) -> _Axes:
    return _Axes((-reach, reach), dict(zip(QUANTITIES, heights, strict=True)))


AXES = {
    WIDE: _axes(SPAN, (-2.0, 6.0), (-0.25, 1.85), (-1.25, 1.25)),
    NEAR: _axes(3.0, (-0.5, 1.5), (-0.25, 1.25), (-1.25, 1.25)),
}


def curves_figure(
    names: Sequence[str],
    curves: Sequence[Curve],
    points: Sequence[Curve],
    quantity: str,
    window: str = WIDE,
) -> go.Figure:
    """One of QUANTITIES of several functions: their curves, the values at one input in the legend,
    and bands where they are saturated.

    Args:
        names: of the functions.
        curves: over the picture's span.
        points: the same functions at the one input, (1,).
        quantity: which.
        window: how much is seen of them, one of WINDOWS.
    """
    x, axes = float(points[0].x), AXES[window]
    traces = []
    for index, (name, curve, point) in enumerate(zip(names, curves, points, strict=True)):
        traces += _traces(name, index, curve, point, quantity, axes)
    symbol = SYMBOLS[quantity]
    return theme.figure(
        *traces,
        height=440,
        margin={"l": 8, "r": 8, "t": 44, "b": 8},
        hovermode="x unified",
        legend=theme.LEGEND,
        xaxis={"title": "Input x", "range": list(axes.x), "zeroline": True, **COORDINATES},
        yaxis={
            "title": f"{quantity} {symbol}(x)",
            "range": list(axes.heights[quantity]),
            "zeroline": True,
            **DECIMALS,
        },
        shapes=[theme.upright(x)],
    )


def _traces(
    name: str, index: int, curve: Curve, point: Curve, quantity: str, axes: _Axes
) -> list[dict]:
    """A curve, its point, and the band where it is saturated."""
    color, order, heights = theme.COLORS[index], QUANTITIES.index(quantity), axes.heights[quantity]
    x, y = curve.x.float().numpy(), curve.quantities[order].float().numpy()
    at, value = float(point.x), float(point.quantities[order])
    common = {"type": "scatter", "legendgroup": name}
    return [
        {
            **common,
            "x": x,
            "y": y,
            "name": f"{name}: {SYMBOLS[quantity]}({number(at)}) = {_value(value)}",
            "line": {"color": color, "width": 3, "simplify": False},
            "hovertemplate": "%{y}<extra>" + name + "</extra>",
        },
        {**common, **marker(at, value, axes.x, heights, color)},
        {
            **common,
            "showlegend": False,
            "hoverinfo": "skip",
            "x": x,
            "y": _band(curve, index, heights).float().numpy(),
            "line": {"color": color, "width": 6},
            "opacity": 0.5,
        },
    ]


def _band(curve: Curve, index: int, heights: Ends) -> torch.Tensor:
    """A level near the bottom where the function is saturated, nan elsewhere: (N,)."""
    low, high = heights
    level = low + (high - low) * 0.02 * (index + 0.7)
    return torch.where(curve.slopes.abs() < SATURATED, level, torch.nan)


def _value(value: float, digits: int = 4) -> str:
    """PyTorch has no second derivative of some functions."""
    return "none in PyTorch" if math.isnan(value) else short_of_one(value, digits)


def value_rows(picks: Sequence[Pick], points: Sequence[Curve]) -> list[dict[str, str]]:
    """A row for each function at one input: its formula with the numbers in it, f, f' and f''."""
    x = float(points[0].x)
    return [
        {
            "Function": pick.name,
            "Formula": formula(formula_with_numbers(pick, x)),
            **{
                f"{quantity} {SYMBOLS[quantity]}({number(x)})": capitalised(_value(float(value), 6))
                for quantity, value in zip(QUANTITIES, point.quantities, strict=True)
            },
        }
        for pick, point in zip(picks, points, strict=True)
    ]


def single_sentence(pick: Pick) -> str:
    """That a number on the screen has fewer right digits than the others."""
    return (
        f"{pick.name}: PyTorch computes {pick.choice.single} with constants in float32, so some "
        "seven digits are right, in float64 too."
    )


def property_rows(picks: Sequence[Pick], properties: Sequence[Properties]) -> list[dict[str, str]]:
    """A row for each function: what is true of it."""
    return [
        {
            "Function": str(pick).removeprefix("nn."),
            "Range": f"{number(row.low, 3)} to {number(row.high, 3)}",
            "Zero-centred": "Yes" if row.zero_centred else f"No, mean {number(row.mean, 2)}",
            "Monotonic": "Yes" if row.monotone else "No",
            "Smooth": _smoothness(row),
            "Steepest slope": number(row.steepest, 3),
            "Saturated": f"{percent(row.saturated)} of normal inputs",
        }
        for pick, row in zip(picks, properties, strict=True)
    ]


def _smoothness(row: Properties) -> str:
    """Whether it is smooth, and what it has if not."""
    if row.smooth:
        return "Yes"
    kinks = "a kink" if row.bends == 1 else "kinks"
    if not row.jumps:
        return f"No, it has {kinks}"
    return f"No, it jumps and has {kinks}" if row.bends else "No, it jumps"


def kink_sentence(name: str, kink: Kink) -> str:
    """What happens at a kink, and which slope PyTorch uses there."""
    if kink.jumps:
        below, above = number(kink.below, 3), number(kink.above, 3)
        return (
            f"{name} jumps from {below} to {above} at x = {number(kink.x)}. "
            f"It has no slope there; PyTorch uses **{number(kink.used, 3)}**."
        )
    left, right = number(kink.left, 3), number(kink.right, 3)
    return (
        f"{name} has a kink at x = {number(kink.x)}: its slope is {left} on the left and {right} "
        f"on the right. PyTorch uses **{number(kink.used, 3)}** there."
    )
