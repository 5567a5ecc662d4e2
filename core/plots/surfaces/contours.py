"""A surface from above: shades and level lines, with paths, marks and arrows over them."""

from collections.abc import Sequence
from functools import lru_cache

import plotly.graph_objects as go
import torch
from torch import Tensor

from core.plots import levels, theme
from core.plots.grid import Grid
from core.plots.hover import COORDINATES
from core.plots.numbers import number
from core.plots.ranks import Ranks
from core.plots.surfaces.drawing import SLATE, TraceStyle, array, draw, ends, smaller
from core.plots.surfaces.parts import USUAL, Arrow, Mark, Path, View

SHADE = theme.MAP[-1]
BAR = "equal areas"
"""What is said of the shades: each covers as much of the picture as the others, since with evenly
spaced values, or their logarithms, most surfaces would have one shade nearly everywhere.
"""

MOST = 101
"""Points a side that level lines are drawn from."""

TOLD = 21
"""Points a side at which a mouse is told the surface's value."""

ABOVE = TraceStyle(
    "scatter",
    line=3,
    mark=13,
    head=11,
    symbols={"minimum": "star", "start": "circle-open", "here": "circle"},
    animated=False,
)


def contour_figure(
    grid: Grid,
    paths: Sequence[Path] = (),
    marks: Sequence[Mark] = (),
    view: View = USUAL,
    arrows: Sequence[Arrow] = (),
    clickable: bool = False,
) -> go.Figure:
    """The surface from above, in shades of equal area and with lines between them, and with paths
    over it.

    Args:
        grid: at most 101 x 101 of its points are drawn.
        clickable: whether a click starts there (`pages.ui.clicks`): a mouse is told so, and the
            surface's value.
    """
    x, y = ends(grid.x), ends(grid.y)
    middle, far = torch.tensor([sum(x), sum(y)]) / 2, 3 * max(x[1] - x[0], y[1] - y[0])

    def project(points: Tensor, values: Tensor) -> Tensor:
        near = (points - middle).abs().amax(-1, keepdim=True) < far
        return torch.where(near, points, torch.nan)  # not out to 1e30

    axis = {"zeroline": False, "showgrid": False, "constrain": "domain", **COORDINATES}
    layout = {
        "xaxis": {"title": view.titles[0], "range": x, **axis},
        "yaxis": {"title": view.titles[1], "range": y, **axis},
    }
    if view.equal:
        layout["yaxis"]["scaleanchor"] = "x"
    if arrows:
        layout["annotations"] = [note for arrow in arrows for note in _pointed(arrow)]
    return draw(ABOVE, _ground(grid, view, clickable), paths, marks, view, project, **layout)


def _ground(grid: Grid, view: View, clickable: bool) -> list[dict]:
    """The traces of the surface, of its colour bar, and of what a mouse is told."""
    shades, ticks = _shaded(grid, view.floor)
    traces = [*shades]
    if view.bar:
        title = {"text": f"{view.titles[2]}<br>{BAR}", "side": "top"}
        traces.append(levels.bar(SHADE, title=title, thickness=10, outlinewidth=0, **ticks))
    if clickable:
        traces.append(_told(grid, view))
    return traces


@lru_cache(maxsize=16)
def _shaded(grid: Grid, floor: float) -> tuple[list[dict], dict]:
    """The traces of a surface from above, and the marks on its colour bar; the same for all that
    happens on it.
    """
    grid = smaller(grid, MOST)
    ranks = Ranks.of(grid.z, floor)
    return levels.shaded(grid.x, grid.y, ranks(grid.z), SHADE, SLATE), ranks.ticks()


def _pointed(arrow: Arrow) -> list[dict]:
    """The arrow, and the name at its head."""
    (x, y), (ax, ay) = arrow.head, arrow.tail
    shaft = {"ax": ax, "ay": ay, "axref": "x", "ayref": "y", "showarrow": True, "arrowhead": 2}
    look = {"arrowwidth": arrow.width, "arrowcolor": arrow.color, "text": ""}
    name = {"text": arrow.name, "showarrow": False, "yshift": 12, "font": {"color": arrow.color}}
    return [{"x": x, "y": y, **shaft, **look}, {"x": x, "y": y, **name}]


@lru_cache(maxsize=16)
def _values(grid: Grid) -> tuple[Grid, list[str]]:
    """The points at which a mouse is told something, and their values, row by row, for people."""
    points = smaller(grid, TOLD)
    return points, [number(value) for value in points.z.flatten().tolist()]


def _told(grid: Grid, view: View) -> dict:
    """Points that are not seen, but hovered: empty texts, which are lighter for a browser than
    markers.
    """
    points, values = _values(grid)
    y, x = torch.meshgrid(points.y, points.x, indexing="ij")
    first, second, value = view.titles
    numbers = f"{first} %{{x}}, {second} %{{y}}<br>{value} = %{{customdata}}"
    return {
        "type": "scatter",
        "x": array(x.flatten()),
        "y": array(y.flatten()),
        "customdata": values,
        "mode": "text",
        "text": "",
        "showlegend": False,
        "hovertemplate": f"{numbers}<extra>Click or tap to start here</extra>",
    }
