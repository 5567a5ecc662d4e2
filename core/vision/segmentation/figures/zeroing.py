"""A mask with all skips and without some, and the maps that meet at a level."""

import plotly.graph_objects as go

from core.plots.numbers import fixed
from core.vision.segmentation.figures.outcome import outcome_panel
from core.vision.segmentation.figures.panels import Panel, grey, panels_figure, pictures_panel
from core.vision.segmentation.zeroing import Zeroed, tiled

MAPS = 114
"""Pixels of the height of the maps of one skip, with their title."""


def zeroing_figure(seen: Zeroed, levels: tuple[int, ...]) -> go.Figure:
    """Picture, truth, and what is right and wrong: with all skips, with zeros in these, after a
    training without, and with zeros in all.
    """
    zeros = f"Zeros in {', '.join(map(str, levels))}" if levels else "Zeros in none"
    titles = "All skips", zeros, "Trained without", "Bottleneck alone"
    masks = seen.whole, seen.zeroed, seen.cut, seen.alone
    panels = [
        outcome_panel(mask, f"{title}<br>Dice {fixed(score, 3)}")
        for title, mask, score in zip(titles, masks, seen.dice, strict=True)
    ]
    whole, zeroed, cut, alone = panels
    return panels_figure(
        (
            grey("Picture", seen.picture, "Grey level %{z}"),
            grey("Truth", seen.truth.float(), "Truth %{z}"),
            _in_colours(whole),
            _signed(zeroed),
            Panel(cut.title, cut.shape, cut.traces[:1]),
            _in_colours(alone),
        ),
        legend=True,
        across=3,
        lines=2,
    )


def _in_colours(panel: Panel) -> Panel:
    """Without signs, and without a name for each pixel: that many names would be slow to send."""
    named = ("text", "hovertemplate")
    pixels = {key: value for key, value in panel.traces[0].items() if key not in named}
    return Panel(panel.title, panel.shape, ({**pixels, "hoverinfo": "skip"},))


def _signed(panel: Panel) -> Panel:
    """With signs, whose names in the legend hold for all panels and so have no count."""
    signs = ({**each, "name": each["name"].partition(" (")[0]} for each in panel.traces[1:])
    return Panel(panel.title, panel.shape, (panel.traces[0], *signs))


def maps_figure(seen: Zeroed) -> go.Figure:
    """What each skip carries and the bottleneck, or what meets at a level."""
    tiles = {title: tiled(maps) for title, maps in seen.maps.items()}
    panels = [pictures_panel(title, each) for title, each in tiles.items()]
    for panel in panels:
        panel.traces[0].pop("hovertemplate")
        panel.traces[0]["hoverinfo"] = "skip"
    return panels_figure(panels, height=len(panels) * MAPS, across=1)
