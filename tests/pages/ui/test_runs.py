"""The table of trained networks side by side."""

import pytest

from core.training import store
from pages.ui.runs import rows


def test_a_row_says_how_good_a_network_is_and_how_it_was_trained():
    networks = store.models()
    table = rows(networks)
    assert [row["Network"] for row in table] == [network.name for network in networks]
    for row, network in zip(table, networks, strict=True):
        card = network.card
        assert float(row["Test accuracy"][:-2]) / 100 == pytest.approx(card.test_accuracy, abs=5e-5)
        assert row["Epochs"] == str(card.config.epochs)
        assert row["Optimizer"].startswith(card.config.optimizer.name)
