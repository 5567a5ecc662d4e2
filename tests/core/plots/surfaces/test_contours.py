"""The picture of a surface from above: its colour bar, its arrows, and what a mouse is told."""

import pytest
import torch

from core.functions.optimizers.geometry import grid
from core.functions.optimizers.surfaces import SURFACES
from core.plots import theme
from core.plots.numbers import number
from core.plots.surfaces import Arrow, contour_figure
from tests.core.plots.surfaces.samples import HIMMELBLAU, heights_of, view


@pytest.mark.parametrize("name", SURFACES)
def test_the_colour_bar_has_the_marks_of_the_heights(name):
    pick = SURFACES.pick(name)
    traces = contour_figure(grid(pick), view=view(pick)).data
    (bar,) = [trace for trace in traces if trace.marker.showscale]
    ticks = heights_of(grid(pick).z, pick).ticks()
    assert bar.marker.colorbar.tickvals == tuple(ticks["tickvals"])


def test_a_mouse_is_told_the_value_where_a_click_starts():
    layer = contour_figure(grid(HIMMELBLAU), clickable=True).data[-1]
    assert len(layer.x) == 21 * 21 and layer.hoverinfo is None and layer.text == ""
    x, y = torch.tensor([*layer.x]).double(), torch.tensor([*layer.y]).double()
    values = [number(value) for value in HIMMELBLAU.build(x, y).tolist()]
    assert [*layer.customdata] == values


def test_an_arrow_goes_from_tail_to_head():
    arrow = Arrow("−∇f", (1.0, 2.0), (2.0, 0.5), theme.TEXT)
    drawn, words = contour_figure(grid(HIMMELBLAU), arrows=[arrow]).layout.annotations
    assert (drawn.ax, drawn.ay, drawn.x, drawn.y) == (1, 2, 2, 0.5) and drawn.axref == "x"
    assert words.text == "−∇f"
