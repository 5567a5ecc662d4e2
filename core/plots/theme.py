"""The one look of every picture: palette, margins, axes, legend."""

from typing import Any

from plotly.graph_objects import Figure

from core.plots.fast_figure import FastFigure
from core.plots.palette import (
    BACKGROUND,
    COLORS,
    DIVERGING,
    GREYS,
    GRID,
    LABEL,
    MAP,
    MUTED,
    NEGATIVE,
    NUMBERED,
    POSITIVE,
    SEQUENTIAL,
    TEXT,
    scale,
)

__all__ = [
    "BACKGROUND",
    "COLORS",
    "DIVERGING",
    "Figure",
    "GREYS",
    "GRID",
    "LABEL",
    "LEGEND",
    "MAP",
    "MUTED",
    "NEGATIVE",
    "NO_ZERO_LINE",
    "NUMBERED",
    "POSITIVE",
    "POWERS",
    "FastFigure",
    "SEQUENTIAL",
    "TEXT",
    "enlarged",
    "figure",
    "scale",
    "upright",
]

LEGEND = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "font": {"size": 14}}
"""A row above the picture, left-aligned."""

NO_ZERO_LINE = {"zeroline": False}
"""Of an axis that has no line at zero."""

USUAL = {
    "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
    "dragmode": False,
    "hovermode": "closest",
    "uirevision": "constant",
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    "font": {"color": LABEL},
}
"""The layout of every figure. No tool bar and no dragging: the pictures are read, and a finger that
passes over one scrolls the page.
"""

POWERS = {"exponentformat": "power", "minexponent": 5}
"""Of an axis: 10 with a raised exponent, and not 1e−7 or 100n."""

SMALL, TITLE = 12, 14
"""Pixels of the type in a figure that says no size, and of its axes' titles: Streamlit's theme."""

LOGARITHMIC_SIZE = 13
"""Pixels of the numbers at a logarithmic axis: a raised exponent then has 11 of them."""


def figure(*traces: Any, height: int, **layout: Any) -> FastFigure:
    """A figure in the house's look, `height` pixels high; `layout` as `go.Layout` takes it.

    Axes are fixed, unless they say otherwise, and margins that are not given are the usual ones.
    """
    margin = {**USUAL["margin"], **layout.get("margin", {})}
    parts = {**USUAL, "height": height, **layout, "margin": margin}
    for name in parts:
        if name.startswith(("xaxis", "yaxis")):
            parts[name] = _axis(parts[name])
    return FastFigure(list(traces), _as_plotly_takes_it(parts))


def enlarged(figure: Figure, times: float) -> FastFigure:
    """The figure with every text so many times as large."""
    parts = figure.to_dict()
    parts = _with_larger_type({**parts, "layout": _with_sizes(parts["layout"])}, times)
    larger = FastFigure(parts["data"], parts["layout"])
    if parts.get("frames"):
        larger.animate(parts["frames"])
    return larger


def _with_sizes(layout: dict) -> dict:
    """A layout that says also the sizes of type that Streamlit's theme gives where it says none."""
    said = {**layout, "font": _sized(layout, "font", SMALL)}
    for name in ("legend", "hoverlabel"):
        said[name] = {**layout.get(name, {}), "font": _sized(layout.get(name, {}), "font", SMALL)}
    for name, axis in layout.items():
        if name.startswith(("xaxis", "yaxis")):
            title = axis.get("title", {})
            said[name] = {
                **axis,
                "tickfont": _sized(axis, "tickfont", SMALL),
                "title": {**title, "font": _sized(title, "font", TITLE)},
            }
    return said


def _sized(part: dict, font: str, size: float) -> dict:
    """A part's font, with this size if it says none."""
    return {"size": size, **part.get(font, {})}


def _with_larger_type(part: Any, times: float) -> Any:
    """A part of a figure with the size in each of its fonts, such as `tickfont`, multiplied."""
    if isinstance(part, list | tuple):
        return [_with_larger_type(value, times) for value in part]
    if not isinstance(part, dict):
        return part
    larger = {name: _with_larger_type(value, times) for name, value in part.items()}
    for name, font in larger.items():
        if name.endswith("font") and isinstance(font, dict) and "size" in font:
            larger[name] = {**font, "size": font["size"] * times}
    return larger


def _axis(settings: dict) -> dict:
    """An axis in the house's look, with its own settings over that."""
    size = {"size": LOGARITHMIC_SIZE} if settings.get("type") == "log" else {}
    tickfont = {"color": LABEL, **size, **settings.get("tickfont", {})}
    return {"fixedrange": True, **POWERS, **settings, "tickfont": tickfont}


def upright(x: float, dash: str = "dot", color: str = MUTED) -> dict:
    """A line from the bottom of a picture to its top, as one of its `shapes`."""
    return {
        "type": "line",
        "x0": x,
        "x1": x,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": color, "width": 1.5, "dash": dash},
    }


def _as_plotly_takes_it(part: Any) -> Any:
    """A part of a layout as plotly.js takes it: a title is more than its text, a tuple a list."""
    if not isinstance(part, dict):
        return list(part) if isinstance(part, tuple) else part
    return {
        name: {"text": value, "font": {"color": LABEL}}
        if name == "title" and isinstance(value, str)
        else _as_plotly_takes_it(value)
        for name, value in part.items()
    }
