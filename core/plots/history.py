"""The picture of a training: loss and accuracy of its batches against the step."""

from collections.abc import Sequence

import plotly.graph_objects as go

from core.plots import theme


def history_figure(history: Sequence[tuple[int, float, float]], steps: int) -> go.Figure:
    """Loss (left axis) and accuracy (right axis) of each batch so far; `history` holds (step, loss,
    accuracy).
    """
    at, losses, accuracies = zip(*history, strict=True) if history else ((), (), ())
    percentages = [100 * accuracy for accuracy in accuracies]
    traces = (
        go.Scatter(
            x=at,
            y=losses,
            name="Loss",
            line={"color": theme.COLORS[0], "width": 2},
            hovertemplate="Step %{x}: loss %{y:.4f}<extra></extra>",
        ),
        go.Scatter(
            x=at,
            y=percentages,
            name="Accuracy",
            yaxis="y2",
            line={"color": theme.COLORS[1], "width": 2, "dash": "dot"},
            hovertemplate="Step %{x}: accuracy %{y:.1f} %<extra></extra>",
        ),
    )
    return theme.figure(
        *traces,
        height=240,
        legend={"orientation": "h", "y": 1.15, "x": 0},
        xaxis={"title": "Step", "range": [0, max(1, steps)]},
        yaxis={"title": "Training loss", "range": [0, 2.5]},
        yaxis2={
            "title": "Accuracy",
            "range": [0, 100],
            "ticksuffix": " %",
            "overlaying": "y",
            "side": "right",
            "showgrid": False,
        },
    )
