"""Markers at points that may lie outside of a picture, whose axes stay where they are."""

import math

from core.plots import theme

INSET = 0.02
"""How far from the edge an arrow stands, of the picture's size."""

SIZES = {"circle": 11} | {f"triangle-{end}": 15 for end in ("up", "down", "left", "right")}
"""Of the symbols, in pixels."""

Ends = tuple[float, float]


def marker(x: float, y: float, across: Ends, up: Ends, color: str) -> dict:
    """A trace of one point, of which nothing is cut off at the edge."""
    x, y, symbol = in_sight(x, y, across, up)
    ring = {"color": theme.BACKGROUND, "width": 2}
    return {
        "type": "scatter",
        "x": [x],
        "y": [y],
        "mode": "markers",
        "cliponaxis": False,
        "showlegend": False,
        "hoverinfo": "skip",
        "marker": {"color": color, "size": SIZES[symbol], "symbol": symbol, "line": ring},
    }


def in_sight(x: float, y: float, across: Ends, up: Ends) -> tuple[float, float, str]:
    """Where the marker of a point stands, and its symbol: a circle at the point itself; if that
    lies outside, an arrow at the edge that points to it. What is not a number stays so.

    Args:
        across, up: the ends of the two axes.
    """
    if not math.isnan(y) and not up[0] <= y <= up[1]:
        symbol = "triangle-up" if y > up[1] else "triangle-down"
    elif not across[0] <= x <= across[1]:
        symbol = "triangle-right" if x > across[1] else "triangle-left"
    else:
        return x, y, "circle"
    return _inside(x, across), _inside(y, up), symbol


def _inside(value: float, ends: Ends) -> float:
    """The value, or the end beyond which it lies, a little to the inside."""
    low, high = ends
    inset = INSET * (high - low)
    if value < low:
        return low + inset
    return high - inset if value > high else value
