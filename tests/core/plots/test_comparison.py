"""Trained networks side by side."""

from dataclasses import replace

import pytest

from core.plots.comparison import over_epochs, rows
from core.training import store


def trained(curve):
    first = store.models()[0]
    config = first.card.config.replace(epochs=4)
    return replace(first, card=replace(first.card, config=config, curve=curve))


def test_steps_become_epochs_whatever_the_size_of_a_batch():
    curve = over_epochs(trained(((5, 2.0, 0.25), (10, 1.0, 0.5), (40, 0.5, 0.75))))
    assert curve == ((0.5, 2.0, 0.25), (1.0, 1.0, 0.5), (4.0, 0.5, 0.75))
    assert over_epochs(trained(())) == ()


def test_a_row_says_how_good_a_network_is_and_how_it_was_trained():
    networks = store.models()
    table = rows(networks)
    assert [row["Network"] for row in table] == [network.name for network in networks]
    for row, network in zip(table, networks, strict=True):
        card = network.card
        assert float(row["Test accuracy"][:-2]) / 100 == pytest.approx(card.test_accuracy, abs=5e-5)
        assert row["Epochs"] == str(card.config.epochs)
        assert row["Optimizer"].startswith(card.config.optimizer.name)
