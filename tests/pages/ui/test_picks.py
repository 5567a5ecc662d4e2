"""Picks on a page: how many of their values are not at their defaults."""

import pytest

from core.functions.optimizers.state import RACERS
from core.functions.optimizers.surfaces import SURFACES
from core.registry import Choose, Range
from pages.ui import picks

SPEC = Choose(SURFACES, SURFACES.pick("Bowl"))
RATE = Range(0.0, 1.0, 0.5, 0.1)


@pytest.mark.parametrize(
    ("held", "name", "arguments"),
    [
        ({}, 0, 0),
        ({"": "Bowl", ".angle": 30.0}, 0, 1),
        ({"": "Rosenbrock"}, 1, 0),
        ({"": "Rosenbrock", ".steepness": 50.0, ".angle": 30.0}, 1, 1),
    ],
)
def test_changes_of_a_pick_are_those_of_its_name_and_its_arguments(visit, held, name, arguments):
    visit.session.update({f"page.surface{key}": value for key, value in held.items()})
    assert picks.name_changes("page.surface", SPEC) == name
    assert picks.argument_changes("page.surface", SPEC) == arguments
    assert picks.changes("page.surface", SPEC) == name + arguments


def test_before_a_widget_is_there_the_address_counts(visit):
    visit.address.update({"page.rate": "0.7", "page.surface": "Rosenbrock"})
    assert picks.changes("page.rate", RATE) == 1 == picks.changes("page.surface", SPEC)
    visit.session["page.rate"] = 0.5
    assert picks.changes("page.rate", RATE) == 0 == picks.argument_changes("page.rate", RATE)


def test_an_argument_is_compared_with_that_of_the_default():
    usual = RACERS.pick("Adam", lr=0.7)
    assert picks.specs_of(usual)["lr"].default == 0.7
    assert picks.titled("More", 0) == "More" and picks.titled("More", 2) == "More (2 changed)"
