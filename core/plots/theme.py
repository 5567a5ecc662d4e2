"""The one look of every picture: colours by their place in the palette, one layout, one way to show
a number.

The palette stands once, in `.streamlit/config.toml`. A figure names a colour by a stand-in that
Streamlit replaces in the browser with the palette of the theme the reader is in, so that switching
to dark needs no new figure. Outside Streamlit (a notebook, a picture for the home page) `resolve`
puts the real colours in.
"""

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
from plotly.graph_objects import Figure as Figure

CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"

# Streamlit's stand-ins (its streamlit_plotly_theme.py): 10 categorical, 10 sequential, 10
# diverging, then the page's.
COLORS = tuple(f"#0000{place:02}" for place in range(1, 11))
SEQUENTIAL = tuple(f"#0000{place:02}" for place in range(11, 21))
DIVERGING = tuple(f"#0000{place:02}" for place in range(21, 31))
MUTED, TEXT, BACKGROUND, GRID = "#000036", "#000037", "#000038", "#000039"

POSITIVE, NEGATIVE = COLORS[0], COLORS[1]
"""Orange is positive or class 1, blue is negative or class 0, on every page."""

GREYS = ((0, "#000000"), (1, "#ffffff"))
"""Pictures of digits are white on black in either theme, as the network gets them."""


LEGEND = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "font": {"size": 14}}
"""A row above the picture, left-aligned."""


def scale(colors: tuple[str, ...]) -> list[tuple[float, str]]:
    """Colours as a Plotly colour scale, evenly spaced."""
    return [(place / (len(colors) - 1), color) for place, color in enumerate(colors)]


class Picture(go.Figure):
    """A figure to which frames and their controls are added as they are: Plotly's checks of them
    take 20 ms.
    """

    _added: dict = {}

    def animate(self, frames: list[dict], **layout) -> None:
        """Adds frames and parts of the layout, as plain dictionaries."""
        self._added = {"frames": frames, "layout": layout}

    def to_dict(self) -> dict:
        found = super().to_dict()
        return {
            **found,
            **self._added,
            "layout": {**found["layout"], **self._added.get("layout", {})},
        }


def figure(*traces, height: int, **layout) -> Picture:
    """A figure in the house's look, `height` pixels high; `layout` as `go.Layout` takes it.

    Traces, dictionaries with their `type`, and the layout are taken as they are, as Plotly's checks
    take more time than all else; the tests put the figures of every preset through them.

    No tool bar and no dragging: the pictures are read, and a finger that passes over one scrolls
    the page.
    """
    usual = {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "dragmode": False,
        "hovermode": "closest",
        "uirevision": "constant",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
    }
    return Picture(list(traces), _written({**usual, **layout}), _validate=False)


def upright(x: float, dash: str = "dot", color: str = MUTED) -> dict:
    """A line from the bottom of a picture to its top. All of a figure is made at once: Plotly adds
    slowly.
    """
    return {
        "type": "line",
        "x0": x,
        "x1": x,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": color, "width": 1.5, "dash": dash},
    }


def _written(part: Any) -> Any:
    """A part of a layout as plotly.js takes it: a title is more than its text, and a tuple a
    list.
    """
    if not isinstance(part, dict):
        return list(part) if isinstance(part, tuple) else part
    return {
        name: {"text": value} if name == "title" and isinstance(value, str) else _written(value)
        for name, value in part.items()
    }


def resolve(figure: go.Figure, dark: bool = False) -> go.Figure:
    """The figure with the real colours of the light or the dark theme, for use outside
    Streamlit.
    """
    text = figure.to_json()
    for stand_in, color in _palette(dark).items():
        text = text.replace(stand_in, color)
    resolved = go.Figure(json.loads(text))
    return resolved.update_layout(template="none", font={"color": _palette(dark)[TEXT]})


@cache
def _palette(dark: bool) -> dict[str, str]:
    theme = tomllib.loads(CONFIG.read_text())["theme"]["dark" if dark else "light"]
    return {
        **dict(zip(COLORS, theme["chartCategoricalColors"], strict=True)),
        **dict(zip(SEQUENTIAL, theme["chartSequentialColors"], strict=True)),
        **dict(zip(DIVERGING, theme["chartDivergingColors"], strict=True)),
        MUTED: theme["borderColor"],
        TEXT: theme["textColor"],
        BACKGROUND: theme["backgroundColor"],
        GRID: theme["borderColor"],
    }


def share(probability: float) -> str:
    """A softmax probability for people: "97.3 %", and never 100 % or 0 %, which it is only by
    rounding.
    """
    percent = 100 * probability
    if percent < 0.1:
        return "< 0.1 %"
    if percent > 99.9:
        return "> 99.9 %"
    return f"{percent:.1f} %"
