"""The path of a training is kept, comes back as it was, and is that of its network alone."""

import logging

import pytest
import torch

from core.data import mnist
from core.data.dataset import Data
from core.data.datasets import DATASETS, load
from core.models.zoo import create
from core.training import path_files, store
from core.training.bin import delete, restore
from core.training.config import recipe
from core.training.paths import has_path, path
from core.training.steps import loss_function, measure
from core.training.train import train
from tests.core.training.sameness import few

CONFIG = recipe("LeNet", epochs=4, batch_size=104, seed=5)


@pytest.fixture(autouse=True)
def tiny(one_thread, small, monkeypatch):
    few(monkeypatch, 208)


def epochs_of(config) -> list[dict[str, torch.Tensor]]:
    """The weights after each epoch but the last, from the training itself."""
    states = []
    for snapshot in train(config, "cpu"):
        if snapshot.checkpoint is not None:
            state = snapshot.checkpoint.states["model"]
            states.append({name: value.clone() for name, value in state.items()})
    return states


def trained(config=CONFIG) -> store.Trained:
    list(store.train_once(config, "cpu"))
    return store.fetch(config)


def interrupt(config, step: int) -> None:
    training = store.train_once(config, "cpu")
    for snapshot in training:
        if snapshot.step == step:
            break
    training.close()


def assert_equal(state, other) -> None:
    assert list(state) == list(other)
    assert all(torch.equal(state[name], other[name]) for name in state)


@pytest.mark.parametrize("stop", [None, 1, 3, 5, 7])
def test_it_holds_the_weights_of_every_epoch_however_often_it_was_interrupted(stop):
    if stop:
        interrupt(CONFIG, stop)
        assert path_files._folder().exists() == (stop > 2)
    network = trained()
    assert has_path(network.name)
    result = path(network.name)
    assert (result.epochs, result.steps) == ((0, 1, 2, 3, 4), (0, 2, 4, 6, 8))
    torch.manual_seed(CONFIG.seed)
    assert_equal(result.states[0], CONFIG.network.build().state_dict())
    for state, expected in zip(result.states[1:], epochs_of(CONFIG), strict=False):
        assert_equal(state, expected)
    assert_equal(result.states[-1], store.load(network.name).state_dict())
    assert not [*path_files._folder().iterdir()]


def test_averaged_weights_answer_the_test_pictures_as_the_training_found():
    config = CONFIG.replace(ema=0.9)
    result = path(trained(config).name)
    model, data = config.network.build(), load(config.dataset)
    for (_, loss, accuracy), state in zip(
        store.fetch(config).card.held_out, result.states[1:], strict=True
    ):
        model.load_state_dict(state)
        measured = measure(model.eval(), data, DATASETS["MNIST"], loss_function(config))
        assert measured == (pytest.approx(loss, abs=1e-5), accuracy)


def test_one_epoch_has_a_start_and_an_end():
    result = path(trained(CONFIG.replace(epochs=1)).name)
    assert (result.epochs, result.steps) == ((0, 1), (0, 2))


def test_it_is_deleted_and_restored_with_its_network():
    network = trained()
    deleted = delete(network)
    assert [file for file in network.path.parent.iterdir() if file.suffix == ".safetensors"] == []
    restore(deleted)
    assert len(path(network.name).epochs) == 5
    store.clean()
    assert len(path(network.name).epochs) == 5


def test_a_damaged_one_is_told_and_left_out(caplog):
    network = trained()
    file = path_files.beside(network.path)
    data = file.read_bytes()
    file.write_bytes(data[:-9] + bytes([data[-9] ^ 1]) + data[-8:])
    with caplog.at_level(logging.WARNING):
        assert path(network.name) is None
    (line,) = caplog.messages
    assert "its path is changed" in line and "\n" not in line
    store.load(network.name)


def test_that_of_another_network_is_not_taken():
    first, second = (trained(CONFIG.replace(seed=seed)) for seed in (1, 2))
    path_files.beside(first.path).write_bytes(path_files.beside(second.path).read_bytes())
    assert path(first.name) is None and path(second.name) is not None


def test_a_training_without_all_its_epochs_has_none():
    interrupt(CONFIG, 7)
    path_files._file(CONFIG, 2).unlink()
    network = trained()
    assert not has_path(network.name) and path(network.name) is None


@pytest.mark.parametrize("name", ["MLP 784-128-10", "LeNet"])
def test_those_that_come_with_the_project_are_as_their_cards_say(name):
    trained, result = store.find(name), path(name)
    assert result.epochs == tuple(range(trained.card.config.epochs + 1))
    images, labels = mnist.test_digits()
    data = Data(images[:0, None], labels[:0], images[:, None], labels.long())
    for epoch, state in zip(result.epochs, result.states, strict=True):
        assert all(value.isfinite().all() for value in state.values())
        if epoch == 1:
            model, loss = create(trained.network, torch.Generator()), trained.network.loss()
            model.load_state_dict(state)
            measured = measure(model.eval(), data, trained.dataset, loss)
            assert (epoch * 235, *measured) == pytest.approx(trained.card.held_out[0], abs=2e-4)
