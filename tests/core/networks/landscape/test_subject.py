"""Trained networks with the pictures on which their loss is measured."""

import pytest
import torch

from core.data import mnist
from core.networks.landscape.subject import is_fast, names, pictures_file, precision, subject
from core.training import store


def test_a_network_is_a_copy_in_the_precision_that_its_layers_allow():
    chosen = subject("MLP 784-128-10", 100)
    assert chosen.x.shape == (100, 1, 28, 28) and chosen.x.dtype == torch.float64
    assert precision(store.load("MLP 784-128-10")) == torch.float64
    assert precision(store.load("LeNet")) == torch.float32
    assert is_fast("MLP 784-128-10") and not is_fast("LeNet")
    assert next(store.load("MLP 784-128-10").parameters()).dtype == torch.float32
    assert torch.equal(chosen.labels, mnist.test_digits()[1][:100].long())
    assert not chosen.normed and subject("DigitNet", 100).normed


def test_networks_without_pictures_are_not_offered():
    assert "MLP 784-128-10" in names() and "SimpleCNN" not in names()
    with pytest.raises(ValueError, match="not known"):
        subject("MLP 784-128-11", 100)


def test_the_file_holds_as_many_pictures_as_are_used():
    assert 78_400 < len(pictures_file("LeNet", 100)) < 82_000
