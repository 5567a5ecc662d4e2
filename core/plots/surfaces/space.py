"""A surface in space, with paths and marks a little above it."""

import math
from collections.abc import Callable, Sequence

import plotly.graph_objects as go
import torch
from torch import Tensor

from core.plots import theme
from core.plots.grid import Grid
from core.plots.heights import Heights
from core.plots.surfaces.drawing import SLATE, TraceStyle, array, draw, ends, smaller
from core.plots.surfaces.parts import USUAL, Mark, Path, View

SHADES = theme.scale(theme.MAP)
"""From the page's own colour to a light one, on which paths stand out."""

LINES = 16
MOST = 81
"""Points a side that are sent: 35 KB."""

WORDS = {
    "showarrow": False,
    "font": {"size": 12, "color": theme.LABEL},
    "xref": "paper",
    "yref": "paper",
    "x": 1,
    "y": 1,
    "xanchor": "right",
    "yanchor": "top",
}
"""Of the words in the corner that say what the heights are: a title at their axis is cut off where
the picture is narrow.
"""

CLEAR = 0.8
"""How opaque the surface is: what lies behind a hill is seen through it."""

LIFT = 0.015
"""How far paths stand above the surface, of the height of the box."""

IN_SPACE = TraceStyle(
    "scatter3d",
    line=6,
    mark=5,
    head=6,
    symbols={"minimum": "diamond", "start": "circle-open", "here": "circle"},
    animated=True,
)


def surface_figure(
    grid: Grid,
    paths: Sequence[Path] = (),
    marks: Sequence[Mark] = (),
    view: View = USUAL,
    angle: float = 30.0,
) -> go.Figure:
    """The surface in space, with the paths a little above it.

    Args:
        grid: at most 81 x 81 of its points are drawn.
        angle: degrees by which the eye has gone around the surface; at 0 it looks along the second
            axis.
    """
    heights = Heights.of(grid.z, view.scale == "log", view.floor, gentle=True)
    grid = smaller(grid, MOST)
    drawn = Grid(grid.x, grid.y, heights(grid.z))
    return draw(
        IN_SPACE,
        [_ground(drawn)],
        paths,
        marks,
        view,
        _lifted(drawn, heights),
        margin={"l": 0, "r": 0, "t": 8, "b": 0},
        annotations=[{**WORDS, "text": _heights(view)}],
        scene=_scene(drawn, heights, view, angle),
    )


def _ground(drawn: Grid) -> dict:
    """The surface itself, of heights from 0 to 1, with level lines."""
    lines = {"show": True, "start": 0, "end": 1, "size": 1 / LINES, "color": SLATE, "width": 1}
    return {
        "type": "surface",
        "x": array(drawn.x),
        "y": array(drawn.y),
        "z": array(drawn.z),
        "colorscale": SHADES,
        "cmin": 0,
        "cmax": 1,
        "showscale": False,
        "hoverinfo": "skip",
        "opacity": CLEAR,
        "lighting": {"ambient": 0.75, "diffuse": 0.5, "specular": 0.05},
        "contours": {"z": lines},
    }


def _lifted(drawn: Grid, heights: Heights) -> Callable[[Tensor, Tensor], Tensor]:
    """Puts points of the surface a little above what is drawn of it; nan outside."""
    corners = torch.tensor([ends(drawn.x), ends(drawn.y)], dtype=torch.float64)
    low, high = corners.unbind(-1)

    def project(points: Tensor, values: Tensor) -> Tensor:
        inside = ((points >= low) & (points <= high)).all(-1, keepdim=True)
        ground = _between(drawn.z, (points - low) / (high - low))
        z = torch.maximum(heights(values), ground) + LIFT
        return torch.where(inside, torch.cat((points.double(), z[:, None]), dim=-1), torch.nan)

    return project


def _between(drawn: Tensor, points: Tensor) -> Tensor:
    """The height of the drawn surface (M, N), flat between its points, at `points` (S, 2) from 0 to
    1; 0 outside.

    In a narrow valley that is above the true height, and a path at the true one would be hidden
    under it.
    """
    sampled = torch.nn.functional.grid_sample(
        drawn.nan_to_num(0, 0, 0)[None, None],
        (2 * points.double() - 1).nan_to_num(9, 9, 9)[None, None],
        mode="bilinear",
        padding_mode="zeros",
        align_corners=True,
    )
    return sampled[0, 0, 0]


def _heights(view: View) -> str:
    """What the heights are, and their scale."""
    title, scale = view.titles[2], ", log scale" if view.scale == "log" else ""
    return f"Height: {title[:1].lower()}{title[1:]}{scale}"


def _scene(drawn: Grid, heights: Heights, view: View, angle: float) -> dict:
    """The three axes, the box they make, and the camera."""
    bare = {"showbackground": False, "zeroline": False, "showspikes": False}
    axis = {"gridcolor": theme.SEQUENTIAL[1], "nticks": 5, **theme.POWERS, **bare}
    x, y, z = ({"title": title, **axis} for title in (*view.titles[:2], ""))
    return {
        "xaxis": {**x, "range": ends(drawn.x)},
        "yaxis": {**y, "range": ends(drawn.y)},
        "zaxis": {**z, "range": [0, 1.05], **heights.ticks(apart=0.13)},
        "camera": camera(angle, view.away),
        "dragmode": False,
        "aspectmode": "manual",
        "aspectratio": {"x": 1.1, "y": 1.1, "z": 0.7},
    }


def camera(angle: float, away: float) -> dict:
    """The eye, 40 degrees above the middle of a surface, gone around it by so many degrees.

    Args:
        away: its distance, in sides of the box.
    """
    turn, up = math.radians(angle), math.radians(40)
    x, y = math.sin(turn) * math.cos(up), -math.cos(turn) * math.cos(up)
    eye = {"x": away * x, "y": away * y, "z": away * math.sin(up)}
    return {"eye": eye, "center": {"x": 0, "y": 0, "z": -0.1}}
