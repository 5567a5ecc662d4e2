"""A deleted network is in no list, and can be had back."""

import pytest

from core.data import cache
from core.training import bin as bin_module
from core.training import store
from core.training.bin import delete, restore
from core.training.config import recipe

pytestmark = pytest.mark.usefixtures("one_thread", "small")


def trained(seed=1) -> store.Trained:
    config = recipe("MLP 784-128-10", epochs=1, seed=seed, batch_size=512)
    list(store.train_once(config, "cpu"))
    return store.fetch(config)


def test_a_network_is_deleted_and_restored():
    network = trained()
    weights = network.path.read_bytes()
    deleted = delete(network)
    assert network.name not in store.names() and deleted.name == network.name
    store.clean()
    restore(deleted)
    assert network.name in store.names() and network.path.read_bytes() == weights
    store.load(network.name)


def test_one_that_was_trained_anew_meanwhile_stays():
    deleted = delete(trained())
    trained()
    restore(deleted)
    assert deleted.name in store.names()


def test_what_comes_with_the_project_stays():
    with pytest.raises(ValueError, match="came with the project"):
        delete(store.find("LeNet"))


def test_one_that_is_being_trained_stays():
    network = trained()
    with (
        cache.lock(network.path).acquire(timeout=0),
        pytest.raises(ValueError, match="is being trained just now"),
    ):
        delete(network)
    assert network.name in store.names()


def test_the_oldest_of_many_go_for_good(monkeypatch):
    monkeypatch.setattr(bin_module, "MOST", 1)
    first, second = (delete(trained(seed)) for seed in (1, 2))
    with pytest.raises(ValueError, match="gone for good"):
        restore(first)
    restore(second)
