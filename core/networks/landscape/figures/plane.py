"""The loss on a plane through trained weights, in 3-D and from above, and along a line of it."""

from collections.abc import Sequence

import plotly.graph_objects as go
import torch

from core.networks.landscape.plane import Surface
from core.plots import theme
from core.plots.decades import decades
from core.plots.grid import Grid
from core.plots.hover import significant
from core.plots.surfaces import Mark, View, contour_figure, surface_figure

HEIGHT = 460

AWAY = 2.6
"""How far the eye is from the middle of a narrow picture."""

NAMES = ("Trained", "Rescaled")
"""Of the network and of its copy."""


def plane_figure(
    surface: Surface, in_space: bool, angle: float, name: str, narrow: bool = False
) -> go.Figure:
    """The surface with the trained weights in its middle.

    Args:
        in_space: whether it is seen in 3-D, else from above.
        angle: by which the eye has gone around, in degrees.
        name: of the weights in the middle.
        narrow: whether another picture stands beside it.
    """
    grid = Grid(surface.axis, surface.axis, surface.losses)
    middle = len(surface.axis) // 2
    mark = Mark("here", torch.zeros(1, 2), surface.losses[middle, middle][None], name)
    away = AWAY if narrow else View.away
    view = View(("a", "b", "Loss"), "log", 0.0, height=HEIGHT, away=away, bar=not narrow)
    if in_space:
        return surface_figure(grid, (), (mark,), view, angle)
    return contour_figure(grid, (), (mark,), view)


def slices_figure(surfaces: Sequence[Surface]) -> go.Figure:
    """The losses along a, where b is 0, of the network and of its rescaled copy."""
    traces = [
        {
            "type": "scatter",
            "x": surface.axis.numpy(),
            "y": significant(surface.losses[len(surface.axis) // 2]),
            "name": name,
            "mode": "lines",
            "line": {"color": color, "width": width, "dash": dash},
            "hovertemplate": f"a = %{{x:.2f}}: %{{y}}<extra>{name}</extra>",
        }
        for surface, name, color, width, dash in zip(
            surfaces, NAMES, theme.COLORS, (5, 3), ("solid", "dash"), strict=False
        )
    ]
    losses = torch.cat([surface.losses[len(surface.axis) // 2] for surface in surfaces])
    losses = losses[losses.isfinite() & (losses > 0)]
    low, high = (float(end.log10()) for end in (losses.min(), losses.max()))
    return theme.figure(
        *traces,
        height=220,
        legend=theme.LEGEND,
        showlegend=len(surfaces) > 1,
        margin={"l": 8, "r": 8, "t": 36, "b": 8},
        xaxis={"title": "a, where b is 0", "zeroline": False},
        yaxis={
            "title": "Loss",
            "type": "log",
            "range": [low - 0.1, high + 0.1],
            **decades(low - 0.1, high + 0.1),
        },
    )
