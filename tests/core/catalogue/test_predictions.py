"""Kinds of prediction name losses that there are, and settings that do not clash."""

import pytest

from core.catalogue.losses import of_kind
from core.catalogue.predictions import ALIKE, KINDS, T, X, quantities


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_the_first_losses_are_of_the_kind(kind):
    losses = of_kind(kind)
    assert kind.first
    for name, arguments in kind.first.items():
        assert losses.pick(name, **arguments).name == name


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_kind_says_what_is_seen(kind):
    for low, high in (kind.span, kind.values, kind.slopes):
        assert low < high
    assert kind.span[0] <= kind.prediction.spec.low < kind.prediction.spec.high <= kind.span[1]
    assert "target" in kind.feeds


def test_names_of_settings_differ():
    names = [kind.name for kind in KINDS.values()] + [quantity.setting for quantity in quantities()]
    assert len(set(names)) == len(names)


def test_kinds_share_a_quantity_by_being_given_the_same():
    assert {X, T} <= set(quantities())
    assert sum(quantity.setting == "x" for quantity in quantities()) == 1


def test_a_word_stands_for_a_number_and_a_number_for_itself():
    assert (ALIKE.number("alike"), ALIKE.number("different")) == (1.0, 0.0)
    assert T.number(0.3) == 0.3
