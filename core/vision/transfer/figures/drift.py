"""How the accuracy falls as batches go through a network whose batch norm is in train mode, and by
how much one batch changes the running variances.
"""

from collections.abc import Sequence

import plotly.graph_objects as go

from core.plots import theme
from core.plots.numbers import percent

HEIGHT = 400

LEAST = 0.08
"""The share at which the axis of changes ends at least: it stays there in eval mode."""


def drift_figure(
    batches: Sequence[int], accuracies: Sequence[float], last: int, mode: str
) -> go.Figure:
    """The share of held-out pictures that is right against the batches that have gone through, with
    what it was before as a level.

    Args:
        last: the number of batches with which it ends.
        mode: that batch norm is in, "eval" or "train".
    """
    points = zip(batches, accuracies, strict=True)
    before = {
        "type": "scatter",
        "mode": "lines",
        "x": [0, last],
        "y": [100 * accuracies[0]] * 2,
        "name": f"Before: {percent(accuracies[0])}",
        "line": {"color": theme.MUTED, "width": 2, "dash": "dash"},
        "hoverinfo": "skip",
    }
    line = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(batches),
        "y": [100 * right for right in accuracies],
        "name": f"{mode.capitalize()} mode: {percent(accuracies[-1])}",
        "line": {"color": theme.COLORS[0], "width": 3},
        "marker": {"size": 10},
        "customdata": [f"After {count} batches: {percent(right)}" for count, right in points],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    return theme.figure(
        before,
        line,
        height=HEIGHT,
        showlegend=True,
        legend=theme.LEGEND,
        xaxis={"title": "Batches that went through", "range": [-0.4, last + 0.4]},
        yaxis={"title": "Held-out pictures right", "range": [0, 102], "ticksuffix": " %"},
    )


def variances_figure(changes: Sequence[float]) -> go.Figure:
    """By how much a batch has changed the running variances of each layer of batch norm, from front
    to back.

    Args:
        changes: as shares.
    """
    layers = list(range(1, len(changes) + 1))
    told = zip(layers, changes, strict=True)
    return theme.figure(
        {
            "type": "bar",
            "x": layers,
            "y": [100 * change for change in changes],
            "marker": {"color": theme.COLORS[0]},
            "customdata": [f"Layer {layer}: {percent(change)}" for layer, change in told],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        height=HEIGHT,
        showlegend=False,
        xaxis={"title": "Layer of batch norm", "range": [0.4, len(changes) + 0.6]},
        yaxis={
            "title": "Running variances changed",
            "range": [0, 100 * max(LEAST, 1.1 * max(changes))],
            "ticksuffix": " %",
        },
    )
