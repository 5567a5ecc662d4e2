"""Which functions of a network belong to one layer, for our networks and for a foreign one."""

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from core.models.tracing import trace
from tests.core.models.networks import NAMES, NETWORKS, SEED, picture


@pytest.mark.parametrize("name", NAMES)
def test_every_layer_begins_with_weights_and_nothing_is_left_out(name):
    result = trace(NETWORKS[name], picture(name))
    layers = result.layers()
    assert sorted(index for layer in layers for index in layer.indices) == list(
        range(len(result.stages))
    )
    assert layers[0].title == "picture"
    assert {layer.name for layer in layers[1:]} <= {*result.weighted(), "adaptive_avg_pool2d1"}
    assert len({layer.title for layer in layers}) == len(layers)


def test_a_residual_network_is_seen_block_by_block():
    titles = [layer.title for layer in trace(NETWORKS["ResNet-18"], picture("ResNet-18")).layers()]
    blocks = [f"layer{stage}.{block}" for stage in range(1, 5) for block in range(2)]
    assert titles == ["picture", "conv1", *blocks, "adaptive_avg_pool2d1", "fc"]


def test_the_layers_of_the_digit_network():
    result = trace(NETWORKS["DigitNet"], picture("DigitNet"))
    kinds = [result.stages[index].kind for index in result.chain("conv5")]
    assert kinds == ["conv2d", "batch_norm", "max_pool2d", "relu"]
    assert result.end("conv5").output.shape == (1, 128, 3, 3)
    assert result.before_activation("conv5").kind == "max_pool2d"
    assert result.before_activation("output").name == "output"
    assert [layer.name for layer in result.layers()[1:]] == [
        *(f"conv{n}" for n in range(1, 6)),
        "output",
    ]


def test_a_layer_that_is_not_there_is_named():
    with pytest.raises(
        ValueError, match="layer='conv9' is not in this network: choose from conv1, conv2, output"
    ):
        trace(NETWORKS["CNN 16-32"], picture("CNN 16-32")).index("conv9")


class Foreign(nn.Module):
    """Norms over channels, groups and whole layers, activations of torch's and of one's own."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 6, 3)
        self.groups = nn.GroupNorm(2, 6)
        self.grouped = nn.Conv2d(6, 6, 3, groups=3)
        self.slopes = nn.PReLU(6)
        self.wide = nn.Linear(6 * 6 * 6, 12)
        self.norm = nn.LayerNorm(12)
        self.rate = nn.Parameter(torch.ones(12))
        self.output = nn.Linear(12, 3)

    def forward(self, x):
        x = F.silu(self.groups(self.conv(x)))
        x = self.slopes(self.grouped(x))
        x = F.avg_pool2d(x, 2, stride=1, padding=1)[:, :, :6, :6]
        x = x.reshape(x.size(0), -1)
        x = torch.sin(self.norm(self.wide(x))) * self.rate
        return self.output(torch.cat([x[:, :6], x[:, 6:]], dim=1))


def foreign():
    torch.manual_seed(0)
    return Foreign().eval(), torch.randn(1, 1, 10, 10, generator=SEED)


def test_what_stands_before_any_activation():
    result = trace(*foreign())
    ends = {name: result.before_activation(name).kind for name in result.weighted()}
    assert ends == {
        "conv": "group_norm",
        "grouped": "conv2d",
        "wide": "layer_norm",
        "output": "linear",
    }


def test_layers_of_a_foreign_network_and_its_parameters():
    model, x = foreign()
    result = trace(model, x)
    assert [layer.name for layer in result.layers()] == ["picture", *result.weighted()]
    assert sum(stage.parameters for stage in result.stages) == sum(
        value.numel() for value in model.parameters()
    )
    assert result.stage("norm").weight is model.norm.weight
    assert result.stage("grouped").channels(3) == (2, 4)
    assert result.taken_by(result.stage("wide")).output.shape == (1, 6, 6, 6)
    assert [result.stages[index].kind for index in result.chain("wide")] == [
        "linear",
        "layer_norm",
        "sin",
        "mul",
    ]


def test_a_linear_layer_on_tokens_has_no_units():
    class Tokens(nn.Module):
        def __init__(self):
            super().__init__()
            self.mix = nn.Linear(4, 4)
            self.output = nn.Linear(4, 2)

        def forward(self, x):
            x = self.mix(x.flatten(2).transpose(1, 2))
            return self.output(F.gelu(x).mean(1))

    result = trace(Tokens(), torch.randn(1, 4, 3, 3, generator=SEED))
    assert result.weighted() == ("output",)
    assert len(result.layers()) == 3
