"""An answer, and where a loss pushes it."""

import plotly.graph_objects as go

from core.plots import theme
from core.vision.segmentation.figures.panels import Panel, grey, heat, panels_figure
from core.vision.segmentation.weighing import Weighed


def weighing_figure(seen: Weighed, largest: float) -> go.Figure:
    """Picture, truth, answer, and the way that the loss pushes each pixel.

    Args:
        largest: the push that has the strongest colour.
    """
    shape = tuple(seen.truth.shape)
    answer = heat(seen.probability, theme.scale(theme.SEQUENTIAL), "Probability of shape %{z}")
    push = heat(seen.push, theme.scale(theme.DIVERGING), "Push %{z}", -largest, largest)
    return panels_figure(
        (
            grey("Picture", seen.picture, "Grey level %{z}"),
            grey("Truth", seen.truth.float(), "Truth %{z}"),
            Panel("Probability of shape", shape, (answer,)),
            Panel("Where the loss pushes", shape, (push,)),
        )
    )
