"""What shipped networks read in MNIST's test digits, computed once for all tests of a worker."""

import functools

import torch
from torch import Tensor

from core.data import mnist
from core.data.preparation import normalise
from core.training import store


@functools.cache
def shares(name: str) -> Tensor:
    """The share that a network gives each digit, (10000, 10)."""
    model, (pictures, _) = store.load(name), mnist.test_digits()
    with torch.inference_mode():
        parts = [model(normalise(part[:, None] / 255)).softmax(1) for part in pictures.split(500)]
    return torch.cat(parts)


def accuracy(name: str) -> float:
    """The share of the test digits that a network reads right."""
    return float((shares(name).argmax(1) == mnist.test_digits()[1]).double().mean())
