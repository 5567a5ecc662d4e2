"""Paths that move in the browser: as `pages.ui.player` draws them over a picture from above, and as
an animation of Plotly for those in space.

A frame of the animation holds what moves and nothing else, and there are no more frames than fit
into `BUDGET`. Its slider is out of sight: the player moves it.
"""

import base64
import math
from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from core.plots import theme

FRAMES = 100
BUDGET = 90_000  # characters
CORNERS = 200  # points at most of a path
TOGETHER = 600  # of all paths that move
HIDDEN = "rgba(0,0,0,0)"
CLOSE = 0.004  # of a path's extent: a step that is shorter is not seen


def packed(numbers: Tensor) -> str:
    """Numbers of any shape as a browser reads them: float32, row by row, in base64."""
    return base64.b64encode(numbers.float().contiguous().numpy().tobytes()).decode()


def coordinates(way: Tensor) -> dict:
    """A path (S, 2 or 3) as the arguments x, y and z of a trace, float32; nan where it is no finite
    number.
    """
    columns = way.float().nan_to_num(math.nan, math.nan, math.nan).unbind(-1)
    return {name: column.numpy() for name, column in zip("xyz", columns, strict=False)}


def thinned(way: Tensor, most: int) -> Tensor:
    """Which points of a path (S, D) to draw: first and last, and each that is a visible step away;
    `most` at most.
    """
    finite = way[way.isfinite().all(-1)]
    near = CLOSE * float((finite.amax(0) - finite.amin(0)).max()) if len(finite) else 0.0
    indices, last = [0], way[0].tolist()
    for index, point in enumerate(way.tolist()):
        if not math.dist(point, last) <= near:  # a nan is kept: it is a gap
            indices.append(index)
            last = point
    indices = sorted({*indices, len(way) - 1})
    chosen = torch.linspace(0, len(indices) - 1, min(len(indices), most)).round().long()
    return torch.tensor(indices)[chosen]


def moving(way: Tensor, paths: int) -> Tensor:
    """The points of one of some paths that move: fewer of each if there are many, for the sake of
    more frames.
    """
    return thinned(way, min(CORNERS, TOGETHER // paths))


def animate(
    figure: theme.FastFigure,
    kind: str,
    ways: Sequence[Tensor],
    lines: Sequence[int],
    heads: int,
    waiting: bool = False,
) -> None:
    """Gives a figure the frames, and a slider that cannot be seen.

    Args:
        kind: of the traces that move, as Plotly calls it.
        ways: paths (S + 1, 2 or 3), each from its start on.
        lines: the traces that draw them.
        heads: the trace that marks how far each has come.
        waiting: whether it stands at the first moment, and not at the last.
    """
    corners, last = [moving(way, len(ways)) for way in ways], max(map(len, ways)) - 1
    count = min(last + 1, _count(corners, ways[0].shape[-1]))
    moments = torch.linspace(0, last, count).round().long().tolist()
    options = {
        "mode": "immediate",
        "transition": {"duration": 0},
        "frame": {"duration": 0, "redraw": True},  # what is in space would not move without
    }
    frames = [
        {
            "name": str(step),
            "data": [{"type": kind, **_packed(columns)} for columns in parts],
            "traces": [*lines, heads],
        }
        for step, parts in zip(moments, _moving_parts(ways, corners, moments), strict=True)
    ]
    figure.animate(frames, sliders=[_slider(moments, options, waiting)])


def _moving_parts(
    ways: Sequence[Tensor], corners: Sequence[Tensor], moments: Sequence[int]
) -> Iterator[list[list[bytes]]]:
    """The columns of what moves, at each moment: the part of each path that has been gone, and the
    heads of all.
    """
    points = [_bytes(way) for way in ways]
    drawn = [_bytes(way[indices]) for way, indices in zip(ways, corners, strict=True)]
    counts = [torch.searchsorted(indices, torch.tensor(moments)).tolist() for indices in corners]
    for index, step in enumerate(moments):
        here = [
            [column[min(4 * step, len(column) - 4) :][:4] for column in columns]
            for columns in points
        ]
        behind = [
            [column[: 4 * count[index]] + at for column, at in zip(columns, head, strict=True)]
            for columns, count, head in zip(drawn, counts, here, strict=True)
        ]
        yield [*behind, [b"".join(column) for column in zip(*here, strict=True)]]


def _bytes(way: Tensor) -> list[bytes]:
    """The columns of a path, four bytes a number: hundreds of parts of it are cut faster as bytes
    than as tensors.
    """
    return [column.tobytes() for column in coordinates(way).values()]


def _packed(columns: Sequence[bytes]) -> dict:
    """Coordinates as Plotly writes them in the end."""
    return {
        name: {"dtype": "f4", "bdata": base64.b64encode(column).decode()}
        for name, column in zip("xyz", columns, strict=False)
    }


def _count(corners: Sequence[Tensor], dimensions: int) -> int:
    """How many frames fit: on average each holds half of every path, four bytes a number, as
    base64.
    """
    numbers = sum(len(indices) / 2 + 2 for indices in corners)
    size = 250 + dimensions * (numbers * 16 / 3 + 45 * (len(corners) + 1))
    return max(2, min(FRAMES, int(BUDGET / size)))


def _slider(moments: Sequence[int], options: dict, waiting: bool) -> dict:
    steps = [
        {"label": str(step), "method": "animate", "args": [[str(step)], options]}
        for step in moments
    ]
    return {
        "steps": steps,
        "active": 0 if waiting else len(moments) - 1,
        "x": 0,
        "len": 1,
        "y": 0,
        "yanchor": "top",
        "pad": {"t": 0, "b": 0, "l": 0, "r": 0},
        "ticklen": 0,
        "minorticklen": 0,
        "font": {"size": 1, "color": HIDDEN},
        "bgcolor": HIDDEN,
        "activebgcolor": HIDDEN,
        "bordercolor": HIDDEN,
        "borderwidth": 0,
        "currentvalue": {"visible": False},
    }
