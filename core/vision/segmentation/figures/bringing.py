"""Pictures that a reader brings, over their masks."""

import plotly.graph_objects as go
import torch
from torch import Tensor

from core.plots.words import capitalised
from core.vision.segmentation.figures.outcome import class_panel
from core.vision.segmentation.figures.panels import panels_figure, pictures_panel
from core.vision.segmentation.masks import Reading

ACROSS = 6
"""Pairs that are shown."""


def pairs_figure(reading: Reading) -> go.Figure:
    """The first pictures side by side, and their masks below."""
    names = tuple(map(capitalised, reading.classes))
    panels = (
        pictures_panel("Your pictures", _row(reading.pictures[:ACROSS, 0])),
        class_panel("Their masks", _row(reading.masks[:ACROSS].byte()), names),
    )
    return panels_figure(panels, height=260, across=1)


def _row(pictures: Tensor) -> Tensor:
    """Pictures (N, H, W) side by side: (H, N · W)."""
    return torch.cat([*pictures], dim=1)
