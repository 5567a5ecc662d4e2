"""Which minimum each starting point leads to, as a map and in words."""

import plotly.graph_objects as go

from core.functions.optimizers.basins import DIVERGED, UNDECIDED, Basins
from core.functions.optimizers.geometry import Terrain
from core.plots import theme
from core.plots.hover import COORDINATES
from core.plots.numbers import number, probability
from core.plots.theme import NO_ZERO_LINE
from core.registry import Pick

DISTINCT = 8
"""Minima up to which each has a colour of its own; more are shades by how low they are."""


def basins_figure(terrain: Terrain, basins: Basins) -> go.Figure:
    """Every starting point in the colour of the minimum that it leads to."""
    coarse = terrain.coarse
    return theme.figure(
        _areas(basins),
        _level_lines(terrain),
        _stars(basins),
        height=380,
        showlegend=False,
        xaxis={"title": "x of the start", "range": _ends(coarse.x), **COORDINATES, **NO_ZERO_LINE},
        yaxis={"title": "y of the start", "range": _ends(coarse.y), **COORDINATES, **NO_ZERO_LINE},
    )


def _areas(basins: Basins) -> go.Heatmap:
    """The starting points, coloured."""
    colors = _colors(len(basins.minima))
    bands = [
        (edge / len(colors), color)
        for index, color in enumerate(colors)
        for edge in (index, index + 1)
    ]
    return go.Heatmap(
        x=basins.x.float().numpy(),
        y=basins.y.float().numpy(),
        z=(basins.reached - DIVERGED).float().numpy(),
        zmin=-0.5,
        zmax=len(colors) - 0.5,
        colorscale=bands,
        showscale=False,
        opacity=0.8,
        text=_targets(basins),
        hovertemplate="From (%{x}, %{y})<br>to %{text}<extra></extra>",
    )


def _targets(basins: Basins) -> list[list[str]]:
    """Where each starting point has come to."""
    return [[f"({number(x, 3)}, {number(y, 3)})" for x, y in row] for row in basins.points.tolist()]


def _stars(basins: Basins) -> go.Scatter:
    """The minima, marked."""
    size = 11 if len(basins.minima) <= DISTINCT else 5
    return go.Scatter(
        x=basins.minima[:, 0].float().numpy(),
        y=basins.minima[:, 1].float().numpy(),
        mode="markers",
        hoverinfo="skip",
        showlegend=False,
        marker={"symbol": "star", "size": size, "color": theme.TEXT},
    )


def _level_lines(terrain: Terrain) -> go.Contour:
    """The surface's level lines, thin, over the colours."""
    coarse = terrain.coarse
    height = coarse.z
    if terrain.scale == "log":
        height = (height - float(height[height.isfinite()].min())).clamp(min=0).log1p()
    return go.Contour(
        x=coarse.x.float().numpy(),
        y=coarse.y.float().numpy(),
        z=height.float().numpy(),
        ncontours=14,
        contours={"coloring": "none"},
        line={"width": 0.6, "color": theme.TEXT},
        opacity=0.5,
        showscale=False,
        hoverinfo="skip",
    )


def _ends(axis) -> list[float]:
    return [float(axis[0]), float(axis[-1])]


def _colors(count: int) -> list[str]:
    """Colours for what diverged, what is not there yet, and each minimum, the lowest first."""
    shades = list(theme.COLORS[:count])
    if count > DISTINCT:
        shades = [theme.SEQUENTIAL[9 - 8 * index // count] for index in range(count)]
    return [theme.TEXT, theme.MUTED, *shades]


def basin_words(pick: Pick, basins: Basins) -> str:
    """Which share of the starting points reaches what."""
    total = basins.reached.numel()
    counts = [int((basins.reached == index).sum()) for index in range(len(basins.minima))]
    named = 4 if len(counts) <= DISTINCT else 1
    parts = []
    for (x, y), count in zip(basins.minima[:named].tolist(), counts[:named], strict=True):
        point = f"({number(round(x, 4))}, {number(round(y, 4))})"
        parts.append(f"{probability(count / total)} reach {point}")
    if rest := counts[named:]:
        others = "another one" if len(rest) == 1 else f"one of {len(rest)} others"
        parts.append(f"{probability(sum(rest) / total)} reach {others}")
    for index, words in ((UNDECIDED, "are not there yet"), (DIVERGED, "diverge")):
        if count := int((basins.reached == index).sum()):
            parts.append(f"{probability(count / total)} {words}")
    return f"Of all starting points, after {basins.done} steps of {pick.name}: {', '.join(parts)}."
