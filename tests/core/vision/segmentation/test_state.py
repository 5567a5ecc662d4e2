"""The state of the page: a view, and its numbers."""

from core.vision.segmentation.shapes import Shapes, numbers
from core.vision.segmentation.state import HEADLINES, VIEWS, State, headline


def test_every_view_has_numbers():
    assert {*HEADLINES} == {*VIEWS}
    assert headline(State(side=96)) == numbers(Shapes(side=96))
