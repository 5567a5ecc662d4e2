"""The table of trained networks side by side."""

import pytest

from core.data import cache
from core.training import store
from pages.ui.runs import rows
from tests.core.training.small_kind import Fitting


def test_a_row_says_how_good_a_network_is_and_how_it_was_trained():
    networks = store.models()
    table = rows(networks)
    assert [row["Network"] for row in table] == [network.name for network in networks]
    for row, network in zip(table, networks, strict=True):
        card = network.card
        assert float(row["Test accuracy"][:-2]) / 100 == pytest.approx(card.test_accuracy, abs=5e-5)
        assert row["Epochs"] == str(card.config.epochs)
        assert row["Optimizer"].startswith(card.config.optimizer.name)


def test_rows_of_different_kinds_of_training_have_the_same_columns(tmp_path, monkeypatch):
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path))
    list(store.train_once(Fitting(epochs=2), "cpu"))
    networks = [store.find("LeNet"), store.fetch(Fitting(epochs=2))]
    first, second = rows(networks)
    assert list(first) == list(second)
    assert (first["Points"], second["Points"]) == ("", "straight")
    assert (second["Optimizer"], second["Epochs"]) == ("", "2")
