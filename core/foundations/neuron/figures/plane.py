"""Parts of the pictures of the plane of both inputs: a map of an output, points and lines."""

from collections.abc import Sequence

from core.foundations.neuron.examples import Example
from core.foundations.neuron.neuron import REACH, Point, line
from core.plots import theme
from core.plots.grid import Grid
from core.plots.hover import COORDINATES
from core.plots.surfaces.drawing import array

SYMBOLS = ("square", "circle")
"""Of class 0 and class 1: no meaning by colour alone."""

NAME = {"showarrow": False, "font": {"color": theme.LABEL, "size": 14}}
"""How the name of an axis is written."""

CLASSES = (theme.NEGATIVE, theme.POSITIVE)


def output_map(grid: Grid) -> dict:
    """A probability over the plane, blue below one half and orange above."""
    return {
        "type": "heatmap",
        "x": array(grid.x),
        "y": array(grid.y),
        "z": array(grid.z),
        "colorscale": theme.scale(theme.DIVERGING),
        "zmin": 0,
        "zmax": 1,
        "zsmooth": "best",
        "showscale": False,
        "hoverinfo": "skip",
    }


def half_planes(w1: float, w2: float, b: float) -> list[dict]:
    """The square in two colours: where a sum is above 0, and where it is not."""
    corners = [(-REACH, -REACH), (REACH, -REACH), (REACH, REACH), (-REACH, REACH)]
    above = _clipped(corners, w1, w2, b)
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [x for x, _ in corners],
            "y": [y for _, y in corners],
            "fill": "toself",
            "fillcolor": color,
            "line": {"width": 0},
            "hoverinfo": "skip",
            "showlegend": False,
        }
        for corners, color in ((corners, theme.DIVERGING[3]), (above, theme.DIVERGING[6]))
        if corners
    ]


def _clipped(corners: Sequence[Point], w1: float, w2: float, b: float) -> list[Point]:
    """The part of a polygon where the sum is above 0: each side is cut where that is 0."""
    sums = [w1 * x + w2 * y + b for x, y in corners]
    part = []
    for index, (x, y) in enumerate(corners):
        (before, last), now = (corners[index - 1], sums[index - 1]), sums[index]
        if (last > 0) != (now > 0):
            share = last / (last - now)
            part.append((before[0] + share * (x - before[0]), before[1] + share * (y - before[1])))
        if now > 0:
            part.append((x, y))
    return part


def point_traces(examples: Sequence[Example], **more) -> list[dict]:
    """The points, a trace for each class."""
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [example[0] for example in examples if example[2] == label],
            "y": [example[1] for example in examples if example[2] == label],
            "name": f"Class {label}",
            "cliponaxis": False,
            "hovertemplate": f"(%{{x}}, %{{y}})<extra>Class {label}</extra>",
            "marker": {
                "symbol": SYMBOLS[label],
                "size": 13,
                "color": CLASSES[label],
                "line": {"color": theme.BACKGROUND, "width": 2},
            },
            **more,
        }
        for label in (1, 0)
    ]


def line_trace(
    w1: float, w2: float, b: float, name: str, low: float = -REACH, high: float = REACH, **look
) -> dict:
    """The line on which a sum is 0, within a square; nothing where it does not cross it."""
    ends = line(w1, w2, b, low, high) or ((None, None),)
    x, y = zip(*ends, strict=True)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(x),
        "y": list(y),
        "name": name,
        "hoverinfo": "skip",
        "line": {"color": theme.TEXT, "width": 3, **look},
    }


def ring(x: float, y: float, name: str) -> dict:
    """A ring around a point."""
    look = {"symbol": "circle-open", "size": 24, "color": theme.TEXT, "line": {"width": 2.5}}
    here = {"x": [x], "y": [y], "name": name, "hoverinfo": "skip", "marker": look}
    return {"type": "scatter", "mode": "markers", "cliponaxis": False, **here}


def plane(
    title: str, low: float = -REACH, high: float = REACH, names: Sequence[str] = ("x1", "x2")
) -> dict:
    """The two axes, with the same scale, and a title over them. The name of the second stands above
    it, where it takes no width.
    """
    axis = {
        "range": [low, high],
        "zeroline": False,
        "constrain": "domain",
        "nticks": 6,
        "ticks": "",
    }
    across, up = names
    above = {"y": high, "xanchor": "center", "yanchor": "bottom", "yshift": 4}
    head = {"text": f"<b>{title}</b>", "font": {"size": 13, "color": theme.TEXT}}
    return {
        "margin": {"l": 8, "r": 8, "t": 28, "b": 8},
        "showlegend": False,
        "xaxis": {"title": {"text": across, "standoff": 4}, **axis, **COORDINATES},
        "yaxis": {"scaleanchor": "x", **axis, **COORDINATES},
        "annotations": [
            {**NAME, "text": up, "x": low, "xshift": -8, **above},
            {**NAME, **head, "x": (low + high) / 2, **above},
        ],
    }
