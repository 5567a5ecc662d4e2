"""A step of a training, call by call: the norm of all gradients, how far the weights have moved,
and the first weights as pictures.
"""

import plotly.graph_objects as go
import torch
from torch import Tensor

from core.networks.training.steps import CALLS, StepRecord
from core.plots import theme
from core.plots.columns import mosaic
from core.plots.numbers import short
from core.plots.pixels import Pixels

ZERO = 128
"""A byte of the diverging scale that stands for nothing."""

ROOM = 1.25
"""Of an axis, how much higher it is than the highest bar, for the number above that."""


def step_figure(record: StepRecord, call: str) -> go.Figure:
    """Above the norm of the gradient before the step and after each call, below how far the weights
    are from where they were; the bars of the chosen call in colour.
    """
    gradients = {name: moment.gradient for name, moment in record.moments.items()}
    distances = {name: moment.distance for name, moment in record.moments.items()}
    return theme.figure(
        _bars(gradients, call, "y", theme.COLORS[0], "None"),
        _bars(distances, call, "y2", theme.COLORS[1], "0"),
        height=330,
        showlegend=False,
        bargap=0.35,
        xaxis={
            "tickvals": list(range(len(CALLS) + 1)),
            "ticktext": ["Before", *CALLS],
            "range": [-0.5, len(CALLS) + 0.5],
            "anchor": "y2",
            **theme.NO_ZERO_LINE,
        },
        yaxis={
            "title": "Gradient (norm)",
            "range": [0, _top(gradients)],
            "domain": [0.55, 1],
            "nticks": 4,
        },
        yaxis2={
            "title": "Weights moved by",
            "range": [0, _top(distances)],
            "domain": [0, 0.45],
            "nticks": 4,
        },
    )


def _bars(heights: dict[str, float | None], call: str, axis: str, color: str, none: str) -> dict:
    """A bar for each moment, with its number above it."""
    return {
        "type": "bar",
        "x": list(range(len(heights))),
        "y": [height or 0.0 for height in heights.values()],
        "yaxis": axis,
        "text": [short(height) if height else none for height in heights.values()],
        "textposition": "outside",
        "cliponaxis": False,
        "constraintext": "none",  # or a long number is shrunk to the width of its bar
        "marker": {"color": [color if name == call else theme.MUTED for name in heights]},
        "hoverinfo": "skip",
    }


def _top(heights: dict[str, float | None]) -> float:
    return ROOM * max(max((height or 0.0 for height in heights.values()), default=0.0), 1e-9)


def step_pixels(record: StepRecord, call: str) -> tuple[Pixels, ...]:
    """The weights of the first units as pictures, their gradient, and how the step changed them."""
    portrait = record.portraits[call]
    weights = mosaic(portrait.weights)
    gradient, change = portrait.gradient, portrait.change
    return (
        Pixels("Weights", weights, signed=True),
        Pixels(
            "Their gradient: none" if gradient is None else "Their gradient",
            _of(gradient, weights),
            signed=True,
        ),
        Pixels(
            "Moved: not at all" if not change.any() else "How they moved",
            _of(change, weights),
            signed=True,
        ),
    )


def _of(values: Tensor | None, like: Tensor) -> Tensor:
    """The picture of these values, empty where there are none."""
    if values is None or not values.any():
        return torch.full_like(like, ZERO)
    return mosaic(values)
