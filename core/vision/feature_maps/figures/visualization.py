"""What a unit likes: its top-activating images, and a picture made for it from noise."""

from collections.abc import Sequence

import plotly.graph_objects as go
import torch
from torch import Tensor

from core.plots import theme
from core.plots.columns import Column, Tile
from core.plots.hover import DECIMALS
from core.plots.numbers import number
from core.vision.feature_maps.figures.tiles import picture_tile
from core.vision.feature_maps.gallery import COUNT
from core.vision.feature_maps.visualization import Visualization


def likes_columns(
    pictures: Sequence[Tensor], captions: Sequence[str], made: Visualization
) -> tuple[Column, ...]:
    """The top-activating images at the left; the way from noise to the picture that was made, which
    is largest.

    Args:
        pictures: (C, H, W) uint8.
        captions: under each of them.
    """
    *way, last = made.pictures.items()
    steps = tuple(_step_tile(*step, made.activations) for step in way)
    final = _step_tile(*last, made.activations)
    columns = (
        Column("From noise", steps, ("By gradient ascent",), width=0.95),
        Column("Made for it", (final,), ("Feature visualization",), sign="→", width=2.6),
    )
    if not pictures:
        return columns
    tiles = tuple(map(picture_tile, pictures, captions, captions))
    line = "Class: largest value in its map"
    if len(tiles) < COUNT:
        line += "; all others leave it at zero"
    return (Column("Top-activating images", tiles, (line,), across=3, width=3), *columns)


def _step_tile(step: int, picture: Tensor, activations: Sequence[float]) -> Tile:
    caption = f"Step {step}: {number(activations[step], 3)}"
    return picture_tile((255 * picture).round().to(torch.uint8), caption, caption)


def likes_words(unit: int, layer: str) -> str:
    """What is looked at, and how the picture is made."""
    return (
        f"Unit {unit} of {layer}. On the left: the test pictures that activate it most, each with "
        "its class and the largest value in the unit's map. On the right: a picture made for it "
        "from noise by gradient ascent on its activation, the mean of its map before the "
        "activation function. Before each step the picture is shifted a little (jitter), and "
        "after it the picture is blurred, so that it does not end in noise."
    )


def ascent_figure(made: Visualization, steps: int) -> go.Figure:
    """The activation of the unit by the picture, step by step."""
    line = go.Scatter(
        y=torch.tensor(made.activations).numpy(),
        line={"color": theme.POSITIVE, "width": 3},
        showlegend=False,
        hovertemplate="Step %{x}: %{y}<extra></extra>",
    )
    return theme.figure(
        line,
        height=170,
        xaxis={"title": "Step", "range": [0, steps]},
        yaxis={"title": "Activation", "zeroline": True, **DECIMALS},
    )
