"""The picture of the activations page: functions over each other, and where they are saturated."""

import math
from collections.abc import Sequence

import plotly.graph_objects as go
import torch

from core.functions.activations import ORDERS, SATURATED, SPAN, Curve, Kink, Properties
from core.plots import theme
from core.registry import Pick

HEIGHTS = ((-2.0, 6.0), (-0.25, 1.85), (-1.25, 1.25))
"""What is seen of f, f' and f'': the same for all functions, so that the eye sees the curve move and not the axis."""


def curves_figure(names: Sequence[str], curves: Sequence[Curve], probes: Sequence[Curve], order: int) -> go.Figure:
    """Curves of f (order 0), f' (1) or f'' (2) with the probe's values in the legend, and where each is saturated.

    Args:
        names: of the functions.
        curves: over the picture's span.
        probes: the same functions at the probe alone.
    """
    mark = ORDERS[order]
    low, high = HEIGHTS[order]
    figure = theme.figure(
        height=440, margin={"l": 8, "r": 8, "t": 44, "b": 8}, hovermode="x unified",
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "font": {"size": 14}},
        xaxis={"title": "x, what goes in", "range": [-SPAN, SPAN], "fixedrange": True, "zeroline": True},
        yaxis={"title": f"{mark}(x), " + ("what comes out", "the slope", "the slope of the slope")[order],
               "range": [low, high], "fixedrange": True, "zeroline": True},
    )
    at = float(probes[0].x)
    figure.add_vline(x=at, line={"color": theme.MUTED, "width": 1, "dash": "dot"})
    for place, (name, one, probe) in enumerate(zip(names, curves, probes, strict=True)):
        color, value = theme.COLORS[place], float(probe.orders[order])
        x, y = one.x.float().numpy(), one.orders[order].float().numpy()
        figure.add_scatter(x=x, y=y, name=f"{name}: {mark}({at:g}) = {value:.4g}", legendgroup=name,
                           line={"color": color, "width": 3}, hovertemplate="%{y:.4g}<extra>" + name + "</extra>")
        figure.add_scatter(x=[at], y=[value], mode="markers", legendgroup=name, showlegend=False, hoverinfo="skip",
                           marker={"color": color, "size": 11, "line": {"color": theme.BACKGROUND, "width": 2}})
        flat = torch.where(one.slopes.abs() < SATURATED, low + (high - low) * 0.02 * (place + 0.7), torch.nan)
        figure.add_scatter(x=x, y=flat.float().numpy(), legendgroup=name, showlegend=False, hoverinfo="skip",
                           line={"color": color, "width": 6}, opacity=0.5)
    return figure


def probe_rows(names: Sequence[str], probes: Sequence[Curve]) -> list[dict[str, str]]:
    """A row a function: f, f' and f'' at the probe."""
    at = float(probes[0].x)
    return [{"function": name, **{f"{mark}({at:g})": f"{float(value):.6g}" for mark, value in
                                  zip(ORDERS, probe.orders, strict=True)}}
            for name, probe in zip(names, probes, strict=True)]


def properties_rows(picks: Sequence[Pick], found: Sequence[Properties]) -> list[dict[str, str]]:
    """A row a function, for a table."""
    return [{
        "function": str(pick).removeprefix("nn."),
        "range": f"{_number(one.low)} to {_number(one.high)}",
        "zero-centred": "yes" if one.zero_centred else f"no, mean {one.mean:.2f}",
        "monotone": "yes" if one.monotone else "no",
        "smooth": "yes" if one.smooth else "no, it has kinks",
        "largest slope": f"{one.steepest:.3g}",
        "saturated": f"{one.saturated:.1%} of a normal input",
    } for pick, one in zip(picks, found, strict=True)]


def kink_words(pick: Pick, kink: Kink) -> str:
    """What torch takes at a kink."""
    return (f"{pick.name} has a kink at x = {kink.x:g}: its slope is {kink.left:.3g} on the left and {kink.right:.3g} "
            f"on the right. There torch takes **{kink.taken:.3g}**.")


def _number(value: float) -> str:
    return {math.inf: "∞", -math.inf: "−∞"}.get(value, f"{value:.3g}".replace("-", "−"))
