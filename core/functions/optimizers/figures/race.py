"""The race from above and in 3-D, and what it looks like step by step."""

import math
from collections.abc import Sequence
from dataclasses import replace

import plotly.graph_objects as go
import torch
from torch import Tensor

from core.functions.optimizers.geometry import Terrain
from core.functions.optimizers.race import Trajectory
from core.functions.optimizers.words import fate
from core.plots import theme
from core.plots.decades import decades
from core.plots.hover import significant
from core.plots.surfaces import Mark, Path, View, contour_figure, surface_figure
from core.registry import Pick

HEIGHT = 560


def map_figure(
    terrain: Terrain,
    racers: Sequence[Pick],
    trajectories: Sequence[Trajectory],
    waiting: bool = False,
) -> go.Figure:
    """The race from above, its paths faint; as long as it is `waiting`, without them and how they
    end.
    """
    return contour_figure(
        terrain.grid,
        _paths(racers, trajectories, waiting),
        _marks(terrain, trajectories[0]),
        _view(terrain, waiting),
        clickable=True,
    )


def space_figure(
    terrain: Terrain,
    racers: Sequence[Pick],
    trajectories: Sequence[Trajectory],
    angle: float,
    waiting: bool = False,
) -> go.Figure:
    """The same in 3-D, seen from an angle in degrees."""
    return surface_figure(
        terrain.grid,
        _paths(racers, trajectories, waiting),
        _marks(terrain, trajectories[0]),
        _view(terrain, waiting),
        angle,
    )


def _view(terrain: Terrain, waiting: bool) -> View:
    return View(
        scale=terrain.scale,
        floor=terrain.floor,
        frames=True,
        waiting=waiting,
        height=HEIGHT,
        equal=False,
    )


def race_paths(racers: Sequence[Pick], trajectories: Sequence[Trajectory]) -> list[Path]:
    """The path of each optimizer, by its name."""
    return [
        Path(pick.name, path.points, path.values, color)
        for pick, path, color in zip(racers, trajectories, theme.COLORS, strict=False)
    ]


def _paths(racers: Sequence[Pick], trajectories: Sequence[Trajectory], waiting: bool) -> list[Path]:
    """The same; once the race has been run, the name says too who came to grief."""
    paths = race_paths(racers, trajectories)
    if waiting:
        return paths
    return [
        replace(path, name=f"{path.name}: {fate(trajectory)}") if fate(trajectory) else path
        for path, trajectory in zip(paths, trajectories, strict=True)
    ]


def _marks(terrain: Terrain, trajectory: Trajectory) -> list[Mark]:
    marks = [Mark("start", trajectory.points[:1], trajectory.values[:1])]
    if len(terrain.minima):
        marks.append(Mark("minimum", terrain.minima, terrain.values))
    return marks


def loss_figure(
    terrain: Terrain, racers: Sequence[Pick], trajectories: Sequence[Trajectory]
) -> go.Figure:
    """The loss above the minimum's against the step; the loss itself where there is no minimum."""
    losses = [trajectory.values for trajectory in trajectories]
    if terrain.floor != terrain.floor:
        return _lines_figure(racers, losses, "f(x, y)", log=False)
    above = [values - terrain.floor for values in losses]
    return _lines_figure(racers, above, "Loss − minimum", log=True)


def distance_figure(
    racers: Sequence[Pick], trajectories: Sequence[Trajectory], distances: Sequence[Tensor]
) -> go.Figure:
    """How far each is from the nearest global minimum, (steps + 1,) each; from its start where no
    minimum is known.
    """
    if all(distance.isnan().all() for distance in distances):
        gone = [(path.points - path.points[0]).norm(dim=1) for path in trajectories]
        return _lines_figure(racers, gone, "Distance from the start", log=False)
    return _lines_figure(racers, distances, "Distance to the nearest minimum", log=True)


def step_length_figure(racers: Sequence[Pick], trajectories: Sequence[Trajectory]) -> go.Figure:
    """How long each step is."""
    lengths = [trajectory.points.diff(dim=0).norm(dim=1) for trajectory in trajectories]
    return _lines_figure(racers, lengths, "Length of each step", log=True, first=1)


def rate_figure(racers: Sequence[Pick], trajectories: Sequence[Trajectory]) -> go.Figure:
    """The learning rate of each step, on an axis from 0 on."""
    rates = [trajectory.lrs for trajectory in trajectories]
    return _lines_figure(racers, rates, "Learning rate", log=False, floor=0.0, first=1)


def _lines_figure(
    racers: Sequence[Pick],
    values: Sequence[Tensor],
    title: str,
    log: bool,
    floor: float = math.nan,
    first: int = 0,
) -> go.Figure:
    """A line per optimizer against the step, on an axis from 0 to the last.

    Args:
        floor: where a linear axis begins, if it is a number.
        first: the step of the first value.
    """
    if log:
        values = [line.clamp(min=1e-30) for line in values]
    lines = [
        {
            "type": "scatter",
            "x0": first,
            "y": significant(line),
            "name": pick.name,
            "line": {"color": color, "width": 2},
            "hovertemplate": "%{y}<extra>" + pick.name + "</extra>",
        }
        for pick, line, color in zip(racers, values, theme.COLORS, strict=False)
    ]
    return theme.figure(
        *lines,
        height=210,
        showlegend=False,
        hovermode="x unified",
        margin={"l": 8, "r": 8, "t": 30, "b": 8},
        title={"text": title, "font": {"size": 14}, "x": 0, "xanchor": "left", "y": 0.98},
        xaxis={"title": "Step", "zeroline": False, "range": [0, first + len(values[0]) - 1]},
        yaxis={"zeroline": False, **_axis(values, log, floor)},
    )


def _axis(values: Sequence[Tensor], log: bool, floor: float) -> dict:
    """The range of an axis: on the logarithmic one at most twelve decades, so that neither end is
    lost.
    """
    together = torch.cat(list(values))
    together = together[together.isfinite() & (together > 0)]
    if not log:
        if math.isnan(floor) or not len(together):
            return {}
        return {"range": [floor, floor + 1.1 * (float(together.max()) - floor)]}
    if not len(together):
        return {"type": "log"}
    high = float(together.max().clamp(max=1e6).log10())
    low = max(float(together.min().log10()), high - 12, -10)
    low, high = low - 0.3, max(high, low + 1) + 0.3
    return {"type": "log", "range": [low, high], **decades(low, high)}
