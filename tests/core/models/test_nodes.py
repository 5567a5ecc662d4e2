"""The names of nodes against torchvision's own."""

import pytest
import torch
from torch import nn
from torch.nn import functional as F
from torchvision.models import resnet18
from torchvision.models.feature_extraction import create_feature_extractor, get_graph_node_names

from core.models.nodes import node_names
from core.models.tracing import trace
from core.models.zoo import MODELS, create


class Odd(nn.Module):
    """Names that end in numbers, modules that are used twice, torch's own of several functions."""

    def __init__(self):
        super().__init__()
        self.conv_1 = nn.Conv2d(1, 4, 3, padding="same", padding_mode="circular")
        self.norm_2 = nn.GroupNorm(2, 4)
        self.act = nn.GELU()
        self.body = nn.Sequential(nn.Conv2d(4, 4, 1), nn.SiLU(), nn.LayerNorm([4, 8, 8]))
        self.output = nn.Linear(4, 3)

    def forward(self, pictures):
        x = self.act(self.norm_2(self.conv_1(pictures)))
        x = self.act(self.body(x) + x)
        x = F.relu(torch.cat([x, x], 1)[:, :4])
        return self.output(F.relu(x).view(x.size(0), 4, -1).mean(2))


def network(name):
    generator = torch.Generator().manual_seed(0)
    if name == "Odd":
        return Odd().eval(), torch.randn(1, 1, 8, 8, generator=generator)
    if name == "ResNet-18":
        return resnet18().eval(), torch.randn(1, 3, 64, 64, generator=generator)
    model = create(name, generator).eval()
    first = next(model.parameters())
    shape = (1, 28, 28) if first.ndim == 2 or first.shape[1] == 1 else (3, 32, 32)
    return model, torch.randn(1, *shape, generator=generator)


@pytest.mark.parametrize("name", [*MODELS, "ResNet-18", "Odd"])
def test_names_and_outputs_are_torchvisions(name):
    model, x = network(name)
    names = node_names(model, x)
    known = get_graph_node_names(model)[1]
    named = [each for each in names if each]
    assert set(named) <= set(known) and len(set(named)) == len(named)
    if name != "Odd":
        assert list(names) == known
    with torch.inference_mode():
        for each, stage in zip(names, trace(model, x).stages, strict=True):
            if each:
                output = create_feature_extractor(model, [each])(x)[each]
                assert torch.equal(output, stage.output), each


def test_the_network_stays_as_it_is():
    model, x = network("Odd")
    node_names(model, x)
    assert not any(module._forward_hooks or module._forward_pre_hooks for module in model.modules())
