"""What the room knows of the zoo's networks."""

import pytest
import torch

from core.models.zoo import MODELS
from core.vision.convolution.networks import (
    blueprint,
    convolutional,
    first_convolution,
    trained_convolution,
    untrained,
)


def test_networks_with_a_convolution():
    assert convolutional() == ("CNN 16-32", "LeNet", "DigitNet", "SimpleCNN")
    for name in convolutional():
        channels, height, width = MODELS[name].shape
        layer = first_convolution(blueprint(MODELS[name]))
        assert layer.weight.is_meta and layer.in_channels == channels and height == width
        assert trained_convolution(name).weight.shape == layer.weight.shape


def test_an_untrained_network_is_made_without_the_global_generator():
    before = torch.get_rng_state()
    model = untrained(MODELS["LeNet"])
    assert torch.equal(torch.get_rng_state(), before) and not model.training
    assert all(not parameter.any() for parameter in model.parameters())


def test_a_network_that_is_not_trained_is_named():
    with pytest.raises(ValueError, match="no such network"):
        trained_convolution("no such network")
