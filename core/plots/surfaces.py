"""Pictures of a surface over two numbers, from above and in space, with the ways that were taken
down on it.

For any surface: a test function over (x, y), or a loss over (w, b). Both pictures can carry an
animation, which the browser plays and scrubs on its own: nothing is asked of the server.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import plotly.graph_objects as go
import torch
from torch import Tensor

from core.plots import levels, theme
from core.plots.animation import CORNERS, animate, coordinates, moving, thinned
from core.plots.grid import Grid
from core.plots.heights import Heights

SHADES = theme.scale(
    theme.SEQUENTIAL[:5]
)  # from the page's own colour to a light one, on which paths stand out
SLATE = theme.COLORS[5]
LINES = 16  # in space
SHADE = theme.SEQUENTIAL[3]
MOST, MOST_IN_SPACE = (
    101,
    81,
)  # points a side that level lines are drawn from, and that are sent: 35 KB
LIFT = 0.015  # of the height of the box: so far do paths stand above the surface
SYMBOLS = {
    "minimum": ("star", "diamond"),
    "start": ("circle-open", "circle-open"),
    "here": ("circle", "circle"),
}
LEGEND = {
    "orientation": "h",
    "itemsizing": "constant",
    "font": {"size": 13},
    "y": 1.02,
    "yanchor": "bottom",
    "x": 0,
}


@dataclass(frozen=True, eq=False)
class Path:
    """A way over a surface.

    Args:
        name: its entry in the legend, live values included.
        points: (S + 1, 2), from the start on; may leave the picture and need not be finite.
        values: the surface's at these points, (S + 1,).
        color: one of `theme.COLORS`.
    """

    name: str
    points: Tensor
    values: Tensor
    color: str


@dataclass(frozen=True, eq=False)
class Mark:
    """Places (M, 2) that are marked, and the surface's values there, (M,).

    Args:
        kind: one of SYMBOLS.
        name: its entry in the legend; none without.
    """

    kind: str
    points: Tensor
    values: Tensor
    name: str = ""


@dataclass(frozen=True)
class Arrow:
    """An arrow in the picture from above, such as the negative gradient, with its name at the
    head.
    """

    name: str
    tail: tuple[float, float]
    head: tuple[float, float]
    color: str
    width: float = 2.5


@dataclass(frozen=True)
class View:
    """How a surface is shown, in either picture.

    Args:
        titles: of the two axes and of the value.
        scale: "linear", or "log" for the logarithm of the height above `floor`.
        floor: the lowest value where it is known: the scale begins there and not at the lowest
            point of the grid.
        frames: whether the paths can be played and scrubbed.
        height: of the picture in pixels.
        equal: one is as long along either axis, so that gradients stand at right angles to the
            level lines.
        legend, bar: whether there is one; the bar is that of the colours, from above.
    """

    titles: tuple[str, str, str] = ("x", "y", "f(x, y)")
    scale: str = "linear"
    floor: float = math.nan
    frames: bool = False
    height: int = 460
    equal: bool = True
    legend: bool = True
    bar: bool = True


USUAL = View()


def contour_figure(
    grid: Grid,
    paths: Sequence[Path] = (),
    marks: Sequence[Mark] = (),
    view: View = USUAL,
    arrows: Sequence[Arrow] = (),
    clicks: Grid | None = None,
) -> go.Figure:
    """The surface from above, as level lines, with paths over it.

    Args:
        grid: at most 101 x 101 of its points are drawn.
        clicks: places that a reader can click, and the surface's values there; `pages.ui.clicks`
            says which it was.
    """
    x, y = _ends(grid.x), _ends(grid.y)
    ground, ticks = _shaded(grid, view.scale == "log", view.floor)
    if view.bar:
        ground = [
            *ground,
            levels.bar(
                SHADE,
                title={"text": view.titles[2], "side": "top"},
                thickness=10,
                outlinewidth=0,
                **ticks,
            ),
        ]
    if clicks is not None:
        ground = [*ground, _clickable(clicks, view)]
    middle, far = torch.tensor([sum(x), sum(y)]) / 2, 3 * max(x[1] - x[0], y[1] - y[0])

    def flat(points: Tensor, values: Tensor) -> Tensor:
        return torch.where(
            (points - middle).abs().amax(-1, keepdim=True) < far, points, torch.nan
        )  # not out to 1e30

    axis = {"zeroline": False, "showgrid": False, "constrain": "domain"}
    notes = (
        {"annotations": [note for arrow in arrows for note in _pointed(arrow)]} if arrows else {}
    )
    return _over(
        "scatter",
        ground,
        paths,
        marks,
        view,
        flat,
        **notes,
        xaxis={"title": view.titles[0], "range": x, **axis},
        yaxis={
            "title": view.titles[1],
            "range": y,
            **axis,
            **({"scaleanchor": "x"} if view.equal else {}),
        },
    )


@lru_cache(maxsize=16)
def _shaded(grid: Grid, log: bool, floor: float) -> tuple[list[dict], dict]:
    """The traces of a surface from above, and the marks on its colour bar; the same for all that
    happens on it.
    """
    grid, heights = _smaller(grid, MOST), Heights.of(grid.z, log, floor)
    return levels.shaded(grid.x, grid.y, heights(grid.z), SHADE, SLATE), heights.ticks()


def _pointed(arrow: Arrow) -> list[dict]:
    """The arrow, and the name at its head."""
    (x, y), (ax, ay) = arrow.head, arrow.tail
    return [
        {
            "x": x,
            "y": y,
            "ax": ax,
            "ay": ay,
            "axref": "x",
            "ayref": "y",
            "showarrow": True,
            "arrowhead": 2,
            "arrowwidth": arrow.width,
            "arrowcolor": arrow.color,
            "text": "",
        },
        {
            "x": x,
            "y": y,
            "text": arrow.name,
            "showarrow": False,
            "yshift": 12,
            "font": {"color": arrow.color},
        },
    ]


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
    grid, heights = (
        _smaller(grid, MOST_IN_SPACE),
        Heights.of(grid.z, view.scale == "log", view.floor),
    )
    x, y, drawn = _ends(grid.x), _ends(grid.y), heights(grid.z)
    ground = [
        {
            "type": "surface",
            "x": _array(grid.x),
            "y": _array(grid.y),
            "z": _array(drawn),
            "colorscale": SHADES,
            "cmin": 0,
            "cmax": 1.3,
            "showscale": False,
            "hoverinfo": "skip",
            "lighting": {"ambient": 0.75, "diffuse": 0.5, "specular": 0.05},
            "contours": {
                "z": {
                    "show": True,
                    "start": 0,
                    "end": 1,
                    "size": 1 / LINES,
                    "color": SLATE,
                    "width": 1,
                }
            },
        }
    ]
    low, high = torch.tensor([x, y], dtype=torch.float64).unbind(-1)

    def lifted(points: Tensor, values: Tensor) -> Tensor:
        inside = ((points >= low) & (points <= high)).all(-1, keepdim=True)
        z = torch.maximum(heights(values), _between(drawn, (points - low) / (high - low))) + LIFT
        return torch.where(inside, torch.cat((points.double(), z[:, None]), dim=-1), torch.nan)

    axis = {
        "gridcolor": theme.SEQUENTIAL[1],
        "showbackground": False,
        "zeroline": False,
        "showspikes": False,
        "nticks": 5,
    }
    return _over(
        "scatter3d",
        ground,
        paths,
        marks,
        view,
        lifted,
        margin={"l": 0, "r": 0, "t": 8, "b": 0},
        scene={
            "xaxis": {"title": view.titles[0], "range": x, **axis},
            "yaxis": {"title": view.titles[1], "range": y, **axis},
            "zaxis": {
                "title": view.titles[2],
                "range": [0, 1.05],
                **axis,
                **heights.ticks(apart=0.13),
            },
            "camera": _camera(angle),
            "dragmode": False,
            "aspectmode": "manual",
            "aspectratio": {"x": 1.1, "y": 1.1, "z": 0.7},
        },
    )


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


def _camera(angle: float) -> dict:
    turn, up, away = math.radians(angle), math.radians(34), 2.75
    eye = {
        "x": math.sin(turn) * math.cos(up),
        "y": -math.cos(turn) * math.cos(up),
        "z": math.sin(up),
    }
    return {
        "eye": {name: away * value for name, value in eye.items()},
        "center": {"x": 0, "y": 0, "z": -0.1},
    }


def _smaller(grid: Grid, most: int) -> Grid:
    """At most `most` x `most` points of a grid, its ends among them."""
    rows, columns = (
        torch.linspace(0, count - 1, min(count, most)).round().long() for count in grid.z.shape
    )
    return Grid(grid.x[columns], grid.y[rows], grid.z[rows][:, columns])


def _ends(axis: Tensor) -> list[float]:
    return [float(axis[0]), float(axis[-1])]


def _array(values: Tensor):
    """As Plotly sends it at the least size: float32, nan for what is no finite number."""
    return values.float().nan_to_num(math.nan, math.nan, math.nan).numpy()


def _clickable(clicks: Grid, view: View) -> dict:
    """Points that are not seen, but hovered and clicked: empty texts, which are lighter for a
    browser than markers.
    """
    y, x = torch.meshgrid(clicks.y, clicks.x, indexing="ij")
    first, second, value = view.titles
    return {
        "type": "scatter",
        "x": _array(x.flatten()),
        "y": _array(y.flatten()),
        "customdata": _array(clicks.z.flatten()),
        "mode": "text",
        "text": "",
        "showlegend": False,
        "hovertemplate": f"{first} %{{x:.3g}}, {second} %{{y:.3g}}<br>{value} = %{{customdata:.4g}}"
        "<extra>click to start here</extra>",
    }


def _over(
    kind: str,
    ground: list[dict],
    paths: Sequence[Path],
    marks: Sequence[Mark],
    view: View,
    placed: Callable[[Tensor, Tensor], Tensor],
    **layout,
) -> theme.Picture:
    """The surface, and over it paths, marks and the paths' ends.

    Args:
        kind: "scatter" or "scatter3d".
        ground: the traces of the surface itself.
        placed: points (S, 2) and values (S,) as coordinates in the picture, (S, 2 or 3); nan is not
            drawn.
    """
    ways = [placed(path.points, path.values) for path in paths]
    traces = [
        *ground,
        *(
            _whole(kind, path, way, view.frames, min(CORNERS, 1200 // len(ways)))
            for path, way in zip(paths, ways, strict=True)
        ),
    ]
    lines = range(len(traces), len(traces) + len(paths))
    if view.frames:  # over each, which then is faint, the part of it that has been gone
        traces += [
            {**_line(kind, path, way[moving(way, len(ways))]), "hoverinfo": "skip"}
            for path, way in zip(paths, ways, strict=True)
        ]
    for mark in marks:
        look = {
            "symbol": SYMBOLS[mark.kind][kind == "scatter3d"],
            "color": theme.TEXT,
            "line": {"width": 2},
        }
        traces.append(
            {
                **_markers(kind, placed(mark.points, mark.values), look, (13, 5)),
                "name": mark.name or mark.kind,
                "showlegend": bool(mark.name),
            }
        )
    if paths:
        look = {
            "color": [path.color for path in paths],
            "line": {"color": theme.BACKGROUND, "width": 2},
        }
        ends = torch.stack([way[-1] for way in ways])
        traces.append({**_markers(kind, ends, look, (11, 6)), "showlegend": False})
    figure = theme.figure(
        *traces, height=view.height, showlegend=view.legend, legend=LEGEND, **layout
    )
    if paths and view.frames:
        animate(figure, ways, lines, len(traces) - 1)
    return figure


def _whole(kind: str, path: Path, way: Tensor, frames: bool, most: int) -> dict:
    """All of a path, of which the step and the value are told; faint where another line shows how
    far it has come.
    """
    indices = thinned(way, most)
    numbers = torch.stack((indices.double(), path.values.double()[indices]), dim=-1)
    return {
        **_line(kind, path, way[indices]),
        "opacity": 0.4 if frames else 1,
        "showlegend": not frames,
        "customdata": _array(numbers),
        "hovertemplate": f"step %{{customdata[0]}}: %{{customdata[1]:.4g}}"
        f"<extra>{path.name}</extra>",
    }


def _line(kind: str, path: Path, way: Tensor) -> dict:
    width = 3 if kind == "scatter" else 6
    return {
        "type": kind,
        **coordinates(way),
        "mode": "lines",
        "line": {"color": path.color, "width": width},
        "name": path.name,
        "legendgroup": path.name,
    }


def _markers(kind: str, points: Tensor, look: dict, sizes: tuple[int, int]) -> dict:
    """Markers of the one size from above and of the other in space; they do not fade when a place
    is clicked.
    """
    seen = {"unselected": {"marker": {"opacity": 1}}} if kind == "scatter" else {}
    return {
        "type": kind,
        **coordinates(points),
        "mode": "markers",
        "hoverinfo": "skip",
        **seen,
        "marker": {**look, "size": sizes[kind == "scatter3d"]},
    }
