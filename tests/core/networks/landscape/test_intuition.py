"""What each view is about."""

from core.networks.landscape.intuition import INTUITION, intuition
from core.networks.landscape.state import VIEWS, State
from core.networks.landscape.subject import OWN


def test_every_view_has_its_words():
    assert {*INTUITION} == {*VIEWS}
    assert all("{" not in intuition(State(view=view)) for view in VIEWS)


def test_a_plane_is_told_in_as_many_dimensions_as_the_network_has():
    assert "2 of 101,770 dimensions" in intuition(State())
    assert "2 of 61,706 dimensions" in intuition(State(network="LeNet"))
    assert "Its weights are 25 numbers" in intuition(State(network=OWN))
