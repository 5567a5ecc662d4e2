"""The picture of a drawing or of an upload, under its mask."""

import numpy as np
import torch

from core.plots import theme
from core.vision.segmentation.figures.sketch import sketch_figure, square_columns
from core.vision.segmentation.sketch import Sketched, Sketching, sketched


def test_picture_and_probability_stand_side_by_side():
    seen = sketched(Sketching())
    figure = sketch_figure(seen)
    assert [trace.xaxis for trace in figure.data] == ["x", "x", "x2"]
    assert figure.layout.xaxis2.domain[0] > figure.layout.xaxis.domain[1]
    assert np.array_equal(np.isfinite(figure.data[1].z), (seen.mask > 0).numpy())
    assert not figure.layout.showlegend and figure.data[1].opacity < 1


def test_each_class_that_is_found_has_a_layer_in_its_colour():
    every = torch.eye(4)[:, [[0, 1], [3, 3]]]  # (classes, H, W)
    figure = sketch_figure(Sketched(torch.zeros(2, 2), every, ("background", "a", "b", "c")))
    _, *layers, _ = figure.data
    assert [layer.name for layer in layers] == ["A", "C"] and figure.layout.showlegend
    colors = [layer.colorscale[0][1] for layer in layers]
    assert colors == [theme.COLORS[0], theme.COLORS[2]]
    assert np.isfinite(layers[1].z).tolist() == [[False, False], [True, True]]


def test_an_upload_is_shown_in_its_colours():
    pixels = torch.zeros(3, 8, 8, dtype=torch.uint8)
    ((column,),) = (square_columns(pixels),)
    assert column.tiles[0].picture.shape == (3, 8, 8)
    ((column,),) = (square_columns(pixels[:1]),)
    assert column.tiles[0].picture.shape == (8, 8)
