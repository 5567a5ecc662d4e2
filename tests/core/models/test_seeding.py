"""First weights from a generator are those that torch draws from the global one."""

import pytest
import torch
from torch import nn

from core.models.seeding import DrawFrom, initialise


def generator() -> torch.Generator:
    return torch.Generator().manual_seed(0)


class Own(nn.Module):
    """Draws in every way that a constructor may."""

    def __init__(self):
        super().__init__()
        self.shape = torch.randperm(5)
        for number, values in enumerate(
            (
                torch.randn(3, 4),
                torch.rand((2, 2)),
                torch.normal(0.0, 1.0, (3,)),
                torch.empty(3).exponential_(),
                nn.init.trunc_normal_(torch.empty(3, 3)),
                nn.init.orthogonal_(torch.empty(3, 3)),
                nn.init.xavier_normal_(torch.empty(3, 3)),
                nn.init.kaiming_normal_(torch.empty(3, 3)),
                nn.init.sparse_(torch.empty(4, 4), 0.5),
            )
        ):
            self.register_parameter(f"values{number}", nn.Parameter(values))


LAYERS = {
    "Linear": lambda: nn.Linear(3, 4),
    "Conv1d": lambda: nn.Conv1d(2, 3, 3),
    "Conv3d": lambda: nn.Conv3d(2, 3, 3),
    "ConvTranspose2d": lambda: nn.ConvTranspose2d(2, 4, 3, groups=2),
    "Bilinear": lambda: nn.Bilinear(2, 3, 4),
    "Embedding": lambda: nn.Embedding(5, 3, padding_idx=1),
    "LSTM": lambda: nn.LSTM(3, 5, 2, bidirectional=True),
    "GRUCell": lambda: nn.GRUCell(3, 4),
    "TransformerEncoderLayer": lambda: nn.TransformerEncoderLayer(8, 2, 16),
    "weight_norm": lambda: nn.utils.parametrizations.weight_norm(nn.Linear(3, 4)),
    "LayerNorm": lambda: nn.LayerNorm(5),
    "PReLU": lambda: nn.PReLU(3),
    "Own": Own,
}


@pytest.mark.parametrize("name", LAYERS)
def test_weights_are_those_of_the_global_generator(name):
    before = torch.get_rng_state()
    with DrawFrom(torch.Generator().manual_seed(7)):
        ours = LAYERS[name]()
    assert torch.equal(torch.get_rng_state(), before)
    with torch.random.fork_rng():
        torch.manual_seed(7)
        theirs = LAYERS[name]()
    assert list(ours.state_dict()) == list(theirs.state_dict())
    for value, expected in zip(
        ours.state_dict().values(), theirs.state_dict().values(), strict=True
    ):
        assert torch.equal(value, expected)


def test_a_generator_that_is_named_stays():
    with DrawFrom(torch.Generator().manual_seed(7)):
        values = torch.rand(3, generator=torch.Generator().manual_seed(1))
    assert torch.equal(values, torch.rand(3, generator=torch.Generator().manual_seed(1)))


def test_what_takes_no_generator_is_refused():
    with (
        pytest.raises(TypeError, match="rand_like cannot draw from a generator"),
        DrawFrom(torch.Generator()),
    ):
        torch.rand_like(torch.zeros(3))


@pytest.mark.parametrize("layer", [nn.Dropout, nn.Dropout1d, nn.Dropout2d, nn.Dropout3d])
@pytest.mark.parametrize("p", [0.0, 0.3, 0.5, 1.0])
def test_dropout_leaves_out_what_it_does_with_the_global_generator(layer, p):
    """Each of three calls in a row, in training; nothing in evaluation."""
    shape = {nn.Dropout1d: (3, 4, 5), nn.Dropout3d: (3, 4, 2, 2, 5)}.get(layer, (3, 4, 5, 5))
    x, dropout = torch.randn(shape, generator=generator()).requires_grad_(), layer(p)
    with DrawFrom(torch.Generator().manual_seed(7)):
        ours = [dropout(x) for _ in range(3)]
        assert dropout.eval()(x) is x
    dropout.train()
    with torch.random.fork_rng():
        torch.manual_seed(7)
        for result in ours:
            assert torch.equal(result, dropout(x))


def test_normalisation_layers_start_at_one_and_zero():
    layer = initialise(nn.Sequential(nn.BatchNorm2d(3), nn.GroupNorm(1, 3)), generator())
    for part in layer:
        assert part.weight.tolist() == [1, 1, 1]
        assert part.bias.tolist() == [0, 0, 0]
    assert layer[0].running_var.tolist() == [1, 1, 1]


def test_an_unknown_layer_is_our_own_mistake():
    layer = nn.Module()
    layer.register_parameter("weight", nn.Parameter(torch.zeros(3)))
    with pytest.raises(TypeError, match="Module has weights of its own and no reset_parameters"):
        initialise(nn.Sequential(nn.Embedding(3, 2), layer), generator())


@pytest.mark.parametrize("p", [0.0, 0.3, 0.5, 1.0])
@pytest.mark.parametrize("inplace", [False, True])
def test_dropout_drops_what_the_global_generator_would(p, inplace):
    layer = nn.Dropout(p, inplace)
    images = torch.randn(4, 3, 5, 5).to(memory_format=torch.channels_last).requires_grad_()
    state = torch.get_rng_state()
    with DrawFrom(torch.Generator().manual_seed(7)):
        ours = layer(images * 1)
        later = torch.rand(3)
    assert torch.equal(torch.get_rng_state(), state)
    with torch.random.fork_rng():
        torch.manual_seed(7)
        assert torch.equal(ours, layer(images * 1))
        assert torch.equal(later, torch.rand(3))
    (gradient,) = torch.autograd.grad(ours.sum(), images)
    assert torch.equal(gradient == 0, ours == 0)
    with DrawFrom(torch.Generator()):
        assert torch.equal(layer.eval()(images), images)


def test_operators_that_draw_nothing_are_left_alone():
    x = torch.tensor([1.0, 2.0])
    with DrawFrom(torch.Generator()):
        assert torch.equal(x**2, torch.tensor([1.0, 4.0])) and torch.equal(2**x, x * 2)
