"""The pictures of the draw page show the numbers that they are given."""

import pytest
import torch

from core.plots.boxes import Box
from core.training import store
from core.vision.digits import figures as plots
from core.vision.digits.explanation import first_layer, saliency
from core.vision.digits.state import PRESETS, examples, read

READING = read(PRESETS[0].state)
NAME = PRESETS[0].state.models[0]


def test_the_strip_shows_every_step():
    strip = plots.steps_pixels(READING.steps)
    assert [len(tile.picture.shape) for tile in strip] == [2] * 5
    assert torch.equal(strip[3].picture, READING.steps.placed)
    assert strip[2].share == pytest.approx(20 / 28)
    assert max(max(tile.picture.shape) for tile in strip) <= 70
    assert f"{float(READING.steps.normalised.max()):.2f}" in strip[4].caption


def test_the_saliency_is_drawn_as_it_is_and_evenly_around_zero():
    gradient = saliency(READING.picture, store.load(NAME), 7)
    figure = plots.saliency_figure(gradient, READING.picture[0], 7)
    heat, outline = figure.data
    assert torch.equal(torch.tensor(heat.z), gradient)
    assert heat.zmax == -heat.zmin == float(gradient.abs().max())
    assert torch.equal(torch.tensor(outline.z), READING.picture[0])
    assert "7" in figure.layout.title.text


@pytest.mark.parametrize("name", ["CNN 16-32", "MLP 784-128-10"])
def test_maps_share_one_scale(name):
    maps = first_layer(READING.picture, store.load(name))
    shown = plots.maps_pixels(maps)
    assert len(shown) == len(maps.units)
    strongest = int(maps.maps.abs().amax((1, 2)).argmax())
    assert {int(shown[strongest].picture.min()), int(shown[strongest].picture.max())} & {1, 255}
    assert f"{float(maps.maps.abs().max()):.2f}" in plots.maps_words(maps)
    values = maps.maps.sum((1, 2)) if maps.values is None else maps.values
    value = f": {float(values[0]):.2f}".replace("-", "−")
    assert (value in shown[0].caption) == (not maps.convolution)


def test_several_digits_are_shown_with_their_answers():
    tiles = plots.digits_pixels((READING, READING))
    assert [tile.caption[:2] for tile in tiles] == ["7,", "7,"]
    assert torch.equal(tiles[1].picture, READING.steps.placed)


def test_every_style_is_shown_by_name():
    pictures = examples(7)
    captions = [tile.caption for tile in plots.styles_pixels(pictures)]
    assert [caption.lower() for caption in captions] == list(pictures)
    assert "Barred 7" in captions


def test_boxes_stand_around_digits_with_their_labels_inside_the_picture():
    picture = torch.zeros(100, 200, dtype=torch.uint8)
    figure = plots.digit_figure(picture, (Box(30, 10, 70, 40, "5"), Box(2, 60, 90, 120, "0")))
    first, second = figure.layout.shapes
    assert (first.x0, first.y0, first.x1, first.y1) == (8.5, 28.5, 40.5, 70.5)
    above, below = figure.layout.annotations
    assert (above.text, above.y, above.yanchor) == ("<b>5</b>", 28.5, "bottom")
    assert (below.text, below.y, below.yanchor) == ("<b>0</b>", 90.5, "top")


def test_figures_are_small_enough():
    gradient = saliency(READING.picture, store.load(NAME), 7)
    for figure in (
        plots.saliency_figure(gradient, READING.picture[0], 7),
        plots.digit_figure(READING.steps.placed),
    ):
        assert len(figure.to_json()) < 300_000
