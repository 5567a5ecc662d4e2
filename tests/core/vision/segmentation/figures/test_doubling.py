"""The picture of ways to double."""

import torch

from core.plots import theme
from core.vision.segmentation.doubling import DRAWN, Doubling, doubled
from core.vision.segmentation.figures.doubling import doubling_figure, patterns_figure


def test_small_maps_have_their_numbers_in_them():
    small, large = (doubling_figure(doubled(Doubling(layers=n))) for n in (1, 2))
    assert [*small.data[1].text[0][:2]] == ["1", "2"] and small.data[1].texttemplate
    assert large.data[1].texttemplate is None and "%{text}" in large.data[1].hovertemplate
    assert {color for _, color in small.data[1].colorscale} == {*theme.NUMBERED}
    assert small.data[1].textfont.color == theme.TEXT


def test_drawn_weights_have_two_decimals_and_show_two_periods():
    maps = doubled(Doubling(weights=DRAWN))
    for trace, each in zip(doubling_figure(maps).data, maps, strict=True):
        assert all(len(text) == 4 for row in trace.text for text in row)
        assert torch.tensor(trace.z).shape == (4, 4) and len(each.values) == 8
        assert torch.equal(each.values[:4, :4].repeat(2, 2), each.values)


def test_the_strongest_maps_of_a_network_are_shown():
    values = torch.arange(8 * 64.0).view(8, 8, 8) - 100
    figure = patterns_figure(values, torch.arange(8) + 3)
    assert [trace.zmax for trace in figure.data] == 8 * [411]
    assert [each.text for each in figure.layout.annotations][:2] == ["Map 3", "Map 4"]
