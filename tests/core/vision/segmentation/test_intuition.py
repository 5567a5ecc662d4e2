"""What each view is about."""

from core.vision.segmentation.intuition import INTUITION, intuition
from core.vision.segmentation.state import VIEWS, State


def test_every_view_has_its_words():
    assert {*INTUITION} == {*VIEWS}
    assert all(intuition(State(view=view)).startswith("**") for view in VIEWS)
