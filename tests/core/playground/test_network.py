"""Networks from settings."""

import pytest
import torch
from torch import nn

from core.catalogue.initialisations import INITIALISATIONS
from core.playground.network import (
    SeededDropout,
    adapt,
    as_tested,
    build,
    is_idle,
    linear_layers,
    weights_of,
)
from core.playground.settings import Settings


def built(settings, seed=5):
    return build(settings, torch.Generator().manual_seed(seed))


@pytest.mark.parametrize("p", [0.1, 0.5, 0.9])
def test_dropout_draws_what_torch_draws(p):
    x = torch.randn(40, 8)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(3)
        expected = nn.Dropout(p)(x)
    mine = SeededDropout(p, torch.Generator().manual_seed(3))
    assert torch.equal(mine(x), expected) and mine.eval()(x) is x


@pytest.mark.parametrize("name", INITIALISATIONS)
def test_the_first_weights_are_those_that_torch_draws(name):
    settings = Settings(initialisation=name, hidden="5, 3")
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(5)
        layers = [nn.Linear(2, 5), nn.Linear(5, 3), nn.Linear(3, 1)]
        if settings.initialisation != Settings().initialisation:
            for layer in layers:
                pick = settings.initialisation
                pick.choice.build(layer.weight, **pick.choice.fixed, **dict(pick.arguments))
                nn.init.zeros_(layer.bias)
    for mine, layer in zip(linear_layers(built(settings)), layers, strict=True):
        assert torch.equal(mine.weight, layer.weight) and torch.equal(mine.bias, layer.bias)


def test_a_layer_has_what_its_text_says():
    network = built(Settings(hidden="4 ReLU norm dropout=0.2 frozen, 2"))
    adapt(network, Settings(hidden="4 ReLU norm dropout=0.2 frozen, 2"))
    names = [type(module).__name__ for module in network]
    assert names[:4] == ["Linear", "BatchNorm1d", "ReLU", "SeededDropout"]
    assert names[4:] == ["Linear", "Tanh", "SeededDropout", "Linear", "Tanh"]
    assert [t.requires_grad for t in weights_of(network)] == [False, False, True, True, True, True]
    adapt(network, Settings(hidden="4 ReLU norm, 2", loss="Cross-entropy"))
    assert network[3].p == 0 and network[0].weight.requires_grad
    assert isinstance(network[-1], nn.Identity)


def test_modules_that_do_nothing_and_what_each_makes_outside_of_training():
    network = built(Settings(hidden="4 norm dropout=0.2, 2", loss="Cross-entropy"))
    tested = x = network[0](torch.randn(9, 2))
    network[1](x)  # gathers statistics
    for module in network[1:]:
        tested = as_tested(module, tested)
    assert network.training and torch.equal(tested, network[1:].eval()(x))
    assert [is_idle(module) for module in network[4:]] == [False, False, True, False, True]
