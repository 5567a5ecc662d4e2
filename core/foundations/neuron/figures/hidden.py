"""A network with two hidden neurons: their lines on the plane of the inputs, and the plane that
they make.
"""

from collections.abc import Sequence

import plotly.graph_objects as go
from torch import Tensor

from core.foundations.neuron.examples import Example
from core.foundations.neuron.figures.plane import line_trace, output_map, plane, point_traces
from core.foundations.neuron.hidden import FARTHEST, Network
from core.plots import theme
from core.plots.grid import Grid
from core.plots.surfaces.drawing import array

HEIGHT = 310


def inputs_figure(examples: Sequence[Example], network: Network, grid: Grid) -> go.Figure:
    """The output over the inputs, and the line of each hidden neuron."""
    lines = [
        line_trace(*w, b, f"Neuron h{number}", color=theme.COLORS[1 + number], dash=dash)
        for number, (w, b, dash) in enumerate(
            zip(network.w.tolist(), network.b.tolist(), ("solid", "dash"), strict=True), 1
        )
    ]
    return theme.figure(
        output_map(grid),
        *lines,
        *point_traces(examples, showlegend=False),
        height=HEIGHT,
        **plane("Inputs"),
    )


def hidden_figure(
    examples: Sequence[Example], hidden: Tensor, network: Network, grid: Grid, limits: Sequence
) -> go.Figure:
    """The points where the hidden neurons put them, and the line of the output neuron.

    Args:
        hidden: what both neurons make of the points, (N, 2).
        grid: the output over that plane.
        limits: the ends of its axes.
    """
    positions = hidden.nan_to_num(FARTHEST, FARTHEST, -FARTHEST).clamp(-FARTHEST, FARTHEST)
    moved = [(*pair, label) for pair, (*_, label) in zip(positions.tolist(), examples, strict=True)]
    low, high = limits
    edge = line_trace(*network.v.tolist(), network.c.item(), "Output neuron", low, high)
    return theme.figure(
        output_map(grid),
        edge,
        *point_traces(moved, showlegend=False),
        height=HEIGHT,
        **plane("Hidden layer", low, high, ("h1", "h2")),
    )


def loss_figure(losses: Tensor, epoch: int) -> go.Figure:
    """The loss over the epochs."""
    return theme.figure(
        {
            "type": "scatter",
            "x": list(range(len(losses))),
            "y": array(losses),
            "mode": "lines",
            "line": {"color": theme.COLORS[5], "width": 2.5},
            "hovertemplate": "Epoch %{x}: %{y:.3f}<extra></extra>",
        },
        height=130,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        showlegend=False,
        xaxis={"title": "Epoch", "zeroline": False},
        yaxis={"title": "Loss", "rangemode": "tozero", "zeroline": False, "nticks": 4},
        shapes=[theme.upright(epoch)],
    )
