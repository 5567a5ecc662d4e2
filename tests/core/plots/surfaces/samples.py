"""A surface, straight paths over it and the two pictures, for the tests of this folder."""

import plotly.graph_objects as go
import torch

from core.functions.optimizers.geometry import scale, value
from core.functions.optimizers.surfaces import SURFACES
from core.plots import theme
from core.plots.heights import Heights
from core.plots.surfaces import Path, View, contour_figure, surface_figure

HIMMELBLAU = SURFACES.pick("Himmelblau")
FIGURES = {"contour": contour_figure, "surface": surface_figure}


def path(pick, steps=100, color=0, stop=1.0) -> Path:
    """A straight line from a corner towards the middle."""
    points = (
        torch.linspace(1, 1 - stop, steps + 1).double()[:, None]
        * torch.tensor([-3.0, 2.0]).double()
    )
    return Path(f"way {color}", points, pick.build(*points.unbind(-1)), theme.COLORS[color])


def view(pick, **more) -> View:
    return View(scale=scale(pick), floor=value(pick), **more)


def heights_of(z: torch.Tensor, pick, gentle: bool = False) -> Heights:
    return Heights.of(z, scale(pick) == "log", value(pick), gentle)


def named(figure: go.Figure, name: str):
    return next(trace for trace in figure.data if trace.name == name)
