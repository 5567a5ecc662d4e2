"""The picture of an answer and of a gradient."""

from core.vision.segmentation.figures.weighing import weighing_figure
from core.vision.segmentation.weighing import Weighing, weighed


def test_zero_is_the_middle_of_the_push():
    figure = weighing_figure(weighed(Weighing()), 0.5)
    assert len(figure.data) == 4 and figure.data[3].zmin == -0.5 and figure.data[3].zmax == 0.5
