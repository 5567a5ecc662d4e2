"""What this room needs to know of the zoo's networks: their layers, and their first convolution."""

from functools import lru_cache

import torch
from torch import nn

from core.models.zoo import MODELS, Network
from core.training import store


@lru_cache(maxsize=64)
def blueprint(network: Network) -> nn.Module:
    """A network without numbers (on torch's meta device): its layers can be looked at."""
    with torch.device("meta"):  # draws nothing from the global generator
        return network.build()


def first_convolution(model: nn.Module) -> nn.Conv2d | None:
    """The first convolution of a network; None if it has none."""
    return next((layer for layer in model.modules() if isinstance(layer, nn.Conv2d)), None)


def is_convolutional(name: str, network: Network) -> bool:
    """Whether a network of the zoo has a convolution."""
    return first_convolution(blueprint(network)) is not None


def convolutional() -> tuple[str, ...]:
    """The names of all networks of the zoo that have a convolution."""
    return tuple(name for name, network in MODELS.items() if is_convolutional(name, network))


def trained_convolution(name: str) -> nn.Conv2d:
    """The first convolution of a trained network, shared by all: not to be changed.

    Raises:
        ValueError: the network has not been trained.
    """
    return first_convolution(store.load(name))


@lru_cache(maxsize=16)
def untrained(network: Network) -> nn.Module:
    """A network whose weights are all zero, float64, in eval mode; shared, not to be changed."""
    with torch.device("meta"):
        model = network.build()
    model = model.to_empty(device="cpu").double().eval().requires_grad_(False)
    for tensor in (*model.parameters(), *model.buffers()):
        tensor.zero_()
    return model
