"""How many parameters layers and networks have."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from core.foundations.neuron.network import LayerCount
from core.plots import theme
from core.plots.decades import decades

MARGIN = {"l": 8, "r": 8, "t": 8, "b": 8}
LARGEST, END = 12, 15.5
"""The powers of ten of the last mark and of the axis's end: room for the word at the longest bar.
"""


def layers_figure(layers: Sequence[LayerCount]) -> go.Figure:
    """A bar for each layer, from the inputs to the outputs."""
    names = [f"{layer.ins} → {layer.outs}" for layer in layers]
    positions = list(range(len(layers)))
    most = max(layer.parameters for layer in layers)
    return theme.figure(
        {
            "type": "bar",
            "orientation": "h",
            "y": positions,
            "x": [layer.parameters for layer in layers],
            "text": [f"{layer.parameters:,}" for layer in layers],
            "textposition": "outside",
            "cliponaxis": False,
            "textfont": {"size": 14},
            "marker": {"color": theme.COLORS[0]},
            "hoverinfo": "skip",
        },
        height=60 + 56 * len(layers),
        margin=MARGIN,
        showlegend=False,
        xaxis={"title": "Parameters", "range": [0, 1.25 * most], "tickformat": ",d", "nticks": 5},
        yaxis={"autorange": "reversed", "tickvals": positions, "ticktext": names, "title": ""},
    )


def scale_figure(counts: Mapping[str, int], chosen: str, told: Mapping[str, str]) -> go.Figure:
    """A bar for each network on a logarithmic axis.

    Args:
        counts: the parameters by name, from the smallest network to the largest.
        chosen: the one that stands out.
        told: what stands at the end of each bar.
    """
    positions = list(range(len(counts)))
    return theme.figure(
        {
            "type": "bar",
            "orientation": "h",
            "y": positions,
            "x": list(counts.values()),
            "text": [told[name] for name in counts],
            "textposition": "outside",
            "cliponaxis": False,
            "textfont": {"size": 13},
            "marker": {
                "color": [theme.COLORS[0] if name == chosen else theme.COLORS[5] for name in counts]
            },
            "hoverinfo": "skip",
        },
        height=440,
        margin=MARGIN,
        showlegend=False,
        bargap=0.3,
        xaxis={
            "title": "Parameters",
            "type": "log",
            "range": [0, END],
            **decades(0, LARGEST),
        },
        yaxis={"autorange": "reversed", "tickvals": positions, "ticktext": [*counts], "title": ""},
    )
