"""Pictures of what a learning rate does: the loss it ends with, the minimum it leads to, and where
it stops holding.
"""

import math
from collections.abc import Sequence

import plotly.graph_objects as go
import torch
from torch import Tensor

from core.functions.optimizers import surfaces
from core.functions.optimizers.basins import AWAY, GONE, Basins
from core.functions.optimizers.sensitivity import Sweep
from core.functions.optimizers.stability import Bend, Growth
from core.plots import theme
from core.plots.heights import number
from core.registry import Pick

FLAT = {"fixedrange": True, "zeroline": False}
LEGEND = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "font": {"size": 13}}
MANY = 8  # minima from which on their colours are shades by how low they are


def sensitivity_figure(surface: Pick, racers: Sequence[Pick], sweeps: Sequence[Sweep]) -> go.Figure:
    """The loss at the end against the learning rate, a line an optimizer; the dot is its own rate,
    crosses diverge.
    """
    floor = surfaces.value(surface)
    above = [sweep.values - (0.0 if math.isnan(floor) else floor) for sweep in sweeps]
    low, high, kind = _span(torch.cat(above), log=not math.isnan(floor))
    figure = theme.figure(
        height=400,
        margin={"l": 8, "r": 8, "t": 44, "b": 8},
        legend=LEGEND,
        xaxis={
            "title": "learning rate",
            "type": "log",
            "exponentformat": "power",
            "dtick": 1,
            **FLAT,
        },
        yaxis={
            "title": "loss at the end" + (", above the lowest" if kind["type"] == "log" else ""),
            **kind,
            **FLAT,
        },
    )
    for place, (pick, sweep, values) in enumerate(zip(racers, sweeps, above, strict=True)):
        color, best, gone = theme.COLORS[place], float(sweep.rates[sweep.best]), ~values.isfinite()
        shown = values.clamp(low, high).where(~gone, torch.nan).float().numpy()
        figure.add_scatter(
            x=sweep.rates.float().numpy(),
            y=shown,
            mode="lines+markers",
            marker={"size": 5},
            name=f"{pick.name}: best at {best:.2g}",
            line={"color": color, "width": 3},
            hovertemplate="lr %{x:.3g}: %{y:.3g}<extra>" + pick.name + "</extra>",
        )
        here = int((sweep.rates.log() - math.log(pick["lr"])).abs().argmin())
        figure.add_scatter(
            x=[pick["lr"]],
            y=[float(shown[here])],
            mode="markers",
            showlegend=False,
            hoverinfo="skip",
            marker={"color": color, "size": 13, "line": {"color": theme.BACKGROUND, "width": 2}},
        )
        figure.add_scatter(
            x=sweep.rates[gone].float().numpy(),
            y=[_row(place, low, high, kind)] * int(gone.sum()),
            mode="markers",
            showlegend=False,
            marker={"color": color, "symbol": "x-thin-open"},
            hovertemplate="lr %{x:.3g}: diverges<extra>" + pick.name + "</extra>",
        )
    return figure


def _row(place: int, low: float, high: float, kind: dict) -> float:
    """Where an optimizer's crosses stand: each has a row of its own, from the top down."""
    down = 0.035 * place
    return high * (low / high) ** down if kind["type"] == "log" else high - (high - low) * down


def _span(values: Tensor, log: bool) -> tuple[float, float, dict]:
    """The lowest and the highest value that are shown, and the axis for them."""
    finite = values[values.isfinite()]
    finite = finite if len(finite) else torch.ones(1)
    low, high = float(finite.min()), float(finite.quantile(0.9))
    if not log:
        return low, high, {"type": "linear"}
    high = max(high, 1e-6) * 10
    low = min(max(low, high * 1e-14), high / 100)
    return (
        low,
        high,
        {
            "type": "log",
            "range": [math.log10(low) - 0.3, math.log10(high) + 0.3],
            "exponentformat": "power",
        },
    )


def basins_figure(surface: Pick, found: Basins) -> go.Figure:
    """Every start in the colour of the minimum it leads to."""
    colors = _colors(len(found.minima))
    (x0, x1), (y0, y1) = surfaces.domain(surface)
    figure = theme.figure(
        height=380,
        showlegend=False,
        xaxis={"title": "x of the start", "range": [x0, x1], **FLAT},
        yaxis={"title": "y of the start", "range": [y0, y1], **FLAT},
    )
    steps = [
        (place / len(colors), color) for at, color in enumerate(colors) for place in (at, at + 1)
    ]
    figure.add_heatmap(
        x=found.x.float().numpy(),
        y=found.y.float().numpy(),
        z=(found.reached - GONE).float().numpy(),
        zmin=-0.5,
        zmax=len(colors) - 0.5,
        colorscale=steps,
        showscale=False,
        opacity=0.8,
        customdata=found.points.float().numpy(),
        hovertemplate=(
            "from (%{x:.3g}, %{y:.3g})<br>to (%{customdata[0]:.3g}, "
            "%{customdata[1]:.3g})<extra></extra>"
        ),
    )
    grid = surfaces.grid(surface, 61)
    height = (
        grid.z
        if surfaces.scale(surface) == "linear"
        else (grid.z - float(grid.z[grid.z.isfinite()].min())).clamp(min=0).log1p()
    )
    figure.add_contour(
        x=grid.x.float().numpy(),
        y=grid.y.float().numpy(),
        z=height.float().numpy(),
        ncontours=14,
        contours={"coloring": "none"},
        line={"width": 0.6, "color": theme.TEXT},
        opacity=0.5,
        showscale=False,
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=found.minima[:, 0].float().numpy(),
        y=found.minima[:, 1].float().numpy(),
        mode="markers",
        hoverinfo="skip",
        showlegend=False,
        marker={
            "symbol": "star",
            "size": 11 if len(found.minima) <= MANY else 5,
            "color": theme.TEXT,
        },
    )
    return figure


def _colors(count: int) -> list[str]:
    """Colours for what is gone, what is on its way, and each minimum, the lowest first."""
    if count <= MANY:
        return [theme.TEXT, theme.MUTED, *theme.COLORS[:count]]
    shades = [theme.SEQUENTIAL[9 - 8 * place // count] for place in range(count)]
    return [theme.TEXT, theme.MUTED, *shades]


def basin_words(pick: Pick, found: Basins) -> str:
    """How many of the starts reach what."""
    total, named = found.reached.numel(), 4 if len(found.minima) <= MANY else 1
    counts = [int((found.reached == place).sum()) for place in range(len(found.minima))]
    parts = [
        (
            f"{theme.share(count / total)} reach ({number(round(x, 4) + 0.0)}, "
            f"{number(round(y, 4) + 0.0)})"
        )
        for (x, y), count in zip(found.minima[:named].tolist(), counts[:named], strict=True)
    ]
    rest = counts[named:]
    parts += [f"{theme.share(sum(rest) / total)} one of {len(rest)} others"] * bool(rest)
    for place, words in ((AWAY, "are still on their way"), (GONE, "diverge")):
        count = int((found.reached == place).sum())
        parts += [f"{theme.share(count / total)} {words}"] * bool(count)
    return f"After {found.done} steps of {pick.name} {', '.join(parts)}."


def stability_figure(
    racers: Sequence[Pick],
    colors: Sequence[str],
    limits: Sequence[float],
    growths: Sequence[Growth],
) -> go.Figure:
    """By what a step multiplies the distance from the bottom, measured, against the rate; the
    limits are dotted.
    """
    lines = [
        {
            "type": "scatter",
            "x": growth.rates.float().numpy(),
            "y": growth.factors.float().clamp(max=9).numpy(),
            "name": f"{pick.name}: holds below {limit:.3g}",
            "line": {"color": color, "width": 3},
            "hovertemplate": "lr %{x:.3g}: × %{y:.4f}<extra>" + pick.name + "</extra>",
        }
        for pick, color, limit, growth in zip(racers, colors, limits, growths, strict=True)
    ]
    one = {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": 1,
        "y1": 1,
        "line": {"color": theme.TEXT, "width": 1},
    }
    return theme.figure(
        *lines,
        height=380,
        margin={"l": 8, "r": 8, "t": 44, "b": 8},
        legend=LEGEND,
        xaxis={"title": "learning rate", "rangemode": "tozero", **FLAT},
        yaxis={"title": "distance after a step / before it", "range": [0, 1.6], **FLAT},
        shapes=[
            one,
            *(
                theme.upright(limit, color=color)
                for limit, color in zip(limits, colors, strict=True)
            ),
        ],
    )


def bend_rows(
    bends: Sequence[tuple[str, Bend]], racers: Sequence[Pick], limits: Sequence[Sequence[float]]
) -> list[dict[str, str]]:
    """A row a place: its curvatures, and the largest learning rate of each optimizer there."""
    rows = []
    for (words, bend), own in zip(bends, limits, strict=True):
        x, y = bend.place
        most = {
            f"{pick.name} holds below": "none: it bends down" if limit == 0 else number(limit)
            for pick, limit in zip(racers, own, strict=True)
        }
        rows.append(
            {
                "place": f"{words} ({number(x)}, {number(y)})",
                "least curvature": number(bend.least),
                "largest": number(bend.most),
                **most,
            }
        )
    return rows
