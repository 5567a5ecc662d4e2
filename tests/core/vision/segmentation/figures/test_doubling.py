"""The picture of ways to double."""

from core.vision.segmentation.doubling import Doubling, doubled
from core.vision.segmentation.figures.doubling import doubling_figure


def test_small_maps_have_their_numbers_in_them():
    small, large = (doubling_figure(doubled(Doubling(layers=n))) for n in (1, 2))
    assert [*small.data[1].text[0][:2]] == ["1", "2"] and small.data[1].texttemplate
    assert large.data[1].texttemplate is None and "%{text}" in large.data[1].hovertemplate
