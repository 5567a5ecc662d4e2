"""For the tests of trainings: a few pictures, and whether two networks are the same to the bit."""

from dataclasses import replace

import torch
from torch import nn

from core.data import datasets


def few(monkeypatch, training: int, test: int = 100) -> datasets.Data:
    """MNIST with so many of its first pictures, in place of every data set."""
    data = datasets.load("MNIST")
    data = replace(
        data,
        train_images=data.train_images[:training],
        train_labels=data.train_labels[:training],
        test_images=data.test_images[:test],
        test_labels=data.test_labels[:test],
    )
    stand_in(monkeypatch, data)
    return data


def stand_in(monkeypatch, data: datasets.Data) -> None:
    """Has every data set be this one; what is forgotten of it is what was really read."""

    def load(name: str) -> datasets.Data:
        return data

    load.cache_clear = datasets._load.cache_clear
    monkeypatch.setattr(datasets, "_load", load)


def assert_same(model: nn.Module, other: nn.Module) -> None:
    """All weights and buffers are equal, and have the same names."""
    ours, theirs = model.state_dict(), other.state_dict()
    assert list(ours) == list(theirs)
    for name, value in ours.items():
        assert torch.equal(value, theirs[name]), name
