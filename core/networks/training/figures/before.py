"""Before a training: the loss over the learning rate, and the loss of one batch that is learned by
heart.
"""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from core.plots import theme
from core.plots.history import TICKS
from core.plots.numbers import short

HEIGHT = 420

TARGET_TICKS = (*TICKS, 1e-4, 1e-5)

DASHES = ("solid", "dash", "dot", "dashdot")


def rates_figure(
    rates: Sequence[float],
    losses: Sequence[float],
    smoothed: Sequence[float],
    marks: Mapping[str, float],
    ends: tuple[float, float],
) -> go.Figure:
    """The loss of each batch over its learning rate, and the rates that rules read off it.

    Args:
        marks: rates by the names of the rules.
        ends: the smallest and the largest rate.
    """
    top = 1.6 * max(smoothed[: max(1, len(smoothed) // 3)], default=2.5)
    traces = [
        _line(rates, losses, "Each batch", theme.MUTED, 1),
        _line(rates, smoothed, "Smoothed", theme.COLORS[1], 3),
    ]
    traces += [
        {
            "x": [rate, rate],
            "y": [0, top],
            "mode": "lines",
            "name": f"{name}: {short(rate)}",
            "line": {"color": color, "width": 2, "dash": dash},
            "hovertemplate": f"{name}: {short(rate)}<extra></extra>",
        }
        for (name, rate), color, dash in zip(
            marks.items(), _colors(len(marks)), DASHES, strict=False
        )
    ]
    return theme.figure(
        *traces,
        height=HEIGHT,
        margin={"t": 56},
        legend=theme.LEGEND,
        xaxis={"title": "Learning rate (logarithmic)", "type": "log", "range": _powers(ends)},
        yaxis={"title": "Loss", "range": [0, top], "zeroline": False},
    )


def _colors(count: int) -> tuple[str, ...]:
    return (theme.COLORS[0], theme.COLORS[2], theme.COLORS[3], theme.TEXT)[:count]


def _powers(ends: tuple[float, float]) -> list[float]:
    """The ends of a logarithmic axis, as Plotly takes them."""
    return [round(float(f"{end:e}".partition("e")[2])) for end in ends]


def _line(x: Sequence, y: Sequence, name: str, color: str, width: float) -> dict:
    return {
        "x": list(x),
        "y": list(y),
        "mode": "lines",
        "name": name,
        "line": {"color": color, "width": width},
        "hoverinfo": "skip",
    }


def overfit_figure(
    losses: Sequence[float], target: float, floor: float, guessing: float, steps: int
) -> go.Figure:
    """The loss of the one batch after each step, the target, and the loss of guessing.

    Args:
        floor: the smallest loss that there can be; 0 for none.
        steps: at most.
    """
    levels = {"Target": target, "Guessing": guessing} | ({"Floor": floor} if floor else {})
    traces = [_line(range(len(losses)), losses, "Loss", theme.COLORS[0], 3)]
    traces += [
        {
            "x": [0, steps],
            "y": [level, level],
            "mode": "lines",
            "name": f"{name}: {short(level)}",
            "line": {"color": theme.TEXT, "width": 1.5, "dash": dash},
            "hoverinfo": "skip",
        }
        for (name, level), dash in zip(levels.items(), DASHES[1:], strict=False)
    ]
    return theme.figure(
        *traces,
        height=HEIGHT,
        margin={"t": 30},
        legend=theme.LEGEND,
        xaxis={"title": "Step", "range": [0, max(20, round(1.1 * len(losses)))]},
        yaxis={"title": "Loss (logarithmic)", "type": "log", "tickvals": TARGET_TICKS},
    )
