"""The picture of the view "One step": a network with its numbers."""

from collections.abc import Sequence

import plotly.graph_objects as go

from core.networks.playground.stepping import BACKWARD, FORWARD, Traced
from core.plots import theme
from core.plots.numbers import number

WIDTHS = (0.7, 1.6, 3.0, 5.0)
"""Pixels of links: the largest quarter of the numbers is the widest."""

ROOMY = 6
"""Neurons of a layer in which there is room for a number."""

EDGE = 0.55
"""Of the axis beyond the first and the last layer."""


def network_figure(traced: Traced, stage: str) -> go.Figure:
    """The network from left to right. What its neurons and links show is the stage's."""
    columns, values = _columns(traced, stage), _links(traced, stage)
    largest = max((abs(v) for layer in values for row in layer for v in row), default=0) or 1.0
    tallest = max(len(column) for column in columns)
    return theme.figure(
        *_link_traces(columns, values, largest),
        _chosen_trace(traced, columns),
        *_neuron_traces(columns, tallest <= ROOMY),
        height=400,
        showlegend=False,
        margin={"l": 4, "r": 4, "t": 30, "b": 4},
        xaxis={"visible": False, "range": [-EDGE, len(columns) - 1 + EDGE]},
        yaxis={"visible": False, "range": [-0.08, 1.08]},
        annotations=[*_titles(traced, len(columns)), _chosen_note(traced, columns, values)],
    )


Column = list[tuple[float, float, float | None]]
"""The neurons of a layer: x, y and the number of each; None where it has none."""


def _columns(traced: Traced, stage: str) -> list[Column]:
    layers = traced.step.layers
    shown: list[Sequence[float | None]] = []
    first = layers[0].inputs.tolist()
    shown.append(first if stage == FORWARD else [None] * len(first))
    for layer in layers:
        part = {FORWARD: layer.outputs, BACKWARD: layer.sum_gradients}.get(stage)
        shown.append((layer.bias_update if part is None else part).tolist())
    return [
        [(x, _height(index, len(numbers)), value) for index, value in enumerate(numbers)]
        for x, numbers in enumerate(shown)
    ]


def _height(index: int, count: int) -> float:
    """From 1 at the top to 0; in the middle where there is one."""
    return 0.5 if count == 1 else 1 - (index + 0.5) / count


def _links(traced: Traced, stage: str) -> list[list[list[float]]]:
    """By layer, row and column, the number of each link."""
    return [
        {FORWARD: layer.weight, BACKWARD: layer.weight_gradients}.get(
            stage, layer.weight_update
        ).tolist()
        for layer in traced.step.layers
    ]


def _link_traces(
    columns: list[Column], values: list[list[list[float]]], largest: float
) -> list[dict]:
    """The links in a few traces: by their sign, and by how large they are."""
    lines: dict[tuple[bool, int], tuple[list, list]] = {}
    for before, after, layer in zip(columns, columns[1:], values, strict=False):
        for (x1, y1, _), row in zip(after, layer, strict=True):
            for (x0, y0, _), value in zip(before, row, strict=True):
                size = min(int(abs(value) / largest * len(WIDTHS)), len(WIDTHS) - 1)
                x, y = lines.setdefault((value > 0, size), ([], []))
                x += [x0, x1, None]
                y += [y0, y1, None]
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": x,
            "y": y,
            "hoverinfo": "skip",
            "opacity": 0.75,
            "line": {
                "color": theme.POSITIVE if positive else theme.NEGATIVE,
                "width": WIDTHS[size],
                "dash": "solid" if positive else "dash",
            },
        }
        for (positive, size), (x, y) in sorted(lines.items())
    ]


def _ends(traced: Traced, columns: list[Column]) -> tuple[list[float], list[float]]:
    chosen = traced.chosen
    x0, y0, _ = columns[chosen.layer][chosen.source]
    x1, y1, _ = columns[chosen.layer + 1][chosen.to]
    return [x0, x1], [y0, y1]


def _chosen_trace(traced: Traced, columns: list[Column]) -> dict:
    x, y = _ends(traced, columns)
    look = {"color": theme.TEXT, "width": 2.5}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": look, "hoverinfo": "skip"}


def _chosen_note(traced: Traced, columns: list[Column], values: list[list[list[float]]]) -> dict:
    """The number of the chosen link, on its middle."""
    chosen = traced.chosen
    (x0, x1), (y0, y1) = _ends(traced, columns)
    return {
        "x": (x0 + x1) / 2,
        "y": (y0 + y1) / 2,
        "text": number(values[chosen.layer][chosen.to][chosen.source], 3),
        "showarrow": False,
        "bgcolor": theme.BACKGROUND,
        "bordercolor": theme.TEXT,
        "borderpad": 3,
        "font": {"size": 13, "color": theme.TEXT},
    }


def _neuron_traces(columns: list[Column], roomy: bool) -> list[dict]:
    """The neurons, each with its number beside the pointer, and within it where there is room."""
    neurons = [neuron for column in columns for neuron in column]
    texts = ["" if value is None else number(value, 2) for *_, value in neurons]
    colors = [
        theme.GRID if not value else theme.POSITIVE if value > 0 else theme.NEGATIVE
        for *_, value in neurons
    ]
    return [
        {
            "type": "scatter",
            "mode": "markers+text" if roomy else "markers",
            "x": [x for x, *_ in neurons],
            "y": [y for _, y, _ in neurons],
            "text": texts,
            "textfont": {"size": 12, "color": theme.TEXT},
            "hovertemplate": "%{text}<extra></extra>",
            "cliponaxis": False,
            "marker": {
                "size": 42 if roomy else 20,
                "color": theme.BACKGROUND,
                "line": {"color": colors, "width": 3},
            },
        }
    ]


def _titles(traced: Traced, count: int) -> list[dict]:
    """What stands over each layer."""
    names = ["Features", *(f"Layer {number}" for number in range(1, count - 1)), "Output"]
    return [
        {
            "x": x,
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "text": name,
            "showarrow": False,
            "font": {"size": 13, "color": theme.LABEL},
        }
        for x, name in enumerate(names)
    ]


def nearest_link(traced: Traced, x: float, y: float) -> tuple[int, int, int]:
    """Layer, neuron and input, from 1, of the link that is nearest to a point of the picture."""
    columns = _columns(traced, FORWARD)
    layer = min(max(int(x), 0), len(columns) - 2)
    share = min(max(x - layer, 0.0), 1.0)
    distances = {
        (abs((1 - share) * y0 + share * y1 - y), to, source): (layer + 1, to + 1, source + 1)
        for source, (_, y0, _) in enumerate(columns[layer])
        for to, (_, y1, _) in enumerate(columns[layer + 1])
    }
    return distances[min(distances)]
