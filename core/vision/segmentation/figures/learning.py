"""A training of a U-Net: its masks of held-out pictures, and its curves."""

from collections.abc import Sequence

import plotly.graph_objects as go

from core.plots import theme
from core.plots.words import capitalised
from core.vision.segmentation.figures.outcome import NAMES, TONES, class_panel, labels_panel
from core.vision.segmentation.figures.panels import panels_figure, pictures_panel
from core.vision.segmentation.learning import Shots

Curve = Sequence[tuple[float, float, float]]
"""Points of step, loss and Dice."""


def shots_figure(seen: Shots, classes: tuple[str, ...]) -> go.Figure:
    """Held-out pictures, their masks, those of the network, and what is wrong with these."""
    names = tuple(map(capitalised, classes))
    panels = [
        pictures_panel("Held-out pictures", seen.pictures),
        class_panel("Truth", seen.truth, names),
        class_panel("Prediction", seen.labels, names),
        labels_panel("Right and wrong", seen.outcome, TONES, NAMES),
    ]
    return panels_figure(panels, across=1)


def course_figure(curve: Curve, held_out: Curve, steps: int) -> go.Figure:
    """The loss of each batch (left axis); the Dice of each batch and of the held-out pictures
    (right axis).
    """
    at, losses, shares = zip(*curve, strict=True) if curve else ((), (), ())
    ends, _, scores = zip(*held_out, strict=True) if held_out else ((), (), ())
    return theme.figure(
        _line("Loss", at, losses, 0, "solid"),
        _line("Dice of the batch", at, shares, 1, "dot") | {"yaxis": "y2"},
        _line("Held-out Dice", ends, scores, 2, "solid")
        | {"yaxis": "y2", "mode": "lines+markers", "marker": {"size": 8, "symbol": "diamond"}},
        height=270,
        showlegend=True,
        legend={**theme.LEGEND, "font": {"size": 13}},
        margin={"t": 36},
        xaxis={"title": "Step", "range": [0, 1.05 * max(1, steps)], "zeroline": False},
        yaxis={"title": "Loss", "rangemode": "tozero", "zeroline": False},
        yaxis2={
            "title": "Dice",
            "range": [0, 1.02],
            "tickvals": [0, 0.5, 1],
            "overlaying": "y",
            "side": "right",
            "showgrid": False,
            "zeroline": False,
        },
    )


def _line(name: str, x: Sequence, y: Sequence, number: int, dash: str) -> dict:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": list(x),
        "y": [round(value, 4) for value in y],
        "line": {"color": theme.COLORS[number], "width": 2, "dash": dash},
        "hovertemplate": f"Step %{{x}}: %{{y}}<extra>{name}</extra>",
    }
