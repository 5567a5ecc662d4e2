"""The pictures of the view "Representation": what the component draws of the points at each stage,
and how well a linear probe does on each.
"""

from typing import Any

import plotly.graph_objects as go
import torch
from torch import Tensor

from core.networks.playground.representation import CELLS, Representation
from core.networks.playground.representing import TEST, TRAINING
from core.networks.playground.representing_words import caption, score
from core.playground.maps import shade_shares
from core.playground.points import NUMBERS
from core.plots import theme
from core.plots.animation import packed
from core.plots.hover import DECIMALS

MOST_DRAWN = 600
"""Points that are drawn; of more, every second, third, ... one."""

HEIGHT = 200


def morph_data(shown: Representation, part: str) -> dict[str, Any]:
    """What the component is told.

    Args:
        part: which of the points are drawn.
    """
    drawn = _drawn(shown, part)
    return {
        "stages": [
            {
                "title": stage.name,
                "label": score(stage, shown),
                "caption": caption(stage, shown),
                "axes": stage.axes,
                "points": packed(stage.positions[drawn]),
                "sheet": packed(stage.sheet),
            }
            for stage in shown.stages
        ],
        "targets": packed(shown.targets[drawn]),
        "trained": int((drawn < shown.trained).sum()),
        "numbers": shown.classes == NUMBERS,
        "several": shown.answers.shape[1] > 1,
        "answers": packed(shade_shares(shown.answers)),
        "cells": CELLS,
    }


def _drawn(shown: Representation, part: str) -> Tensor:
    """The indices of the points that are drawn."""
    start = shown.trained if part == TEST else 0
    end = shown.trained if part == TRAINING else len(shown.targets)
    return torch.arange(start, end, -(-(end - start) // MOST_DRAWN))


def probe_figure(shown: Representation) -> go.Figure:
    """How well a linear probe does on each stage; and the network itself, and always naming the
    largest class.
    """
    names = [stage.name for stage in shown.stages]
    parts = {
        "Training points": [stage.train for stage in shown.stages],
        "Test points": [stage.test for stage in shown.stages],
    }
    looks = (("circle", theme.COLORS[2]), ("diamond", theme.COLORS[3]))
    numbers = shown.classes == NUMBERS
    levels = {} if numbers else {"Network": shown.accuracy, "Largest class": shown.largest}
    low = min([0.0, *(value for values in parts.values() for value in values if value > -1)])
    return theme.figure(
        *(
            _line(names, values, name, color, symbol)
            for (name, values), (symbol, color) in zip(parts.items(), looks, strict=True)
        ),
        *(
            _level(names, value, f"{name} (test)", dash)
            for (name, value), dash in zip(levels.items(), ("dash", "dot"), strict=False)
        ),
        height=HEIGHT,
        margin={"l": 8, "r": 8, "t": 26, "b": 8},
        legend=theme.LEGEND,
        showlegend=True,
        xaxis={"type": "category", "range": [-0.3, len(names) - 0.7]},
        yaxis={
            "title": "R² of the probe" if numbers else "Accuracy of the probe",
            "range": [low - 0.05, 1.06],
            **DECIMALS,
        },
    )


def _line(names: list[str], values: list[float], name: str, color: str, symbol: str) -> dict:
    return {
        "x": names,
        "y": torch.tensor(values).nan_to_num(0.0, 0.0, -1.0).numpy(),
        "mode": "lines+markers",
        "name": name,
        "line": {"color": color, "width": 2.5},
        "marker": {"symbol": symbol, "size": 9, "color": color},
        "hovertemplate": f"%{{x}}: %{{y}}<extra>{name}</extra>",
    }


def _level(names: list[str], value: float, name: str, dash: str) -> dict:
    return {
        "x": names,
        "y": [value] * len(names),
        "mode": "lines",
        "name": name,
        "line": {"color": theme.LABEL, "width": 1.5, "dash": dash},
        "hovertemplate": f"%{{y}}<extra>{name}</extra>",
    }
