"""The outputs of a function of a vector, and its Jacobian."""

import plotly.graph_objects as go
from torch import Tensor

from core.catalogue.vectors import Vector
from core.functions.activations.response import Response
from core.plots import theme
from core.plots.numbers import fixed, number, scientific, short_of_one
from core.registry import Pick

SAME = 1e-9
"""An output that changes by less does not change."""


def outputs_figure(vector: Vector, response: Response) -> go.Figure:
    """The outputs as bars, their values below them."""
    outputs = response.outputs.float().numpy()
    low, high = vector.span or _span(response.outputs)
    margin = 0.08 * (high - low)
    labels = [f"y{i}<br>{_label(value)}" for i, value in enumerate(response.outputs.tolist())]
    bars = go.Bar(y=outputs, width=0.6, hoverinfo="skip", marker={"color": theme.POSITIVE})
    return theme.figure(
        bars,
        height=400,
        margin={"l": 8, "r": 8, "t": 24, "b": 8},
        xaxis={
            "title": vector.outputs,
            "tickvals": list(range(len(labels))),
            "ticktext": labels,
            "tickfont": {"size": 14},
        },
        yaxis={
            "range": [low - margin if low < 0 else low, high + margin],
            "zeroline": True,
        },
    )


def _label(output: float) -> str:
    """An output in few digits, and in more where it is 1 by rounding alone."""
    text = scientific(output)
    return short_of_one(output) if text in ("1", "−1") else text


def _span(outputs: Tensor) -> tuple[float, float]:
    """From the lowest to the highest of the outputs and zero."""
    return min(0.0, float(outputs.min())), max(0.0, float(outputs.max()))


def jacobian_figure(vector: Vector, response: Response) -> go.Figure:
    """How each output changes with each logit, as a heat map with its numbers."""
    slopes = response.jacobian.float().numpy()  # (M, K)
    steepest = vector.slope or float(response.jacobian.abs().max())
    cells = go.Heatmap(
        x=[f"z{j}" for j in range(slopes.shape[1])],
        y=[f"y{i}" for i in range(slopes.shape[0])],
        z=slopes,
        zmin=-steepest,
        zmax=steepest,
        colorscale=theme.scale(theme.DIVERGING),
        showscale=False,
        xgap=3,
        ygap=3,
        text=[[_slope(slope) for slope in row] for row in response.jacobian.tolist()],
        texttemplate="%{text}",
        textfont={"size": 15},
        hovertemplate="d %{y} / d %{x} = %{z}<extra></extra>",
        zhoverformat=".4~f",
    )
    return theme.figure(
        cells,
        height=400,
        margin={"l": 8, "r": 8, "t": 24, "b": 8},
        xaxis={"title": "Slope of each output with respect to each logit"},
        yaxis={"autorange": "reversed"},
    )


def _slope(slope: float) -> str:
    """A slope in few digits, and with a sign where it is 0 by rounding alone."""
    text = fixed(slope, 3)
    return "≈ 0" if slope and text == fixed(0.0, 3) else text


def vector_rows(pick: Pick, response: Response) -> list[dict[str, str]]:
    """A row that says what is true of a function at one point."""
    arguments = ", ".join(f"{name}={number(value)}" for name, value in pick.arguments)
    moved = response.jacobian.sum(1).abs().max()
    steepest = response.jacobian.abs().max()
    return [
        {
            "Function": f"{pick.name}({arguments})" if arguments else pick.name,
            "Sum of the outputs": number(float(response.outputs.sum())),
            "Largest slope": number(float(steepest)),
            "If all logits grow alike": "Nothing changes" if moved < SAME else "The outputs change",
        }
    ]
