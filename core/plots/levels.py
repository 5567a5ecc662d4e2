"""A surface from above, shaded and with level lines, as lines and areas that are computed once.

Plotly computes its own contours in the browser, from the whole grid.
"""

from itertools import pairwise

import numpy as np
from contourpy import ContourGenerator, FillType, LineType, contour_generator
from torch import Tensor

from core.plots import theme

LINES = (
    15,
    11,
    7,
    5,
)  # levels, evenly spaced: fewer where their lines would have more corners than MOST
MOST = 9000
NEAR = 0.0005  # of the picture's size


def shaded(x: Tensor, y: Tensor, heights: Tensor, color: str, line: str) -> list[dict]:
    """The traces: shades from the page's own colour at height 0 to `color` at 1, and the lines
    between them.

    Each trace shades all above its level, on top of those for the levels below it, so much that the
    shades come out evenly spaced.

    Args:
        x, y: (N,) and (M,), ascending.
        heights: (M, N); nothing is shaded where one is no number.
        line: the colour of the level lines.
    """
    outlines = contour_generator(
        *(part.double().numpy() for part in (x, y)),
        np.ma.masked_invalid(heights.double().numpy()),
        line_type=LineType.ChunkCombinedNan,
        fill_type=FillType.ChunkCombinedOffset,
    )
    size = np.array([float(ends[-1] - ends[0]) for ends in (x, y)])
    for count in LINES:
        levels = [number / (count + 1) for number in range(1, count + 1)]
        parts = [_above(outlines, level) for level in levels]
        parts.append(
            [part for level in levels for part in outlines.lines(level)[0] if part is not None]
        )
        *shades, lines = _drawn(parts, size)
        if sum(len(trace["x"]) for trace in (*shades, lines)) <= MOST:
            break
    still = {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "showlegend": False}
    return [
        *(
            {
                **still,
                **shade,
                "fill": "toself",
                "fillcolor": color,
                "line": {"width": 0},
                "opacity": 1 / (count - number),
            }
            for number, shade in enumerate(shades)
        ),
        {**still, **lines, "line": {"width": 0.6, "color": line, "simplify": False}},
    ]


def bar(color: str, **look) -> dict:
    """The colour bar for such shades, as a trace of which nothing else is seen."""
    return {
        "type": "scatter",
        "x": [None],
        "y": [None],
        "mode": "markers",
        "hoverinfo": "skip",
        "showlegend": False,
        "marker": {
            "color": [0],
            "cmin": 0,
            "cmax": 1,
            "colorscale": theme.scale((theme.BACKGROUND, color)),
            "showscale": True,
            "colorbar": look,
        },
    }


def _above(outlines: ContourGenerator, level: float) -> list[np.ndarray]:
    """The closed lines around all that is higher than a level, (K, 2) each; around holes they run
    the other way.
    """
    (points,), (offsets,) = outlines.filled(level, np.inf)
    return [] if points is None else [points[start:end] for start, end in pairwise(offsets)]


def _drawn(parts: list[list[np.ndarray]], size: np.ndarray) -> list[dict]:
    """The coordinates of some traces, each of several lines with gaps between them, in a picture of
    this size (2,).
    """
    gap = np.full((1, 2), np.nan)
    joined = [
        np.concatenate([gap, *(part for line in lines for part in (line, gap))]) for lines in parts
    ]
    points = np.concatenate(joined)
    corners = _corners(points / size)
    ends = np.searchsorted(corners, np.cumsum([len(line) for line in joined]))[:-1]
    return [
        dict(zip("xy", line.astype(np.float32).T, strict=True))
        for line in np.split(points[corners], ends)
    ]


def _corners(points: np.ndarray) -> np.ndarray:
    """Which points of lines (K, 2) to draw: not those that are hardly off the way from the one
    before to the next.
    """
    corners = np.arange(len(points))
    for turn in range(30):
        (ax, ay), (bx, by) = (points[1:-1] - points[:-2]).T, (points[2:] - points[:-2]).T
        near = np.abs(ax * by - ay * bx) <= NEAR * np.hypot(bx, by)  # and not where there is a gap
        if not near.any():
            break
        near[turn % 2 :: 2] = False  # of two neighbours one stays
        stay = np.concatenate([[True], ~near, [True]])
        points, corners = points[stay], corners[stay]
    return corners
