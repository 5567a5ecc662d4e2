"""The output of a neuron as a surface over its two inputs."""

import plotly.graph_objects as go

from core.foundations.neuron.neuron import REACH, Activity, Bend, Neuron, line
from core.plots import theme
from core.plots.grid import Grid
from core.plots.surfaces.drawing import array
from core.plots.surfaces.space import WORDS, camera

HEIGHT = 400

MARGIN = 0.06
"""Room above and below the surface, of its height."""

AWAY = 2.1
"""How far the eye is from the middle of the picture."""

LIFT = 0.05
"""How far the line and the input stand above it: on it they would be half hidden."""


def output_figure(
    grid: Grid, neuron: Neuron, activity: Activity, bend: Bend, angle: float, hidden: bool = False
) -> go.Figure:
    """The surface, the line on which the sum is 0, and the input.

    Args:
        grid: the output over all inputs.
        bend: of the activation; it gives the height of the picture, which stays while a weight is
            moved, and its colours.
        angle: degrees by which the eye has gone around.
        hidden: whether the output is still to be guessed: the input is not drawn at its height.
    """
    return theme.figure(
        _ground(grid, bend),
        *_edge(neuron, activity, bend),
        *([] if hidden else [_here(neuron, activity, bend)]),
        height=HEIGHT,
        margin={"l": 0, "r": 0, "t": 8, "b": 0},
        showlegend=False,
        annotations=[{**WORDS, "text": "Height: output"}],
        scene=_scene(bend, angle),
    )


def _ground(grid: Grid, bend: Bend) -> dict:
    return {
        "type": "surface",
        "x": array(grid.x),
        "y": array(grid.y),
        "z": array(grid.z),
        "colorscale": theme.scale(theme.DIVERGING),
        "cmin": bend.middle - bend.reach,
        "cmax": bend.middle + bend.reach,
        "showscale": False,
        "hoverinfo": "skip",
        "lighting": {"ambient": 0.8, "diffuse": 0.4, "specular": 0.05},
    }


def _edge(neuron: Neuron, activity: Activity, bend: Bend) -> list[dict]:
    """The line on which the sum is 0, at the height of the output there."""
    ends = line(neuron.w1, neuron.w2, neuron.b)
    if ends is None:
        return []
    (x, y), height = zip(*ends, strict=True), [activity.on_the_line + LIFT * _height(bend)] * 2
    look = {"color": theme.TEXT, "width": 6}
    return [{**_drawn("lines", x, y, height), "line": look}]


def _here(neuron: Neuron, activity: Activity, bend: Bend) -> dict:
    look = {"color": theme.TEXT, "size": 6, "line": {"color": theme.BACKGROUND, "width": 2}}
    here = [neuron.x1], [neuron.x2], [activity.output + LIFT * _height(bend)]
    return {**_drawn("markers", *here), "marker": look}


def _drawn(mode: str, x, y, z) -> dict:
    lists = {name: list(values) for name, values in zip("xyz", (x, y, z), strict=True)}
    return {"type": "scatter3d", "mode": mode, "hoverinfo": "skip", **lists}


def _height(bend: Bend) -> float:
    """Of the picture, in units of the output."""
    return (bend.high - bend.low) or 1.0


def _scene(bend: Bend, angle: float) -> dict:
    """The three axes, which stay where they are, and the camera."""
    bare = {"showbackground": False, "zeroline": False, "showspikes": False}
    axis = {"gridcolor": theme.SEQUENTIAL[1], "nticks": 5, **theme.POWERS, **bare}
    room = MARGIN * _height(bend)
    return {
        "xaxis": {"title": "x1", **axis, "range": [-REACH, REACH]},
        "yaxis": {"title": "x2", **axis, "range": [-REACH, REACH]},
        "zaxis": {"title": "", **axis, "range": [bend.low - room, bend.high + room]},
        "camera": camera(angle, AWAY),
        "dragmode": False,
        "aspectmode": "manual",
        "aspectratio": {"x": 1.0, "y": 1.0, "z": 0.65},
    }
