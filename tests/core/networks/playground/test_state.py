"""What a reader can set on the playground."""

from core.networks.playground.state import HEADLINES, VIEWS, State, headline


def test_every_view_has_its_numbers():
    assert HEADLINES.keys() == set(VIEWS)
    assert headline(State())
