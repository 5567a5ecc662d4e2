"""The colours of every picture, by their place in the palette.

The palette stands once, in `.streamlit/config.toml`. A figure names a colour by a stand-in that
Streamlit replaces in the browser with the palette of the theme that the reader is in, so that
switching to dark needs no new figure. The stand-ins are Streamlit's own and not public: where it
does not know them, and outside of it (a notebook), `resolve` puts the real colours in.
"""

import json
import tomllib
from functools import cache
from pathlib import Path

import plotly.graph_objects as go

CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"

COLORS = tuple(f"#0000{number:02}" for number in range(1, 11))
"""Categories, told apart by people with any colour vision."""

SEQUENTIAL = tuple(f"#0000{number:02}" for number in range(11, 21))
"""From the page's own colour to the strongest orange."""

MAP = SEQUENTIAL[:3]
"""The shades of a surface: on each of them a path in any of COLORS stands out, 3 to 1."""

DIVERGING = tuple(f"#0000{number:02}" for number in range(21, 31))
"""From blue through the page's own colour to orange."""

NUMBERED = DIVERGING[3:7]
"""Its middle, for cells with numbers in them: TEXT is read on each shade, 4.5 to 1."""

MUTED, TEXT, BACKGROUND, GRID = "#000036", "#000037", "#000038", "#000039"

LABEL = COLORS[5]
"""Words and numbers at an axis: quieter than the text, and still read with ease."""

STAND_INS = (*COLORS, *SEQUENTIAL, *DIVERGING, MUTED, TEXT, BACKGROUND, GRID)

POSITIVE, NEGATIVE = COLORS[0], COLORS[1]
"""Orange is positive or class 1, blue is negative or class 0, on every page."""

GREYS = ((0, "#000000"), (1, "#ffffff"))
"""Pictures of digits are white on black in either theme, as the network gets them."""


def scale(colors: tuple[str, ...]) -> list[tuple[float, str]]:
    """Colours as a Plotly colour scale, evenly spaced."""
    return [(index / (len(colors) - 1), color) for index, color in enumerate(colors)]


def resolve(figure: go.Figure, dark: bool = False) -> go.Figure:
    """The figure with the real colours of the light or the dark theme."""
    text = figure.to_json()
    for stand_in, color in colors(dark).items():
        text = text.replace(stand_in, color)
    resolved = go.Figure(json.loads(text))
    return resolved.update_layout(template="none", font={"color": colors(dark)[TEXT]})


@cache
def colors(dark: bool) -> dict[str, str]:
    """The real colour of each stand-in."""
    theme = tomllib.loads(CONFIG.read_text("utf-8"))["theme"]["dark" if dark else "light"]
    real = [
        *theme["chartCategoricalColors"],
        *theme["chartSequentialColors"],
        *theme["chartDivergingColors"],
        theme["borderColor"],
        theme["textColor"],
        theme["backgroundColor"],
        theme["borderColor"],
    ]
    return dict(zip(STAND_INS, real, strict=True))
