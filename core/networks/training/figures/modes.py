"""The scores of one picture, called twice in each of four ways."""

from collections.abc import Mapping

import plotly.graph_objects as go

from core.networks.training.modes import Outcome
from core.plots import theme

PANELS = (("x", "y"), ("x2", "y2"), ("x3", "y3"), ("x4", "y4"))

LEFT, RIGHT, LOW, HIGH = (0.0, 0.48), (0.54, 1.0), (0.0, 0.4), (0.54, 0.94)
"""Where the panels stand: in two columns and two rows."""

PATTERNS = ("", "/")
"""Of the bars of both calls, so that they are told apart without their colours too."""


def ways_figure(outcomes: Mapping[str, Outcome]) -> go.Figure:
    """Above in train mode, below in eval mode; at the left with gradients, at the right without.
    Each class has a bar for each call.
    """
    reach = 1.1 * max(float(outcome.scores.abs().max()) for outcome in outcomes.values())
    traces, layout, notes = [], {}, []
    rooms = ((LEFT, HIGH), (RIGHT, HIGH), (LEFT, LOW), (RIGHT, LOW))
    for (name, outcome), (x, y), (across, up) in zip(outcomes.items(), PANELS, rooms, strict=True):
        traces += [_bars(outcome, call, x, y, x == "x") for call in range(2)]
        layout |= {
            f"xaxis{x[1:]}": {"domain": across, "anchor": y, "dtick": 1, "zeroline": False},
            f"yaxis{y[1:]}": {"domain": up, "anchor": x, "range": [-reach, reach], "nticks": 3},
        }
        notes.append(_title(name, across, up))
    layout["xaxis"]["showticklabels"] = layout["xaxis2"]["showticklabels"] = False
    layout["xaxis3"]["title"] = layout["xaxis4"]["title"] = "Digit"
    layout["yaxis"]["title"] = layout["yaxis3"]["title"] = "Score"
    return theme.figure(
        *traces,
        height=420,
        margin={"t": 34},
        legend={**theme.LEGEND, "y": 1.0},
        bargap=0.25,
        annotations=notes,
        **layout,
    )


def _bars(outcome: Outcome, call: int, x: str, y: str, in_legend: bool) -> dict:
    return {
        "type": "bar",
        "x": list(range(outcome.scores.shape[1])),
        "y": outcome.scores[call].float().numpy(),
        "xaxis": x,
        "yaxis": y,
        "name": ("First call", "Second call")[call],
        "legendgroup": str(call),
        "showlegend": in_legend,
        "marker": {"color": theme.COLORS[call], "pattern": {"shape": PATTERNS[call]}},
        "hovertemplate": "Digit %{x}: %{y:.3f}<extra></extra>",
    }


def _title(name: str, across: tuple[float, float], up: tuple[float, float]) -> dict:
    """Over a panel which way it is, in PyTorch's words."""
    mode, gradients = name.split(", ")
    return {
        "text": f"In {mode}(), {'gradients on' if gradients == 'grad' else 'no_grad()'}",
        "x": across[0],
        "y": up[1],
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"color": theme.TEXT},
    }
