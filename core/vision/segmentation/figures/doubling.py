"""What each way to double makes of a picture of ones."""

import plotly.graph_objects as go
from torch import Tensor

from core.plots import theme
from core.plots.numbers import fixed, number
from core.vision.segmentation.doubling import Doubled
from core.vision.segmentation.figures.panels import Panel, heat, panels_figure

MOST_NUMBERS = 8
"""Rows of a picture up to which its numbers stand in it."""

MOST_DECIMALS = 4
"""Rows that are shown of it where its numbers have decimals: on a phone there is no room for more.
What one layer makes repeats after two.
"""

STRONGEST, STRONGEST_NUMBERED = 1.6, 0.8
"""The deviation from the mean, as a share of it, that has the strongest colours: of all, and of
those that are pale enough for numbers.
"""


def doubling_figure(maps: tuple[Doubled, ...]) -> go.Figure:
    """The maps in the colours of how far each value is above or below the mean."""
    return panels_figure([_panel(each) for each in maps])


def patterns_figure(values: Tensor, numbers: Tensor) -> go.Figure:
    """The strongest patterns of a network's maps (N, H, W), by the numbers of the maps (N,)."""
    strongest = max(float(values.abs().max()), 1e-6)
    panels = [
        Panel(
            f"Map {number}",
            tuple(each.shape),
            (heat(each, theme.scale(theme.DIVERGING), "%{z}", -strongest, strongest),),
        )
        for number, each in zip(numbers.tolist(), values, strict=True)
    ]
    return panels_figure(panels, across=4)


def _panel(each: Doubled) -> Panel:
    whole = bool((each.values == each.values.round()).all())
    has_numbers = len(each.values) <= MOST_NUMBERS
    rows = slice(None if whole or not has_numbers else MOST_DECIMALS)
    values = each.values[rows, rows]
    shades, strongest = theme.DIVERGING, STRONGEST
    if has_numbers:
        shades, strongest = theme.NUMBERED, STRONGEST_NUMBERED
    deviation = each.deviation[rows, rows]
    trace = heat(deviation, theme.scale(shades), "%{text}", -strongest, strongest)
    trace["text"] = [
        [number(value, 3) if whole else fixed(value) for value in row] for row in values.tolist()
    ]
    if has_numbers:
        trace |= {"texttemplate": "%{text}", "textfont": {"size": 13, "color": theme.TEXT}}
    return Panel(each.name, tuple(values.shape), (trace,))
