"""The picture of a training: loss and accuracy of its batches against the step."""

from collections.abc import Sequence

import plotly.graph_objects as go

from core.plots import theme


def history_figure(history: Sequence[tuple[int, float, float]], steps: int) -> go.Figure:
    """Loss (left axis) and accuracy (right axis) of each batch so far; `history` holds (step, loss,
    accuracy).
    """
    at, losses, accuracies = zip(*history, strict=True) if history else ((), (), ())
    traces = (
        go.Scatter(
            x=at,
            y=losses,
            name="loss",
            line={"color": theme.COLORS[0], "width": 2},
            hovertemplate="step %{x}: loss %{y:.4f}<extra></extra>",
        ),
        go.Scatter(
            x=at,
            y=accuracies,
            name="accuracy",
            yaxis="y2",
            line={"color": theme.COLORS[1], "width": 2, "dash": "dot"},
            hovertemplate="step %{x}: %{y:.1%} right<extra></extra>",
        ),
    )
    return theme.figure(
        *traces,
        height=240,
        legend={"orientation": "h", "y": 1.15, "x": 0},
        xaxis={"title": "step", "range": [0, max(1, steps)], "fixedrange": True},
        yaxis={"title": "loss of the batch", "range": [0, 2.5], "fixedrange": True},
        yaxis2={
            "title": "share right",
            "range": [0, 1],
            "tickformat": ".0%",
            "overlaying": "y",
            "side": "right",
            "showgrid": False,
            "fixedrange": True,
        },
    )
