"""What the two pictures of a surface have in common: how paths and marks are drawn over it."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from core.plots import theme
from core.plots.animation import CORNERS, animate, coordinates, moving, thinned
from core.plots.grid import Grid
from core.plots.numbers import number
from core.plots.surfaces.parts import Mark, Path, View

SLATE = theme.COLORS[5]
"""The colour of level lines."""

TOGETHER = 1200
"""Points at most of all paths."""

LEGEND = {
    "orientation": "h",
    "itemsizing": "constant",
    "font": {"size": 13},
    "x": 0,
    "y": 1.02,
    "yanchor": "bottom",
}


@dataclass(frozen=True, eq=False)
class TraceStyle:
    """How lines and markers are drawn in one of the two pictures.

    Args:
        kind: of the traces, as Plotly calls it.
        line, mark, head: the width of a path, and the sizes of a mark and of a path's end.
        symbols: of each kind of mark.
        animated: whether Plotly moves the paths that can be played; else `pages.ui.player` draws
            over them how far each has come.
    """

    kind: str
    line: int
    mark: int
    head: int
    symbols: Mapping[str, str]
    animated: bool


def draw(
    style: TraceStyle,
    ground: Sequence[dict],
    paths: Sequence[Path],
    marks: Sequence[Mark],
    view: View,
    project: Callable[[Tensor, Tensor], Tensor],
    **layout,
) -> theme.FastFigure:
    """The surface, and over it paths, marks and the paths' ends.

    Args:
        ground: the traces of the surface itself.
        project: points (S, 2) and values (S,) to coordinates in the picture, (S, 2 or 3); nan is
            not drawn.
    """
    curves = [project(path.points, path.values) for path in paths]
    seen = [curve[:1] for curve in curves] if view.waiting else curves
    pairs = list(zip(paths, seen, strict=True))
    traces = [*ground, *(_whole(style, *pair, view.frames, len(paths)) for pair in pairs)]
    first = len(traces)
    if view.frames:  # over each, which then is faint, the part of it that has been gone
        traces += [_gone(style, *pair, len(paths)) for pair in pairs]
    traces += [_mark(style, mark, project) for mark in marks]
    if paths and (style.animated or not view.frames):
        traces.append(_heads(style, paths, seen))
    figure = theme.figure(
        *traces, height=view.height, showlegend=view.legend, legend=LEGEND, **layout
    )
    if paths and view.frames and style.animated:
        lines = range(first, first + len(paths))
        animate(figure, style.kind, curves, lines, len(traces) - 1, view.waiting)
    return figure


def _whole(style: TraceStyle, path: Path, curve: Tensor, frames: bool, paths: int) -> dict:
    """All of a path, of which the step and the value are told; faint where another line shows how
    far it has come.
    """
    indices = thinned(curve, min(CORNERS, TOGETHER // paths))
    return {
        **_line(style, path, curve[indices]),
        "opacity": 0.4 if frames else 1,
        "showlegend": not frames,
        "customdata": array(indices),
        "text": [number(value) for value in path.values[indices].tolist()],
        "hovertemplate": f"Step %{{customdata}}: %{{text}}<extra>{path.name}</extra>",
    }


def _gone(style: TraceStyle, path: Path, curve: Tensor, paths: int) -> dict:
    """The part of a path that has been gone, of as many points as an animation moves; where Plotly
    does not move it, its entry in the legend alone.
    """
    drawn = curve[moving(curve, paths)] if style.animated else torch.full_like(curve[:1], math.nan)
    return {**_line(style, path, drawn), "hoverinfo": "skip"}


def _line(style: TraceStyle, path: Path, curve: Tensor) -> dict:
    return {
        "type": style.kind,
        **coordinates(curve),
        "mode": "lines",
        "line": {"color": path.color, "width": style.line},
        "name": path.name,
        "legendgroup": path.name,
    }


def _mark(style: TraceStyle, mark: Mark, project: Callable[[Tensor, Tensor], Tensor]) -> dict:
    look = {"symbol": style.symbols[mark.kind], "color": theme.TEXT, "line": {"width": 2}}
    return {
        **_markers(style, project(mark.points, mark.values), {**look, "size": style.mark}),
        "name": mark.name or mark.kind.capitalize(),
        "showlegend": bool(mark.name),
    }


def _heads(style: TraceStyle, paths: Sequence[Path], curves: Sequence[Tensor]) -> dict:
    """How far each path has come."""
    edge = {"color": theme.BACKGROUND, "width": 2}
    look = {"color": [path.color for path in paths], "line": edge, "size": style.head}
    ends = torch.stack([curve[-1] for curve in curves])
    return {**_markers(style, ends, look), "showlegend": False}


def _markers(style: TraceStyle, points: Tensor, look: dict) -> dict:
    """Points, of which nothing is cut off at the picture's edge."""
    whole = {"cliponaxis": False} if style.kind == "scatter" else {}
    return {
        **whole,
        "type": style.kind,
        **coordinates(points),
        "mode": "markers",
        "hoverinfo": "skip",
        "marker": look,
    }


def smaller(grid: Grid, most: int) -> Grid:
    """At most `most` x `most` points of a grid, its ends among them."""
    rows, columns = (
        torch.linspace(0, count - 1, min(count, most)).round().long() for count in grid.z.shape
    )
    return Grid(grid.x[columns], grid.y[rows], grid.z[rows][:, columns])


def ends(axis: Tensor) -> list[float]:
    """The first and the last number of an axis."""
    return [float(axis[0]), float(axis[-1])]


def array(values: Tensor) -> np.ndarray:
    """As Plotly sends it at the least size: float32, nan for what is no finite number."""
    return values.float().nan_to_num(math.nan, math.nan, math.nan).numpy()
