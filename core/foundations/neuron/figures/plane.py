"""Parts of the pictures of the plane of both inputs: a map of an output, points and lines."""

from collections.abc import Sequence

from core.foundations.neuron.examples import Example
from core.foundations.neuron.neuron import REACH, line
from core.plots import theme
from core.plots.grid import Grid
from core.plots.hover import COORDINATES
from core.plots.surfaces.drawing import array

SYMBOLS = ("square", "circle")
"""Of class 0 and class 1: no meaning by colour alone."""

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


def plane(low: float = -REACH, high: float = REACH, names: Sequence[str] = ("x1", "x2")) -> dict:
    """The two axes, with the same scale."""
    axis = {"range": [low, high], "zeroline": False, "constrain": "domain", **COORDINATES}
    return {
        "xaxis": {"title": names[0], **axis},
        "yaxis": {"title": names[1], "scaleanchor": "x", **axis},
    }
