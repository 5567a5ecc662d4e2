"""What a learning rate does: the loss that it ends with, and the rate at which an optimizer
diverges.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
import torch
from torch import Tensor

from core.catalogue.optimizer import learning_rate
from core.functions.optimizers.sensitivity import Sweep
from core.functions.optimizers.stability import Curvature, Growth
from core.plots import theme
from core.plots.decades import decades
from core.plots.hover import significant
from core.plots.numbers import number
from core.plots.theme import NO_ZERO_LINE
from core.plots.words import capitalised
from core.registry import Pick

LEGEND = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "font": {"size": 13}}
LOGARITHMIC = {"type": "log", **NO_ZERO_LINE}

HIGHEST_FACTOR = 9.0
"""Growth per step above which a curve is cut off, far outside the picture."""


@dataclass(frozen=True)
class _Scale:
    """The axis of the losses: the lowest and the highest that are shown."""

    low: float
    high: float
    log: bool

    @classmethod
    def of(cls, values: Tensor, log: bool) -> "_Scale":
        finite = values[values.isfinite()]
        if not len(finite):
            finite = torch.ones(1)
        low, high = float(finite.min()), float(finite.quantile(0.9))
        if log:
            high = max(high, 1e-6) * 10
            low = min(max(low, high * 1e-14), high / 100)
        return cls(low, high, log)

    def row(self, index: int) -> float:
        """The height of an optimizer's crosses: each has a row of its own, from the top down."""
        down = 0.035 * index
        if self.log:
            return self.high * (self.low / self.high) ** down
        return self.high - (self.high - self.low) * down

    def axis(self) -> dict:
        """As Plotly takes it."""
        if not self.log:
            return {"type": "linear", **NO_ZERO_LINE}
        ends = [math.log10(self.low) - 0.3, math.log10(self.high) + 0.3]
        return {"range": ends, **decades(*ends, most=8), **LOGARITHMIC}


def sensitivity_figure(floor: float, racers: Sequence[Pick], sweeps: Sequence[Sweep]) -> go.Figure:
    """The loss at the end against the learning rate, a line per optimizer. The large dot is the
    rate that is set; crosses diverge.

    Args:
        floor: the surface's lowest value; nan if there is none.
    """
    log = not math.isnan(floor)
    above = [sweep.values - floor if log else sweep.values for sweep in sweeps]
    scale = _Scale.of(torch.cat(above), log)
    traces = [
        trace
        for index, (pick, sweep, values) in enumerate(zip(racers, sweeps, above, strict=True))
        for trace in _sweep_traces(pick, sweep, values, scale, index)
    ]
    return theme.figure(
        *traces,
        height=400,
        margin={"l": 8, "r": 8, "t": 44, "b": 8},
        legend=LEGEND,
        xaxis={"title": "Learning rate", **_decades_of(sweeps), **LOGARITHMIC},
        yaxis={"title": "Loss at the end" + (" − minimum" if log else ""), **scale.axis()},
    )


def _decades_of(sweeps: Sequence[Sweep]) -> dict:
    """The marks of the axis of learning rates."""
    exponents = torch.cat([sweep.rates for sweep in sweeps]).log10()
    return decades(float(exponents.min()) - 0.01, float(exponents.max()) + 0.01, most=8)


def _sweep_traces(
    pick: Pick, sweep: Sweep, values: Tensor, scale: _Scale, index: int
) -> list[go.Scatter]:
    """The line of an optimizer, the dot at its own rate, and a cross at each that diverges."""
    color, diverged = theme.COLORS[index], ~values.isfinite()
    shown = values.clamp(scale.low, scale.high).where(~diverged, torch.nan)
    rate = learning_rate(pick)
    nearest = int((sweep.rates.log() - math.log(rate)).abs().argmin())
    return [
        go.Scatter(
            x=significant(sweep.rates),
            y=significant(shown),
            mode="lines+markers",
            marker={"size": 5},
            name=f"{pick.name}: {_best(sweep)}",
            line={"color": color, "width": 3},
            hovertemplate="lr %{x}: %{y}<extra>" + pick.name + "</extra>",
        ),
        go.Scatter(
            x=[rate],
            y=[float(shown[nearest])],
            mode="markers",
            showlegend=False,
            hoverinfo="skip",
            marker={"color": color, "size": 13, "line": {"color": theme.BACKGROUND, "width": 2}},
        ),
        go.Scatter(
            x=significant(sweep.rates[diverged]),
            y=[scale.row(index)] * int(diverged.sum()),
            mode="markers",
            showlegend=False,
            marker={"color": color, "symbol": "x-thin-open"},
            hovertemplate="lr %{x}: diverges<extra>" + pick.name + "</extra>",
        ),
    ]


def _best(sweep: Sweep) -> str:
    """Around which learning rate an optimizer ends lowest."""
    if sweep.best is None:
        return "no stable rate"
    return f"best around {number(float(sweep.rates[sweep.best]), 2)}"


def stability_figure(
    racers: Sequence[Pick],
    colors: Sequence[str],
    limits: Sequence[float],
    growths: Sequence[Growth],
) -> go.Figure:
    """What a step multiplies the distance from the bottom by, measured, against the learning rate;
    the limits are dotted.
    """
    lines = [
        _growth_line(pick, color, limit, growth)
        for pick, color, limit, growth in zip(racers, colors, limits, growths, strict=True)
    ]
    ends = {"xref": "paper", "x0": 0, "x1": 1, "y0": 1, "y1": 1}
    unchanged = {"type": "line", **ends, "line": {"color": theme.TEXT, "width": 1}}
    dotted = [
        theme.upright(limit, color=color) for limit, color in zip(limits, colors, strict=True)
    ]
    return theme.figure(
        *lines,
        height=380,
        margin={"l": 8, "r": 8, "t": 44, "b": 8},
        legend=LEGEND,
        xaxis={"title": "Learning rate", "rangemode": "tozero", **NO_ZERO_LINE},
        yaxis={"title": "Distance after a step / before it", "range": [0, 1.6], **NO_ZERO_LINE},
        shapes=[unchanged, *dotted],
    )


def _growth_line(pick: Pick, color: str, limit: float, growth: Growth) -> dict:
    return {
        "type": "scatter",
        "x": significant(growth.rates),
        "y": growth.factors.float().clamp(max=HIGHEST_FACTOR).numpy(),
        "name": f"{pick.name}: stable below {number(limit, 3)}",
        "line": {"color": color, "width": 3},
        "hovertemplate": "lr %{x}: × %{y:.4f}<extra>" + pick.name + "</extra>",
    }


def curvature_rows(
    curvatures: Sequence[tuple[str, Curvature]],
    racers: Sequence[Pick],
    limits: Sequence[Sequence[float]],
) -> list[dict[str, str]]:
    """A row per point: its curvatures, and the largest learning rate of each optimizer there."""
    rows = []
    for (name, curvature), rates in zip(curvatures, limits, strict=True):
        x, y = curvature.point
        row = {
            "Point": f"{capitalised(name)} ({number(x)}, {number(y)})",
            "Smallest curvature": number(curvature.smallest),
            "Largest curvature": number(curvature.largest),
        }
        for pick, rate in zip(racers, rates, strict=True):
            stable = "None: negative curvature" if rate == 0 else number(rate)
            row[f"{pick.name} is stable below"] = stable
        rows.append(row)
    return rows
