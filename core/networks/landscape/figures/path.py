"""A training path on the plane that it nearly lies in, and how nearly."""

import plotly.graph_objects as go
import torch

from core.networks.landscape.path import PathPlane
from core.plots import theme
from core.plots.grid import Grid
from core.plots.hover import significant
from core.plots.surfaces import Mark, Path, View, contour_figure, surface_figure

FEW = 25
"""Points of a path up to which each is marked."""

TITLES = ("First component", "Second component", "Loss")


def path_figure(result: PathPlane, in_space: bool, angle: float) -> go.Figure:
    """The loss on the plane with the path's shadow on it.

    Args:
        in_space: whether it is seen in 3-D, else from above.
        angle: by which the eye has gone around, in degrees.
    """
    grid = Grid(*result.axes, result.losses)
    paths = (Path("Path", result.points, result.shadow_losses, theme.COLORS[1]),)
    marks = (Mark("start", result.points[:1], result.shadow_losses[:1], "Start"),)
    view = View(TITLES, "log", 0.0, equal=False)
    if in_space:
        return surface_figure(grid, paths, marks, view, angle)
    return contour_figure(grid, paths, marks, view)


def path_loss_figure(result: PathPlane) -> go.Figure:
    """The loss of the path itself and that of its shadow on the plane, against the step."""
    looks = (("True loss", theme.COLORS[0], "solid"), ("On the plane", theme.COLORS[1], "dash"))
    lines = [
        {
            "type": "scatter",
            "x": result.at.numpy(),
            "y": significant(losses),
            "mode": "lines+markers" if len(losses) <= FEW else "lines",
            "name": name,
            "line": {"color": color, "width": 2.5, "dash": dash},
            "hovertemplate": f"Step %{{x}}: %{{y}}<extra>{name}</extra>",
        }
        for losses, (name, color, dash) in zip(
            (result.path_losses, result.shadow_losses), looks, strict=True
        )
    ]
    return theme.figure(
        *lines,
        height=240,
        legend=theme.LEGEND,
        showlegend=True,
        margin={"l": 8, "r": 8, "t": 36, "b": 8},
        xaxis={"title": "Step", "zeroline": False},
        yaxis={"title": "Loss", "zeroline": False, "rangemode": "tozero"},
    )


def shares_figure(result: PathPlane) -> go.Figure:
    """The share of the path's variance in each component, beside a random walk's."""
    names = ("Path", "Random walk")
    bars = [
        {
            "type": "bar",
            "x": torch.arange(1, len(shares) + 1).numpy(),
            "y": significant(100 * shares),
            "name": name,
            "marker": {"color": theme.COLORS[number], "pattern": {"shape": "/" * number}},
            "hovertemplate": f"Component %{{x}}: %{{y}} %<extra>{name}</extra>",
        }
        for number, (name, shares) in enumerate(
            zip(names, (result.shares, result.walk), strict=True)
        )
    ]
    return theme.figure(
        *bars,
        height=240,
        legend=theme.LEGEND,
        showlegend=True,
        margin={"l": 8, "r": 8, "t": 36, "b": 8},
        xaxis={"title": "Component"},
        yaxis={"title": "Share of the variance", "ticksuffix": " %", "range": [0, 100]},
    )
