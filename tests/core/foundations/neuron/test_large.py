"""Counts of large networks: those of torchvision's, of torch's modules, and those published."""

import pytest
import torch
import torchvision
from torch import nn

from core.foundations.neuron.large import LARGE_MODELS, Part

PUBLISHED = {
    "LeNet-5": 61_706,
    "GPT-2 small": 124_439_808,
    "GPT-2 XL": 1_557_611_200,
    "LLaMA 7B": 6_738_415_616,
}
"""As the models that can be downloaded have them."""


def counted(module: nn.Module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())


@pytest.mark.parametrize(("name", "build"), [("ResNet-18", "resnet18"), ("VGG-16", "vgg16")])
def test_networks_of_torchvision(name, build):
    with torch.device("meta"):
        module = getattr(torchvision.models, build)()
    assert LARGE_MODELS[name].parameters == counted(module)


@pytest.mark.parametrize(("name", "parameters"), PUBLISHED.items())
def test_published_counts(name, parameters):
    assert LARGE_MODELS[name].parameters == parameters


@pytest.mark.parametrize(
    ("name", "layers", "width", "context"),
    [
        ("GPT-2 small", 12, 768, 1024),
        ("GPT-2 XL", 48, 1600, 1024),
        ("GPT-3", 96, 12_288, 2048),
    ],
)
def test_a_transformer_of_torchs_modules_has_as_many(name, layers, width, context):
    with torch.device("meta"):
        block = nn.TransformerEncoderLayer(width, 8, 4 * width)
        words, positions = nn.Embedding(50_257, width), nn.Embedding(context, width)
        total = counted(words) + counted(positions) + layers * counted(block)
        assert LARGE_MODELS[name].parameters == total + counted(nn.LayerNorm(width))


def test_a_transformer_without_biases_has_as_many():
    with torch.device("meta"):
        projections = 4 * counted(nn.Linear(4096, 4096, bias=False))
        gated = 3 * counted(nn.Linear(4096, 11_008, bias=False))
        norms = 2 * counted(nn.RMSNorm(4096))
        ends = 2 * counted(nn.Linear(4096, 32_000, bias=False)) + counted(nn.RMSNorm(4096))
    assert LARGE_MODELS["LLaMA 7B"].parameters == 32 * (projections + gated + norms) + ends


@pytest.mark.parametrize("name", [name for name in LARGE_MODELS if name[0].isdigit()])
def test_dense_networks_are_those_of_torch(name):
    sizes = list(map(int, name.split("-")))
    layers = [nn.Linear(*pair) for pair in zip(sizes, sizes[1:], strict=False)]
    assert LARGE_MODELS[name].parameters == counted(nn.Sequential(*layers))


def test_they_stand_from_the_smallest_to_the_largest():
    counts = [model.parameters for model in LARGE_MODELS.values()]
    assert counts == sorted(counts) and counts[:3] == [3, 9, 55]


def test_a_formula_is_its_count():
    for model in LARGE_MODELS.values():
        for part in model.parts:
            assert eval(part.formula) == part.count
    assert Part("", ((2, 3), (4,)), times=5).formula == "5 * (2 * 3 + 4)"


def test_large_networks_name_their_source():
    for name, model in LARGE_MODELS.items():
        assert bool(model.source) == (model.parameters > 50_000 and not name[0].isdigit())
