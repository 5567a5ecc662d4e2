"""Trainings side by side."""

import pytest

from core.networks.training.compared import (
    MOST,
    Comparison,
    curves,
    differences,
    networks,
    numbers,
)
from core.plots.history import DASHES
from core.training import store


def test_the_numbers_are_those_of_the_cards():
    shown = numbers(Comparison())
    assert shown["MLP 784-128-10: test accuracy"] == store.find("MLP 784-128-10").card.test_accuracy
    assert len(shown) == 6
    with pytest.raises(ValueError, match="is not on this computer"):
        networks(Comparison(compared=("LeNet (3 epochs, seed 1, abcd)",)))


def test_no_more_are_compared_than_there_are_lines_to_draw():
    assert len(DASHES) == MOST


def test_curves_go_over_the_epochs():
    lines = curves(networks(Comparison(compared=("MLP 784-128-10", "SimpleCNN"))))
    assert [*lines] == ["MLP 784-128-10"] and lines["MLP 784-128-10"][-1][0] == 8


def test_what_is_equal_in_all_is_left_out():
    rows = [
        {"Network": "a", "Seed": "0", "Batch": "8"},
        {"Network": "a", "Seed": "1", "Batch": "8"},
    ]
    assert differences(rows, ("Network",)) == [
        {"Network": "a", "Seed": "0"},
        {"Network": "a", "Seed": "1"},
    ]
