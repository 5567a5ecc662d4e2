"""The loss over the two parameters of a model from above and in 3-D, and the points that the model
is fitted to.
"""

import math

import plotly.graph_objects as go

from core.data.points import REACH
from core.functions.losses.figures.points import dots, line
from core.functions.losses.surfaces import Descent, Fitted, FittingProblem
from core.plots import theme
from core.plots.hover import COORDINATES
from core.plots.numbers import number
from core.plots.surfaces import Arrow, Mark, Path, View, contour_figure, surface_figure
from core.plots.theme import LEGEND
from core.plots.words import counted

LONGEST_ARROW = 1.4  # in units of the parameters
DIVERGED = 1e6  # above its start: a loss that has run away


def _view(problem: FittingProblem) -> View:
    """How a loss is shown."""
    scale = "log" if problem.log else "linear"
    return View((*problem.parameters, "Loss"), scale, 0.0, height=218, away=2.6, legend=False)


def above_figure(fitted: Fitted) -> go.Figure:
    """The loss over both parameters from above, the negative gradient at the start and the descent
    from there.
    """
    path, view = fitted.descent, _view(fitted.problem)
    return contour_figure(
        fitted.surface, _paths(path), _marks(path), view, _arrows(path), clickable=True
    )


def _arrows(path: Descent) -> list[Arrow]:
    """The negative gradient at the start; the longer it is, the nearer to LONGEST_ARROW."""
    length = float(path.gradient.norm())
    if not 0 < length < math.inf:
        return []
    head = path.points[0] - LONGEST_ARROW * path.gradient / (1 + length)
    tail = path.points[0]
    return [Arrow("", tuple(tail.tolist()), tuple(head.tolist()), theme.COLORS[0])]


def space_figure(fitted: Fitted, angle: float) -> go.Figure:
    """The same in 3-D, seen from `angle` degrees."""
    path = fitted.descent
    return surface_figure(fitted.surface, _paths(path), _marks(path), _view(fitted.problem), angle)


def _paths(path: Descent) -> list[Path]:
    return [Path("Gradient descent", path.points, path.values, theme.COLORS[1])]


def _marks(path: Descent) -> list[Mark]:
    return [Mark("here", path.points[:1], path.values[:1])]


def descent_words(fitted: Fitted) -> str:
    """What gradient descent has come to."""
    path, (first, second) = fitted.descent, fitted.problem.parameters
    steps = len(path.points) - 1
    gradient = ", ".join(number(slope) for slope in path.gradient.tolist())
    start = f"The loss starts at **{number(float(path.values[0]))}**, gradient ({gradient})."
    if not steps:
        return start
    diverged = ~path.values.isfinite() | (path.values > DIVERGED + path.values[0])
    if diverged.any():
        return (
            f"{start} The learning rate is too large: gradient descent diverges, and the loss "
            f"passes a million at step {int(diverged.nonzero()[0])}."
        )
    a, b = (number(value) for value in path.points[-1].tolist())
    return (
        f"{start} After {counted(steps, 'step')} it is **{number(float(path.values[-1]))}**, at "
        f"{first} = {a}, {second} = {b}."
    )


def data_figure(fitted: Fitted) -> go.Figure:
    """The points, and the model at the start and at the end of the descent."""
    classes = fitted.problem.classes
    edge = REACH + 0.2
    return theme.figure(
        *_models(fitted),
        _points(fitted.problem),
        height=270,
        margin={"l": 8, "r": 8, "t": 36, "b": 8},
        legend={**LEGEND, "font": {"size": 13}},
        xaxis={"title": "x", "range": [-edge, edge], "zeroline": False, **COORDINATES},
        yaxis={
            "title": "Class y" if classes else "y",
            "zeroline": False,
            "range": [-0.15, 1.15] if classes else [-edge, edge],
            **COORDINATES,
        },
    )


def _models(fitted: Fitted) -> list[dict]:
    """The model before and after, its parameters in the legend."""
    lines = []
    for when, values, end, color, dash in (
        ("Start", fitted.before, 0, theme.COLORS[0], "solid"),
        ("End", fitted.after, -1, theme.COLORS[1], "dash"),
    ):
        parameters = zip(
            fitted.problem.parameters, fitted.descent.points[end].tolist(), strict=True
        )
        said = ", ".join(f"{name} = {number(round(value, 3))}" for name, value in parameters)
        look = {"color": color, "width": 3, "dash": dash}
        lines.append(line(fitted.x, values, line=look, name=f"{when}: {said}"))
    return lines


def _points(problem: FittingProblem) -> dict:
    """The points, coloured by their class if they have one; a mouse is told where each is."""
    x, y = problem.data
    color = theme.TEXT
    if problem.classes:
        color = [theme.POSITIVE if label else theme.NEGATIVE for label in y.tolist()]
    edge = {"color": theme.BACKGROUND, "width": 1.5}
    told = {
        "hoverinfo": "all",
        "hovertemplate": "(%{x}, %{y})<extra>Click or tap to remove</extra>",
    }
    return dots(x, y, "Points", color=color, size=10, line=edge) | told
