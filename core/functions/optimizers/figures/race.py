"""The pictures of the optimizers page: the race from above and in space, and what it looks like
step by step.
"""

from collections.abc import Sequence

import plotly.graph_objects as go
import torch
from torch import Tensor

from core.functions.optimizers import surfaces
from core.functions.optimizers.race import FAR, Trajectory
from core.plots import theme
from core.plots.surfaces import Mark, Path, View, contour_figure, surface_figure
from core.registry import Pick

HEIGHT = 560
CLICKS = 61  # places along each axis that can be clicked
NONE = (torch.nan, torch.nan, torch.nan)


def _view(surface: Pick) -> View:
    return View(
        scale=surfaces.scale(surface),
        floor=surfaces.value(surface),
        frames=True,
        height=HEIGHT,
        equal=False,
    )


def _paths(racers: Sequence[Pick], found: Sequence[Trajectory]) -> list[Path]:
    return [
        Path(f"{pick.name}: {_ending(one)}", one.points, one.values, theme.COLORS[place])
        for place, (pick, one) in enumerate(zip(racers, found, strict=True))
    ]


def _ending(one: Trajectory) -> str:
    if one.stopped is None:
        return f"{float(one.values[-1]):.3g}".replace("-", "−")
    return "leaves the surface" if one.points[one.stopped].abs().max() <= FAR else "diverges"


def _marks(surface: Pick, start: Tensor) -> list[Mark]:
    def mark(kind: str, points: Tensor) -> Mark:
        return Mark(kind, points, surface.build(points[:, 0], points[:, 1]))

    lowest = surfaces.minima(surface)
    return [mark("start", start[None]), *([mark("minimum", lowest)] if len(lowest) else [])]


def map_figure(surface: Pick, racers: Sequence[Pick], found: Sequence[Trajectory]) -> go.Figure:
    """The race from above; the places between the level lines can be clicked."""
    return contour_figure(
        surfaces.grid(surface),
        _paths(racers, found),
        _marks(surface, found[0].points[0]),
        _view(surface),
        clicks=surfaces.grid(surface, CLICKS),
    )


def space_figure(
    surface: Pick, racers: Sequence[Pick], found: Sequence[Trajectory], angle: float
) -> go.Figure:
    """The race in space, seen from an angle in degrees."""
    return surface_figure(
        surfaces.grid(surface),
        _paths(racers, found),
        _marks(surface, found[0].points[0]),
        _view(surface),
        angle,
    )


def loss_figure(surface: Pick, racers: Sequence[Pick], found: Sequence[Trajectory]) -> go.Figure:
    """The height above the lowest value against the step; as it is where there is no lowest."""
    floor = surfaces.value(surface)
    if floor != floor:
        return _lines_figure(racers, [one.values for one in found], "f(x, y)", log=False)
    return _lines_figure(
        racers, [one.values - floor for one in found], "loss above the lowest", log=True
    )


def distance_figure(
    surface: Pick, racers: Sequence[Pick], found: Sequence[Trajectory]
) -> go.Figure:
    """How far each is from the nearest of the lowest places."""
    far = [surfaces.distance(surface, one.points) for one in found]
    return _lines_figure(
        racers,
        far,
        "distance to the minimum"
        if len(surfaces.minima(surface))
        else "there is no minimum to be near",
        log=True,
    )


def stride_figure(racers: Sequence[Pick], found: Sequence[Trajectory]) -> go.Figure:
    """How long each step is."""
    return _lines_figure(
        racers,
        [one.points.diff(dim=0).norm(dim=1) for one in found],
        "length of the step",
        log=True,
    )


def rate_figure(racers: Sequence[Pick], found: Sequence[Trajectory]) -> go.Figure:
    """The learning rate of each step."""
    return _lines_figure(racers, [one.lrs for one in found], "learning rate", log=False)


def _lines_figure(
    racers: Sequence[Pick], values: Sequence[Tensor], title: str, log: bool
) -> go.Figure:
    """A line an optimizer against the step."""
    lines = [
        {
            "type": "scatter",
            "y": (one.clamp(min=1e-30) if log else one).float().nan_to_num(*NONE).numpy(),
            "name": pick.name,
            "line": {"color": theme.COLORS[place], "width": 2},
            "hovertemplate": "%{y:.3g}<extra>" + pick.name + "</extra>",
        }
        for place, (pick, one) in enumerate(zip(racers, values, strict=True))
    ]
    return theme.figure(
        *lines,
        height=210,
        showlegend=False,
        hovermode="x unified",
        margin={"l": 8, "r": 8, "t": 30, "b": 8},
        title={"text": title, "font": {"size": 14}, "x": 0, "xanchor": "left", "y": 0.98},
        xaxis={"title": "step", "fixedrange": True, "zeroline": False, "rangemode": "tozero"},
        yaxis={"fixedrange": True, "zeroline": False, **_axis(values, log)},
    )


def _axis(values: Sequence[Tensor], log: bool) -> dict:
    """The range of an axis: on the logarithmic one at most twelve decades, so that neither end is
    lost.
    """
    if not log:
        return {}
    together = torch.cat(list(values))
    together = together[together.isfinite() & (together > 0)]
    if not len(together):
        return {"type": "log"}
    high = float(together.max().clamp(max=1e6).log10())
    low = max(float(together.min().log10()), high - 12, -10)
    return {
        "type": "log",
        "range": [low - 0.3, max(high, low + 1) + 0.3],
        "exponentformat": "power",
        "nticks": 5,
    }
