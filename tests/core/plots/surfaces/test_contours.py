"""The picture of a surface from above: its colour bar, its arrows, and what a mouse is told."""

import pytest
import torch

from core.functions.optimizers.geometry import grid
from core.functions.optimizers.surfaces import SURFACES
from core.plots import theme
from core.plots.numbers import number
from core.plots.surfaces import Arrow, contour_figure
from tests.core.plots.surfaces.samples import HIMMELBLAU, view


def written(text: str) -> float:
    """The value of a number as people write it: "−78", "180,000", "2 · 10⁶"."""
    mantissa, _, power = text.replace(",", "").replace("−", "-").rpartition(" · ")
    if not power.startswith("10") or power[2:].isascii():
        return float(power)
    exponent = power[2:].translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
    return float(f"{mantissa or 1}e{exponent}")


@pytest.mark.parametrize("name", SURFACES)
def test_the_colour_bar_says_how_much_of_the_picture_is_lower(name):
    pick = SURFACES.pick(name)
    traces = contour_figure(grid(pick), view=view(pick)).data
    (bar,) = [trace for trace in traces if trace.marker.showscale]
    colors, z = bar.marker.colorbar, grid(pick).z
    assert colors.title.text == "f(x, y)<br>equal areas"
    for height, text in zip(colors.tickvals, colors.ticktext, strict=True):
        assert float((z < written(text)).double().mean()) == pytest.approx(height, abs=0.02)


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
