"""A signal on its way through a deep network, and its gradient on the way back."""

import math

import plotly.graph_objects as go
import torch
from torch import Tensor

from core.functions.activations.depth import EDGE, Flow
from core.plots import theme
from core.plots.decades import decades
from core.plots.hover import COORDINATES, significant
from core.plots.numbers import number, percent, scientific

DECADES = (2, 4, 8, 16)
"""How far the axis of standard deviations reaches from 1, up and down: in few steps, so that it
seldom moves.
"""


def depth_figure(flow: Flow) -> go.Figure:
    """How large the signal is after each layer and the gradient before it, and how both are
    distributed. The flow is that of the whole way, up and down.
    """
    layers = len(flow.forward)
    return theme.figure(
        _line("Activations", flow.forward, layers, theme.POSITIVE),
        _histograms(flow.activations, theme.DIVERGING[5:], "x2", "y3"),
        _line("Gradients", flow.backward, 1, theme.NEGATIVE),
        _histograms(flow.gradients, theme.DIVERGING[4::-1], "x3", "y4"),
        _dead(flow.dead),
        height=470,
        margin={"l": 8, "r": 8, "t": 40, "b": 8},
        legend={**theme.LEGEND, "y": 1.01},
        **_axes(layers, _reach(flow)),
    )


def _layers(values: Tensor) -> list[int]:
    """The numbers of the layers that values (L, ...) are of: 1 to L."""
    return list(range(1, len(values) + 1))


def _line(name: str, deviations: Tensor, last: int, color: str) -> dict:
    """The standard deviation (L,) in each layer; that of the layer where the way ends stands in the
    legend.
    """
    return {
        "type": "scatter",
        "x": _layers(deviations),
        # A logarithm has no zero.
        "y": significant(torch.where(deviations > 0, deviations, torch.nan)),
        "name": f"{name}: {scientific(float(deviations[last - 1]))} in layer {last}",
        "mode": "lines+markers",
        "line": {"color": color, "width": 3},
        "hovertemplate": "%{y}<extra>" + name + "</extra>",
    }


def _histograms(shares: Tensor, colors: tuple[str, ...], x_axis: str, y_axis: str) -> dict:
    """The histogram of each layer, a column of a heat map: shares is (L, BINS)."""
    edges = torch.linspace(-EDGE, EDGE, shares.shape[1] + 1)
    return {
        "type": "heatmap",
        "x": _layers(shares),
        "y": ((edges[1:] + edges[:-1]) / 2).numpy(),
        "z": (100 * shares.T).contiguous().numpy(),  # (BINS, L)
        "zmin": 0,
        "zmax": 15,
        "colorscale": theme.scale(colors),
        "showscale": False,
        "xaxis": x_axis,
        "yaxis": y_axis,
        "hovertemplate": "Layer %{x}: %{z:.1f} % near %{y}<extra></extra>",
    }


def _dead(shares: Tensor) -> dict:
    """The share (L,) of dead units in each layer, nan where it cannot be told."""
    last = float(shares[-1])
    name = "Dead units, at the right"
    if math.isfinite(last):
        name += f": {percent(last)} in layer {len(shares)}"
    return {
        "type": "scatter",
        "x": _layers(shares),
        "y": (100 * shares).numpy(),
        "yaxis": "y2",
        "name": name,
        "line": {"color": theme.COLORS[2], "width": 2, "dash": "dot"},
        "hovertemplate": "%{y:.0f} %<extra>Dead units</extra>",
    }


def _reach(flow: Flow) -> int:
    """How many powers of ten the axis of standard deviations reaches from 1, up and down."""
    powers = torch.cat((flow.forward, flow.backward)).double().log10()
    powers = powers[powers.isfinite()].abs()
    largest = float(powers.max()) if len(powers) else 0.0
    return next((reach for reach in DECADES if largest < reach), DECADES[-1])


def _axes(layers: int, reach: int) -> dict[str, dict]:
    """The lines' axes on top, and the two histograms' side by side below."""
    by_layer = {"range": [0.5, layers + 0.5], "zeroline": False}
    if layers < 8:
        by_layer["dtick"] = 1
    values = {
        "domain": [0, 0.44],
        "range": [-EDGE, EDGE],
        "zeroline": False,
        **COORDINATES,
    }
    return {
        "xaxis": {**by_layer, "anchor": "y", "showticklabels": False},
        "yaxis": {
            "domain": [0.52, 1],
            "type": "log",
            "range": [-reach, reach],
            **decades(-reach, reach),
            "title": "Standard deviation",
        },
        "yaxis2": {
            "overlaying": "y",
            "side": "right",
            "range": [0, 100],
            "dtick": 50,
            "ticksuffix": " %",
            "tickfont": {"color": theme.COLORS[2]},
            "showgrid": False,
        },
        "xaxis2": {
            **by_layer,
            "domain": [0, 0.48],
            "anchor": "y3",
            "title": "Activations by layer",
        },
        "yaxis3": {**values, "anchor": "x2", "title": "Value"},
        "xaxis3": {**by_layer, "domain": [0.52, 1], "anchor": "y4", "title": "Gradients by layer"},
        "yaxis4": {**values, "anchor": "x3", "showticklabels": False},
    }


def flow_sentences(flow: Flow) -> str:
    """What has become of the signal and of the gradient."""
    sizes = {"signal": flow.forward, "gradient": flow.backward}
    lost = [name for name, deviations in sizes.items() if not deviations.isfinite().all()]
    if lost:
        return (
            f"The {' and the '.join(lost)} became too large for a float32, the usual type of "
            "number in a network: from there on the numbers are inf or nan."
        )
    if len(flow.forward) == 1:
        return (
            "There is one layer: what it gives has a standard deviation of "
            f"{scientific(float(flow.forward[0]))}. Add layers to see what they make of it."
        )
    up = float(flow.forward[-1] / flow.forward[0])
    down = float(flow.backward[0] / flow.backward[-1])
    return (
        f"Through all layers the signal {_change(up)}. On its way back the gradient "
        f"{_change(down)}."
    )


def _change(factor: float) -> str:
    if factor == 0:
        return "dies out (×\u00a00)"
    if 0.5 <= factor <= 2:
        return f"changes little (×\u00a0{number(factor, 3)})"
    if factor > 1:
        return f"grows (×\u00a0{scientific(factor)})"
    return f"shrinks (×\u00a0{scientific(factor)})"
