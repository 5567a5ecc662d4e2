"""The points that a model of two parameters is fitted to, and the model; and three fits beside an
outlier.
"""

import math
from collections.abc import Mapping

import plotly.graph_objects as go
import torch
from torch import Tensor

from core.data.points import REACH as FAR
from core.functions.losses.fits import Fit
from core.functions.losses.surfaces import REACH, Descent, Problem, grid, sigmoid_line
from core.plots import theme
from core.plots.grid import Grid
from core.plots.numbers import number
from core.plots.surfaces import Arrow, Mark, Path, View, contour_figure, surface_figure
from core.plots.theme import LEGEND

CLICKS = 51  # places along each side that can be clicked: every fifth of a unit


def _view(problem: Problem) -> View:
    """How a loss is shown: by its logarithm, but for the one that is never far above 1."""
    scale = "linear" if problem.function is sigmoid_line else "log"
    return View((*problem.names, "loss"), scale, 0.0, height=300, legend=False)


def above_figure(problem: Problem, way: Descent) -> go.Figure:
    """The loss over both parameters from above, the negative gradient at the start and the way down
    from there.
    """
    surface, start = grid(problem), tuple(way.points[0].tolist())
    size = float(way.gradient.norm())
    step = 1.4 * size / (size + 1) / size * way.gradient if size > 0 else way.gradient
    head = tuple((way.points[0] - step).tolist())
    arrows = [Arrow("", start, head, theme.COLORS[0])] if 0 < size < math.inf else []
    clicks = Grid(
        surface.x[::2], surface.y[::2], surface.z[::2, ::2]
    )  # a fifth of a unit apart: a quarter of the size
    return contour_figure(surface, _paths(way), _marks(way), _view(problem), arrows, clicks)


def space_figure(problem: Problem, way: Descent, turn: float) -> go.Figure:
    """The same in space, seen from `turn` degrees."""
    surface = grid(problem)
    return surface_figure(surface, _paths(way), _marks(way), _view(problem), turn)


def _paths(way: Descent) -> list[Path]:
    return [Path("gradient descent", way.points, way.values, theme.COLORS[1])]


def _marks(way: Descent) -> list[Mark]:
    return [Mark("here", way.points[:1], way.values[:1])]


def descent_words(problem: Problem, way: Descent) -> str:
    """What gradient descent has come to."""
    steps, (first, second) = len(way.points) - 1, problem.names
    here = (
        f"Here the loss is **{number(float(way.values[0]))}** and its gradient "
        f"({', '.join(number(slope) for slope in way.gradient.tolist())})."
    )
    if not steps:
        return here
    gone = (~way.values.isfinite() | (way.values > 1e6 + way.values[0])).nonzero()
    if len(gone):
        return (
            f"{here} The steps are too long: gradient descent runs away, beyond a million after "
            f"step {int(gone[0])}."
        )
    w, b = (number(value) for value in way.points[-1].tolist())
    return (
        f"{here} After {steps} steps it is **{number(float(way.values[-1]))}**, at {first} = {w}, "
        f"{second} = {b}."
    )


def data_figure(problem: Problem, way: Descent) -> go.Figure:
    """The points, and the model at its present parameters and at the end of the descent.

    The first trace is for clicks.
    """
    classes = problem.model == "two classes"
    traces = [_clickable(classes)]
    x = torch.linspace(-FAR, FAR, 201, dtype=torch.float64)
    start, end = tuple(way.points[0].tolist()), tuple(way.points[-1].tolist())
    for name, parameters, color, dash in (
        ("now", start, theme.COLORS[0], "solid"),
        ("at the end", end, theme.COLORS[1], "dash"),
    ):
        traces.append(
            _line(
                x,
                problem.curve(x, parameters),
                line={"color": color, "width": 3, "dash": dash},
                name=_named(name, problem, parameters),
            )
        )
    xs, ys = problem.data
    color = (
        [theme.POSITIVE if y else theme.NEGATIVE for y in ys.tolist()] if classes else theme.TEXT
    )
    traces.append(
        _dots(
            xs, ys, "points", color=color, size=10, line={"color": theme.BACKGROUND, "width": 1.5}
        )
    )
    return theme.figure(
        *traces,
        height=270,
        margin={"l": 8, "r": 8, "t": 36, "b": 8},
        legend={**LEGEND, "font": {"size": 13}},
        xaxis={
            "title": "x",
            "range": [-FAR - 0.2, FAR + 0.2],
            "fixedrange": True,
            "zeroline": False,
        },
        yaxis={
            "title": "class y" if classes else "y",
            "fixedrange": True,
            "zeroline": False,
            "range": [-0.15, 1.15] if classes else [-FAR - 0.2, FAR + 0.2],
        },
    )


def _named(when: str, problem: Problem, parameters: tuple[float, float]) -> str:
    values = ", ".join(
        f"{name} = {number(round(value, 3))}"
        for name, value in zip(problem.names, parameters, strict=True)
    )
    return f"{when}: {values}"


def _clickable(classes: bool) -> dict:
    """Places that cannot be seen but clicked."""
    side = torch.linspace(-FAR, FAR, CLICKS)
    x, y = torch.meshgrid(side, torch.tensor([0.0, 1.0]) if classes else side, indexing="xy")
    hidden = {"marker": {"opacity": 0}}
    return {
        "type": "scatter",
        "x": _array(x.flatten()),
        "y": _array(y.flatten()),
        "mode": "markers",
        "showlegend": False,
        "selected": hidden,
        "unselected": hidden,
        "marker": {"opacity": 0, "size": 8},
        "hovertemplate": "(%{x:.3g}, %{y:.3g})<extra>click</extra>",
    }


def outlier_figure(fit: Fit, color: str) -> go.Figure:
    """The points, of which the last is an outlier, and the best line; under them the loss over all
    lines.
    """
    surface = grid(fit.problem)
    x = torch.tensor([-FAR, FAR], dtype=torch.float64)
    xs, ys = fit.problem.data
    return theme.figure(
        _line(x, fit.w * x + fit.b, line={"color": color, "width": 4}),
        _dots(xs[:-1], ys[:-1], color=theme.TEXT, size=8),
        _dots(xs[-1:], ys[-1:], color=theme.COLORS[6], size=14, symbol="star"),
        {
            "type": "contour",
            "x": _array(surface.x),
            "y": _array(surface.y),
            "z": _array(torch.log10(surface.z)),
            "xaxis": "x2",
            "yaxis": "y2",
            "colorscale": theme.scale(theme.SEQUENTIAL[:7]),
            "showscale": False,
            "ncontours": 16,
            "line": {"width": 0.6, "color": theme.COLORS[5]},
            "hoverinfo": "skip",
        },
        {
            **_dots(
                torch.tensor([fit.w]),
                torch.tensor([fit.b]),
                color=color,
                size=12,
                line={"color": theme.BACKGROUND, "width": 2},
            ),
            "xaxis": "x2",
            "yaxis": "y2",
        },
        height=520,
        showlegend=False,
        margin={"l": 8, "r": 8, "t": 40, "b": 8},
        title={
            "text": f"<b>{fit.name}</b>: w = {number(round(fit.w, 3))}, "
            f"b = {number(round(fit.b, 3))}",
            "font": {"size": 14},
            "x": 0.02,
            "y": 0.985,
            "yanchor": "top",
        },
        xaxis={
            "range": [-FAR - 0.4, FAR + 0.4],
            "fixedrange": True,
            "anchor": "y",
            "zeroline": False,
            "dtick": 2.5,
        },
        yaxis={
            "range": [-FAR - 0.4, FAR + 0.4],
            "domain": [0.56, 1],
            "fixedrange": True,
            "zeroline": False,
            "dtick": 2.5,
        },
        xaxis2={
            "range": [-REACH, REACH],
            "fixedrange": True,
            "anchor": "y2",
            "title": "w",
            "zeroline": False,
        },
        yaxis2={
            "range": [-REACH, REACH],
            "domain": [0, 0.44],
            "fixedrange": True,
            "title": "b",
            "zeroline": False,
        },
    )


def outlier_figures(fits: Mapping[str, Fit]) -> list[tuple[str, go.Figure]]:
    """A figure for each loss, by its name."""
    return [
        (name, outlier_figure(fit, theme.COLORS[place]))
        for place, (name, fit) in enumerate(fits.items())
    ]


def _line(x: Tensor, y: Tensor, **look) -> dict:
    return {
        "type": "scatter",
        "x": _array(x),
        "y": _array(y),
        "mode": "lines",
        "hoverinfo": "skip",
        **look,
    }


def _dots(x: Tensor, y: Tensor, name: str = "", **marker) -> dict:
    return {
        "type": "scatter",
        "x": _array(x),
        "y": _array(y),
        "mode": "markers",
        "hoverinfo": "skip",
        "name": name,
        "showlegend": False,
        "marker": marker,
    }


def _array(values: Tensor):
    return values.float().contiguous().numpy()
