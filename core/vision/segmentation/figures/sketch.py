"""A drawing or a picture as the network sees it, under its mask."""

from itertools import cycle, islice

import plotly.graph_objects as go
import torch
from torch import Tensor

from core.plots import theme
from core.plots.columns import Column, Tile
from core.plots.pictures import thumbnail
from core.plots.words import capitalised
from core.vision.segmentation.figures.panels import Panel, grey, heat, panels_figure
from core.vision.segmentation.sketch import Sketched

OPACITY = 0.6
"""Of a mask, so that what is under it is seen."""


def sketch_figure(seen: Sketched) -> go.Figure:
    """The picture under its mask, and beside it how likely each pixel is no background."""
    under = grey("The mask over the picture", seen.picture, "Grey level %{z}")
    what = seen.classes[1] if seen.is_binary else "any class"
    probability = heat(seen.probability, theme.scale(theme.SEQUENTIAL), "Probability %{z}")
    return panels_figure(
        (
            Panel(under.title, under.shape, (*under.traces, *_over(seen))),
            Panel(f"Probability of {what}", under.shape, (probability,)),
        ),
        height=300 if seen.is_binary else 340,
        legend=not seen.is_binary,
    )


def square_columns(picture: Tensor) -> tuple[Column, ...]:
    """A reader's picture, or ours, (C, H, W) uint8, in its own colours."""
    pixels = picture if len(picture) == 3 else picture[0]
    return (Column("", (Tile("The picture’s middle square", pixels, source=thumbnail(picture)),)),)


def _over(seen: Sketched) -> list[dict]:
    """The mask of each class that is found, in its colour."""
    colors = islice(cycle(theme.COLORS), len(seen.classes) - 1)
    classes = enumerate(zip(seen.classes[1:], colors, strict=True), 1)
    return [
        _layer(seen.mask == number, capitalised(name), color)
        for number, (name, color) in classes
        if seen.counts[name]
    ]


def _layer(mask: Tensor, name: str, color: str) -> dict:
    """The pixels of one class, (H, W) bool; a contour has an entry in the legend of its own."""
    return {
        "type": "heatmap",
        "z": torch.where(mask, 1.0, torch.nan).numpy(),
        "zmin": 0,
        "zmax": 1,
        "colorscale": [(0, color), (1, color)],
        "showscale": False,
        "showlegend": True,
        "opacity": OPACITY,
        "name": name,
        "hovertemplate": f"Row %{{y}}, column %{{x}}<br>{name}<extra></extra>",
    }
