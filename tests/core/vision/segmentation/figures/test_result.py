"""The pictures of a result."""

from core.vision.segmentation.figures.result import result_figure, threshold_figure
from core.vision.segmentation.result import Looking, curve, result


def test_a_line_goes_around_what_counts_as_shape():
    figure = result_figure(result(Looking()), 0.4)
    (line,) = (trace for trace in figure.data if trace.type == "contour")
    assert line.contours.start == line.contours.end == 0.4 and line.xaxis == "x3"
    assert len(figure.to_json()) < 300_000


def test_the_threshold_stands_on_its_curve():
    figure = threshold_figure(curve(result(Looking())), 0.4)
    assert figure.layout.shapes[0].x0 == 0.4 and len(figure.data[0].x) == 19
