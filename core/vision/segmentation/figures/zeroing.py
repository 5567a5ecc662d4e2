"""A mask with all skips and without some, and the maps that meet at a level."""

import plotly.graph_objects as go

from core.plots import theme
from core.vision.segmentation.figures.outcome import outcome_panel
from core.vision.segmentation.figures.panels import Panel, grey, panels_figure
from core.vision.segmentation.zeroing import Zeroed, tiled


def zeroing_figure(seen: Zeroed) -> go.Figure:
    """Picture, truth, and what is right and wrong with all skips and without these."""
    whole = outcome_panel(seen.whole, "With all skips")
    zeroed = outcome_panel(seen.zeroed, "With zeros in these skips")
    return panels_figure(
        (
            grey("Picture", seen.picture, "Grey level %{z}"),
            grey("Truth", seen.truth.float(), "Truth %{z}"),
            Panel(whole.title, whole.shape, whole.traces[:1]),
            zeroed,
        ),
        legend=True,
    )


def maps_figure(seen: Zeroed) -> go.Figure:
    """What a skip carries, and what comes from below."""
    panels = []
    for title, maps in (("From the skip", seen.skip), ("From below", seen.below)):
        tiles = tiled(maps)
        trace = {
            "type": "heatmap",
            "z": tiles.numpy(),
            "zmin": 0,
            "zmax": 255,
            "colorscale": theme.GREYS,
            "showscale": False,
            "hoverinfo": "skip",
        }
        panels.append(Panel(title, tuple(tiles.shape), (trace,)))
    return panels_figure(panels, height=230)
