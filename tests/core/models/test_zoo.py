"""Every network of the registry: its shapes, its first weights, its text."""

import inspect

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from core.models.zoo import MODELS, create

# by hand: (inputs + 1) * outputs of each layer
PARAMETERS = {
    "MLP 784-128-10": 785 * 128 + 129 * 10,
    "MLP 784-512-128-10": 785 * 512 + 513 * 128 + 129 * 10,
    "MLP 784-128-64-10": 785 * 128 + 129 * 64 + 65 * 10,
    "CNN 16-32": 10 * 16 + 145 * 32 + 1569 * 10,
    "LeNet": 26 * 6 + 151 * 16 + 401 * 120 + 121 * 84 + 85 * 10,
    "SimpleCNN": 28 * 32 + 289 * 64 + 4097 * 128 + 129 * 10,
}


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def weights(model: nn.Module) -> torch.Tensor:
    return torch.cat([value.flatten().double() for value in model.state_dict().values()])


@pytest.mark.parametrize("name", MODELS)
def test_output_is_what_the_loss_expects(name):
    network = MODELS[name]
    images = torch.randn(5, *network.shape, generator=generator())
    scores = create(name, generator()).eval()(images)
    assert scores.shape == (5, len(network.classes))
    sums = scores.exp().sum(1)
    assert torch.allclose(sums, torch.ones(5), atol=1e-5) == (network.loss is nn.NLLLoss)
    assert (scores < 0).any()  # no ReLU at the end
    network.loss()(scores, torch.zeros(5, dtype=torch.int64)).backward()


@pytest.mark.parametrize("name", PARAMETERS)
def test_number_of_parameters(name):
    assert (
        sum(value.numel() for value in create(name, generator()).parameters()) == PARAMETERS[name]
    )


@pytest.mark.parametrize("name", MODELS)
def test_first_weights_are_those_of_torch(name):
    state = torch.get_rng_state()
    ours = create(name, generator(7))
    assert torch.equal(torch.get_rng_state(), state)
    with torch.random.fork_rng():
        torch.manual_seed(7)
        theirs = MODELS[name].build()
    assert torch.equal(weights(ours), weights(theirs))
    assert not torch.equal(weights(ours), weights(create(name, generator(8))))


@pytest.mark.parametrize("name", MODELS)
def test_weights_lie_within_their_bounds(name):
    for layer in create(name, generator()).modules():
        if isinstance(layer, nn.Linear | nn.Conv2d):
            bound = layer.weight[0].numel() ** -0.5
            for values in (layer.weight, layer.bias):
                assert values is None or values.abs().max() <= bound
            assert layer.weight.std().item() == pytest.approx(
                bound / 3**0.5, rel=0.2
            )  # of a uniform distribution


@pytest.mark.parametrize("name", MODELS)
def test_text_stands_alone(name):
    namespace = {"torch": torch, "nn": nn, "F": F}
    exec(inspect.getsource(MODELS[name].build), namespace)
    assert MODELS[name].code == MODELS[name].build.__name__
    assert MODELS[name].build.__doc__
    copy = namespace[MODELS[name].code]()
    model = create(name, generator()).eval()
    copy.load_state_dict(model.state_dict())
    images = torch.randn(3, *MODELS[name].shape, generator=generator())
    assert torch.equal(copy.eval()(images), model(images))
