"""Pictures, masks and maps side by side, with square pixels."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
from torch import Tensor

from core.plots import theme
from core.plots.hover import significant

GAP = 0.02
"""Between the pictures, as a share of the whole."""

TITLE = 28
"""Pixels over each picture, of its title."""

LINE = 26
"""Pixels of each further line of a title, enough also for the larger type of a presentation."""


@dataclass(frozen=True)
class Panel:
    """One of them.

    Args:
        title: stands over it.
        shape: rows and columns.
        traces: what is drawn, the first at the bottom.
    """

    title: str
    shape: tuple[int, int]
    traces: tuple[dict, ...]


def grey(title: str, values: Tensor, hover: str) -> Panel:
    """A picture or a mask (H, W) from 0, black, to 1."""
    return Panel(title, tuple(values.shape), (heat(values, theme.GREYS, hover),))


def pictures_panel(title: str, pictures: Tensor) -> Panel:
    """Grey levels (H, W), uint8."""
    trace = {
        "type": "heatmap",
        "z": pictures.numpy(),
        "zmin": 0,
        "zmax": 255,
        "colorscale": theme.GREYS,
        "showscale": False,
        "hovertemplate": told("Grey level %{z} of 255"),
    }
    return Panel(title, tuple(pictures.shape), (trace,))


def heat(values: Tensor, scale: Sequence, hover: str, low: float = 0.0, high: float = 1.0) -> dict:
    """Values (H, W) as colours; `hover` is said of a pixel, "%{z}" in it is its value."""
    return {
        "type": "heatmap",
        "z": significant(values, 3),
        "zmin": low,
        "zmax": high,
        "colorscale": scale,
        "showscale": False,
        "hovertemplate": told(hover),
    }


def told(text: str) -> str:
    """What a pointer tells of a pixel."""
    return f"Row %{{y}}, column %{{x}}<br>{text}<extra></extra>"


def panels_figure(
    panels: Sequence[Panel],
    height: int = 460,
    legend: bool = False,
    across: int = 2,
    lines: int = 1,
) -> go.Figure:
    """The panels, so many in a row.

    Args:
        lines: of the titles.
    """
    rows = -(-len(panels) // across)
    title = (TITLE + LINE * (lines - 1)) / height
    traces, axes = [], {}
    for index, panel in enumerate(panels, 1):
        number = _number(index)
        on = {"xaxis": f"x{number}", "yaxis": f"y{number}"}
        traces += [{**trace, **on} for trace in panel.traces]
        axes |= _axes(index, (rows, across), title, *panel.shape)
    return theme.figure(
        *traces,
        height=height,
        showlegend=legend,
        legend=theme.LEGEND | {"itemclick": False, "itemdoubleclick": False},
        annotations=[_title(index, panel.title) for index, panel in enumerate(panels, 1)],
        shapes=[_edge(index) for index, _ in enumerate(panels, 1)],
        margin={"l": 4, "r": 4, "t": 28 if legend else 4, "b": 4},
        **axes,
    )


def _number(index: int) -> str:
    """In the names of axes, of which the first have none."""
    return "" if index == 1 else str(index)


def _axes(index: int, grid: tuple[int, int], title: float, height: int, width: int) -> dict:
    """Of one panel: square pixels, and close to the others, with a share of the whole for its
    title.
    """
    rows, across = grid
    row, column = divmod(index - 1, across)
    share = (1 - GAP * (across - 1)) / across
    left, bottom = column * (share + GAP), (rows - 1 - row) / rows
    toward = "center" if across % 2 and column == across // 2 else _toward(column, across)
    common, number = {"visible": False, "constrain": "domain"}, _number(index)
    return {
        f"xaxis{number}": common
        | {
            "domain": [left, left + share],
            "range": [-0.5, width - 0.5],
            "anchor": f"y{number}",
            "constraintoward": toward,
        },
        f"yaxis{number}": common
        | {
            "domain": [bottom, bottom + 1 / rows - title],
            "range": [height - 0.5, -0.5],
            "anchor": f"x{number}",
            "scaleanchor": f"x{number}",
            "constraintoward": "top",
        },
    }


def _edge(index: int) -> dict:
    """A line around one panel: what is empty in it may have the colour of the page."""
    number = _number(index)
    return {
        "type": "rect",
        "xref": f"x{number} domain",
        "yref": f"y{number} domain",
        "x0": 0,
        "x1": 1,
        "y0": 0,
        "y1": 1,
        "line": {"color": theme.GRID, "width": 1},
    }


def _toward(column: int, across: int) -> str:
    """The side of its room at which a panel stands, so that it is close to the middle."""
    return "right" if column < across / 2 else "left"


def _title(index: int, text: str) -> dict:
    """Over one panel, at its left."""
    return {
        "text": text,
        "showarrow": False,
        "align": "left",
        "x": 0,
        "xref": f"x{_number(index)} domain",
        "xanchor": "left",
        "y": 1,
        "yref": f"y{_number(index)} domain",
        "yanchor": "bottom",
        "font": {"color": theme.LABEL, "size": 13},
    }
