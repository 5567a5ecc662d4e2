"""How the accuracy falls as batches go through a network whose batch norm is in train mode."""

from collections.abc import Sequence

import plotly.graph_objects as go

from core.plots import theme
from core.plots.numbers import percent


def drift_figure(batches: Sequence[int], accuracies: Sequence[float], last: int) -> go.Figure:
    """The share of held-out pictures that is right against the batches that have gone through.

    Args:
        last: the number of batches with which it ends.
    """
    points = zip(batches, accuracies, strict=True)
    return theme.figure(
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": list(batches),
            "y": [100 * right for right in accuracies],
            "line": {"color": theme.COLORS[0], "width": 3},
            "marker": {"size": 10},
            "customdata": [f"After {count} batches: {percent(right)}" for count, right in points],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        height=360,
        showlegend=False,
        xaxis={"title": "Batches that went through", "range": [-0.4, last + 0.4]},
        yaxis={"title": "Held-out pictures right", "range": [0, 102], "ticksuffix": " %"},
    )
