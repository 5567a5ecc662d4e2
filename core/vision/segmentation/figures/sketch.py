"""A drawing as the network sees it, and its mask."""

import plotly.graph_objects as go

from core.plots import theme
from core.vision.segmentation.figures.panels import Panel, grey, heat, panels_figure
from core.vision.segmentation.sketch import Sketched


def sketch_figure(seen: Sketched) -> go.Figure:
    """The two side by side."""
    colors = theme.scale(theme.SEQUENTIAL)
    probability = heat(seen.probability, colors, "Probability %{z}")
    return panels_figure(
        (
            grey("As the network sees it", seen.picture, "Grey level %{z}"),
            Panel("Probability of shape", tuple(seen.picture.shape), (probability,)),
        ),
        height=300,
    )
