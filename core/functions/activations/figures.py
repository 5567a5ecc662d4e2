"""The pictures of the activations page: curves over each other, softmax and its slopes, a signal in
a deep stack.
"""

import math
from collections.abc import Sequence

import plotly.graph_objects as go
import torch

from core.catalogue.activations import written
from core.functions.activations.curves import ORDERS, SATURATED, SPAN, Curve, Kink, Properties
from core.functions.activations.depth import EDGE, Flow
from core.functions.activations.response import Response
from core.plots import theme
from core.plots.numbers import number
from core.registry import Pick

HEIGHTS = ((-2.0, 6.0), (-0.25, 1.85), (-1.25, 1.25))
"""What is seen of f, f' and f'': the same for all functions, so that the eye sees the curve move
and not the axis.
"""


def curves_figure(
    names: Sequence[str], curves: Sequence[Curve], probes: Sequence[Curve], order: int
) -> go.Figure:
    """Curves of f (order 0), f' (1) or f'' (2) with the probe's values in the legend, and where
    each is saturated.

    Args:
        names: of the functions.
        curves: over the picture's span.
        probes: the same functions at the probe alone.
    """
    mark = ORDERS[order]
    low, high = HEIGHTS[order]
    at, traces = float(probes[0].x), []
    for place, (name, one, probe) in enumerate(zip(names, curves, probes, strict=True)):
        color, value = theme.COLORS[place], float(probe.orders[order])
        x, y = one.x.float().numpy(), one.orders[order].float().numpy()
        flat = torch.where(
            one.slopes.abs() < SATURATED, low + (high - low) * 0.02 * (place + 0.7), torch.nan
        )
        shared = {"type": "scatter", "legendgroup": name}
        quiet = {**shared, "showlegend": False, "hoverinfo": "skip"}
        traces += [
            {
                **shared,
                "x": x,
                "y": y,
                "name": f"{name}: {mark}({number(at)}) = {_value(value)}",
                "line": {"color": color, "width": 3, "simplify": False},
                "hovertemplate": "%{y:.4g}<extra>" + name + "</extra>",
            },
            {
                **quiet,
                "x": [at],
                "y": [value],
                "mode": "markers",
                "marker": {
                    "color": color,
                    "size": 11,
                    "line": {"color": theme.BACKGROUND, "width": 2},
                },
            },
            {
                **quiet,
                "x": x,
                "y": flat.float().numpy(),
                "line": {"color": color, "width": 6},
                "opacity": 0.5,
            },
        ]
    return theme.figure(
        *traces,
        height=440,
        margin={"l": 8, "r": 8, "t": 44, "b": 8},
        hovermode="x unified",
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "font": {"size": 14}},
        xaxis={
            "title": "x, what goes in",
            "range": [-SPAN, SPAN],
            "fixedrange": True,
            "zeroline": True,
        },
        yaxis={
            "title": f"{mark}(x), "
            + ("what comes out", "the slope", "the slope of the slope")[order],
            "range": [low, high],
            "fixedrange": True,
            "zeroline": True,
        },
        shapes=[theme.upright(at)],
    )


def _value(value: float, digits: int = 4) -> str:
    """A value of f, f' or f''; torch has no second derivative of some functions."""
    return "none in torch" if math.isnan(value) else number(value, digits)


def probe_rows(picks: Sequence[Pick], probes: Sequence[Curve]) -> list[dict[str, str]]:
    """A row a function: its formula with the probe's numbers, f, f' and f''."""
    at = float(probes[0].x)
    return [
        {
            "function": pick.name,
            "formula": written(pick, at),
            **{
                f"{mark}({number(at)})": _value(value, 6)
                for mark, value in zip(ORDERS, map(float, probe.orders), strict=True)
            },
        }
        for pick, probe in zip(picks, probes, strict=True)
    ]


def properties_rows(picks: Sequence[Pick], found: Sequence[Properties]) -> list[dict[str, str]]:
    """A row a function, for a table."""
    return [
        {
            "function": str(pick).removeprefix("nn."),
            "range": f"{_number(one.low)} to {_number(one.high)}",
            "zero-centred": "yes" if one.zero_centred else f"no, mean {one.mean:.2f}",
            "monotone": "yes" if one.monotone else "no",
            "smooth": "yes" if one.smooth else "no, it has kinks",
            "largest slope": f"{one.steepest:.3g}",
            "saturated": f"{one.saturated:.1%} of a normal input",
        }
        for pick, one in zip(picks, found, strict=True)
    ]


def kink_words(pick: Pick, kink: Kink) -> str:
    """What torch takes at a kink."""
    left, right, taken = (number(slope, 3) for slope in (kink.left, kink.right, kink.taken))
    return (
        f"{pick.name} has a kink at x = {number(kink.x)}: its slope is {left} on the left and "
        f"{right} on the right. There torch takes **{taken}**."
    )


def _number(value: float) -> str:
    return {math.inf: "∞", -math.inf: "−∞"}.get(value, f"{value:.3g}".replace("-", "−"))


def outputs_figure(pick: Pick, found: Response) -> go.Figure:
    """The outputs of a vector function as bars."""
    outputs, (low, high) = found.outputs.float().numpy(), pick.choice.facts["span"]
    names = [f"y{i}<br>{_number(float(value))}" for i, value in enumerate(outputs)]
    bars = go.Bar(y=outputs, width=0.6, hoverinfo="skip", marker={"color": theme.POSITIVE})
    room = 0.08 * (high - low)
    return theme.figure(
        bars,
        height=400,
        margin={"l": 8, "r": 8, "t": 24, "b": 8},
        xaxis={
            "fixedrange": True,
            "title": f"{pick.choice.facts['outputs']} of each output",
            "tickvals": list(range(len(names))),
            "ticktext": names,
            "tickfont": {"size": 14},
        },
        yaxis={
            "range": [low - room * (low < 0), high + room],
            "fixedrange": True,
            "zeroline": True,
        },
    )


def jacobian_figure(pick: Pick, found: Response) -> go.Figure:
    """How each output moves with each logit, as a heat map with its numbers."""
    slopes, reach = found.jacobian.float().numpy(), pick.choice.facts["slope"]
    cells = go.Heatmap(
        x=[f"z{j}" for j in range(slopes.shape[1])],
        y=[f"y{i}" for i in range(slopes.shape[0])],
        z=slopes,
        zmin=-reach,
        zmax=reach,
        colorscale=theme.scale(theme.DIVERGING),
        showscale=False,
        xgap=3,
        ygap=3,
        texttemplate="%{z:.3f}",
        textfont={"size": 15},
        hovertemplate="d %{y} / d %{x} = %{z:.6g}<extra></extra>",
    )
    return theme.figure(
        cells,
        height=400,
        margin={"l": 8, "r": 8, "t": 24, "b": 8},
        xaxis={"fixedrange": True, "title": "slope of each output by each logit"},
        yaxis={"autorange": "reversed", "fixedrange": True},
    )


def depth_figure(found: Flow, layers: int) -> go.Figure:
    """How large the signal is after each layer and the gradient before it, and how both are spread.

    Args:
        layers: of the whole stack; the flow may hold fewer while it is on its way.
    """
    parts = (
        (
            "activations",
            found.forward,
            found.activations,
            theme.POSITIVE,
            theme.DIVERGING[5:],
            "x2",
            "y3",
        ),
        (
            "gradients",
            found.backward,
            found.gradients,
            theme.NEGATIVE,
            theme.DIVERGING[4::-1],
            "x3",
            "y4",
        ),
    )
    values = {"range": [-EDGE, EDGE], "fixedrange": True, "zeroline": False}
    sizes = torch.cat((found.forward, found.backward)).double().log10()
    largest = float(sizes[sizes.isfinite()].abs().max()) if sizes.isfinite().any() else 0.0
    far = next(
        (decades for decades in (2, 4, 8) if largest < decades), 16
    )  # in steps, so that it seldom moves
    figure = theme.figure(
        height=470,
        margin={"l": 8, "r": 8, "t": 40, "b": 8},
        legend={"orientation": "h", "y": 1.01, "yanchor": "bottom", "x": 0, "font": {"size": 14}},
        xaxis={**_layers(layers), "anchor": "y", "showticklabels": False},
        yaxis={
            "domain": [0.52, 1],
            "type": "log",
            "range": [-far, far],
            "dtick": far / 2,
            "exponentformat": "power",
            "title": "standard deviation",
            "fixedrange": True,
        },
        yaxis2={
            "overlaying": "y",
            "side": "right",
            "range": [0, 1],
            "tickformat": ".0%",
            "title": "dead units",
            "fixedrange": True,
            "showgrid": False,
        },
        xaxis2={
            **_layers(layers),
            "domain": [0, 0.41],
            "anchor": "y3",
            "title": "activations by layer",
        },
        yaxis3={"domain": [0, 0.44], "anchor": "x2", "title": "value", **values},
        xaxis3={
            **_layers(layers),
            "domain": [0.59, 1],
            "anchor": "y4",
            "title": "gradients by layer",
        },
        yaxis4={"domain": [0, 0.44], "anchor": "x3", **values},
    )
    for name, deviations, shares, color, colors, x_axis, y_axis in parts:
        first = layers - len(deviations) + 1 if name == "gradients" else 1
        x = list(range(first, first + len(deviations)))
        y = torch.where(deviations > 0, deviations, torch.nan).numpy()  # a logarithm has no zero
        last = (
            deviations[-1 if name == "activations" else 0]
            if len(deviations)
            else torch.tensor(math.nan)
        )
        where = f"after layer {x[-1]}" if name == "activations" else f"at layer {first}"
        figure.add_scatter(
            x=x,
            y=y,
            name=f"{name}: {_small(float(last))} {where}",
            mode="lines+markers",
            line={"color": color, "width": 3},
            hovertemplate="%{y:.3g}<extra>" + name + "</extra>",
        )
        edges = torch.linspace(-EDGE, EDGE, shares.shape[1] + 1)
        figure.add_heatmap(
            x=x,
            y=((edges[1:] + edges[:-1]) / 2).numpy(),
            z=shares.T.contiguous().numpy(),
            zmin=0,
            zmax=0.15,
            colorscale=theme.scale(colors),
            showscale=False,
            xaxis=x_axis,
            yaxis=y_axis,
            hovertemplate="layer %{x}: %{z:.1%} near %{y:.2f}<extra></extra>",
        )
    start = layers - len(found.dead) + 1
    ends = f": {float(found.dead[-1]):.0%} in layer {layers}" if len(found.dead) else ""
    figure.add_scatter(
        x=list(range(start, layers + 1)),
        y=found.dead.numpy(),
        yaxis="y2",
        name=f"dead units{ends}",
        line={"color": theme.COLORS[2], "width": 2, "dash": "dot"},
        hovertemplate="%{y:.0%}<extra>dead units</extra>",
    )
    return figure


def depth_words(found: Flow) -> str:
    """What has become of the signal and of the gradient, in one sentence each."""
    lost = [
        name
        for name, values in (("signal", found.forward), ("gradient", found.backward))
        if not values.isfinite().all()
    ]
    if lost:
        return (
            f"The {' and the '.join(lost)} became too large for a float32: from there on the "
            "numbers are inf or nan."
        )
    up, down = (
        float(found.forward[-1] / found.forward[0]),
        float(found.backward[0] / found.backward[-1]),
    )
    return (
        f"From the first layer to the last the signal {_grew(up)}; on the way back the gradient "
        f"{_grew(down)}."
    )


def _grew(factor: float) -> str:
    if factor == 0:
        return "dies out altogether"
    if 0.5 <= factor <= 2:
        return f"keeps its size (× {factor:.2f})"
    return (
        f"grows {_small(factor)} times larger"
        if factor > 1
        else f"shrinks to {_small(factor)} of its size"
    )


def _layers(count: int) -> dict:
    whole = {"dtick": 1} if count < 8 else {}
    return {"range": [0.5, count + 0.5], "fixedrange": True, "zeroline": False, **whole}


def _small(value: float) -> str:
    """A number of any size: 0.98, 3.2 · 10⁻⁷."""
    if not math.isfinite(value) or value == 0 or 0.01 <= abs(value) < 10_000:
        return f"{value:.3g}"
    mantissa, exponent = f"{value:.1e}".split("e")
    return (
        f"{mantissa} · "
        f"10{str(int(exponent)).translate(str.maketrans('-0123456789', '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'))}"
    )
