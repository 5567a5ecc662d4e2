"""The state of the page: a view, and its numbers."""

from core.networks.landscape.plane import Plane, numbers
from core.networks.landscape.state import HEADLINES, VIEWS, State, headline


def test_every_view_has_numbers():
    assert {*HEADLINES} == {*VIEWS}
    assert headline(State(digits=100)) == numbers(Plane(digits=100))
