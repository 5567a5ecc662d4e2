"""The tensors page as data."""

from core.foundations.tensors.script import WRITERS
from core.foundations.tensors.state import HEADLINES, VIEWS, State, headline


def test_every_view_has_its_numbers_and_its_script():
    assert set(HEADLINES) == set(VIEWS) == set(WRITERS)


def test_the_names_of_settings_are_shared_by_no_two_views():
    bases = [base for base in State.__bases__ if base is not object]
    names = [name for base in bases for name, _ in base.specs()]
    assert len(set(names)) == len(names)


def test_every_view_shows_numbers_at_first():
    for view in VIEWS:
        assert headline(State(view=view)), view
