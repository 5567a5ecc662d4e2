"""How sharp the loss gets, and how low."""

from collections.abc import Sequence

import plotly.graph_objects as go
import torch

from core.networks.landscape.edge import Run
from core.plots import theme
from core.plots.decades import decades
from core.plots.hover import significant

DASHES = ("solid", "dash", "dot")
"""Of the runs, so that they are told apart without their colours too."""

CORNERS = 400
"""Losses of a run at most that are drawn."""

ROOM = 1.25
"""The height of the picture of the sharpness, in limits of the smallest rate."""


def sharpness_figure(runs: Sequence[Run], steps: int) -> go.Figure:
    """The sharpness of each run against the step, and the line at which a step gets unstable."""
    curves = [
        {
            **_line(run, number),
            "x": run.at.numpy(),
            "y": significant(run.sharpness),
            "mode": "lines+markers",
            "marker": {"size": 5},
            "hovertemplate": f"Step %{{x}}: %{{y}}<extra>lr {run.rate:g}</extra>",
        }
        for number, run in enumerate(runs)
    ]
    seen = torch.cat([run.sharpness for run in runs])
    highest = float(seen[seen.isfinite()].max()) if seen.isfinite().any() else 0.0
    top = max(ROOM * highest, min(ROOM * max(run.limit for run in runs), 4 * highest))
    numbers = [number for number, run in enumerate(runs) if run.limit <= top]
    limits = {
        "shapes": [_limit(runs[number].limit, number) for number in numbers],
        "annotations": [_named(runs[number].limit, number) for number in numbers],
    }
    return theme.figure(
        *curves,
        height=460,
        legend=theme.LEGEND,
        showlegend=True,
        **(limits if numbers else {}),
        margin={"l": 8, "r": 8, "t": 36, "b": 8},
        xaxis={"title": "Step", "zeroline": False, "range": [0, steps]},
        yaxis={"title": "Sharpness", "zeroline": False, "range": [0, top]},
    )


def edge_loss_figure(runs: Sequence[Run], steps: int) -> go.Figure:
    """The loss of each run against the step."""
    lines = []
    for number, run in enumerate(runs):
        every = max(1, len(run.losses) // CORNERS)
        lines.append(
            {
                **_line(run, number),
                "x0": 0,
                "dx": every,
                "y": significant(run.losses[::every]),
                "mode": "lines",
                "hovertemplate": f"Step %{{x}}: %{{y}}<extra>lr {run.rate:g}</extra>",
            }
        )
    return theme.figure(
        *lines,
        height=220,
        showlegend=False,
        xaxis={"title": "Step", "zeroline": False, "range": [0, steps]},
        yaxis={"title": "Loss", "type": "log", "range": [-2, 0], **decades(-2, 0)},
    )


def _line(run: Run, number: int) -> dict:
    look = {"color": theme.COLORS[number], "width": 2.5, "dash": DASHES[number]}
    return {"type": "scatter", "name": f"lr {run.rate:g}", "line": look}


def _limit(height: float, number: int) -> dict:
    """A line across the whole picture."""
    line = {"color": theme.COLORS[number], "width": 1.5, "dash": DASHES[number]}
    across = {"x0": 0, "x1": 1, "xref": "paper"}
    return {"type": "line", **across, "y0": height, "y1": height, "line": line}


def _named(height: float, number: int) -> dict:
    """The name of such a line."""
    text = {"text": f"Limit {height:.3g}", "showarrow": False}
    font = {"color": theme.COLORS[number], "size": 13}
    at = {"x": 0, "xref": "paper", "xanchor": "left", "y": height, "yanchor": "bottom"}
    return {**text, **at, "font": font}
