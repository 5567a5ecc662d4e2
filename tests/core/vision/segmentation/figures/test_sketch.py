"""The picture of a drawing."""

from core.vision.segmentation.figures.sketch import sketch_figure
from core.vision.segmentation.sketch import Sketching, sketched


def test_drawing_and_mask_stand_side_by_side():
    figure = sketch_figure(sketched(Sketching()))
    assert [trace.xaxis for trace in figure.data] == ["x", "x2"]
    assert figure.layout.xaxis2.domain[0] > figure.layout.xaxis.domain[1]
