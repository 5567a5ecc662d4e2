"""The sums behind a map add up to the map that torch makes."""

import pytest
import torch
from torch import nn
from torchvision.models import resnet18

from core.models.tracing import trace
from core.models.zoo import MODELS, create
from core.vision.feature_maps.sums import weighted_sum

GENERATOR = torch.Generator().manual_seed(0)


def traced(name):
    model = resnet18() if name == "ResNet-18" else create(name, GENERATOR)
    shape = (3, 64, 64) if name == "ResNet-18" else MODELS[name].shape
    model.eval().requires_grad_(False)
    return model, trace(model, torch.randn(1, *shape, generator=GENERATOR))


@pytest.mark.parametrize("name", [*MODELS, "ResNet-18"])
def test_the_parts_and_the_bias_are_the_map(name):
    model, run = traced(name)
    modules = dict(model.named_modules())
    for layer in run.weighted():
        stage = run.stage(layer)
        for unit in (0, len(stage.weight) - 1):
            result = weighted_sum(run, layer, unit)
            expected = modules[layer](run.stages[stage.inputs[0]].output)[0, unit]
            scale = result.parts.abs().sum(0).max()
            assert (result.total - expected).abs().max() <= 1e-5 * scale
            assert result.total.shape == (expected.shape or (1, 1))
            assert result.difference <= 1e-5 * scale
            assert torch.equal(result.steps[0][1].squeeze(), expected.squeeze())
            assert torch.equal(result.map.squeeze(), run.end(layer).output[0, unit].squeeze())
            assert len(result.inputs) == len(result.kernels) == len(result.parts)


def test_each_part_is_a_convolution_of_one_channel_written_out():
    _, run = traced("CNN 16-32")
    result = weighted_sum(run, "conv2", 5)
    padded = nn.functional.pad(result.inputs, (1, 1, 1, 1))
    row, column = 4, 9
    for channel in range(16):
        window = padded[channel, row : row + 3, column : column + 3]
        assert float(result.parts[channel, row, column]) == pytest.approx(
            float((window * result.kernels[channel]).sum()), rel=1e-4, abs=1e-6
        )


def test_a_flattened_input_is_shown_as_the_maps_it_was():
    model, run = traced("CNN 16-32")
    result = weighted_sum(run, "output", 3)
    assert result.inputs.shape == result.kernels.shape == result.parts.shape == (32, 7, 7)
    assert torch.equal(result.kernels.flatten(), model.output.weight[3])
    assert result.bias == float(model.output.bias[3])


def test_groups_take_their_own_channels():
    layer = nn.Conv2d(4, 6, 3, groups=2, dilation=2, stride=2, padding=1)
    x = torch.randn(1, 4, 12, 12, generator=GENERATOR)

    class Network(nn.Module):
        def __init__(self):
            super().__init__()
            self.layer = layer

        def forward(self, x):
            return self.layer(x)

    run = trace(Network(), x)
    for unit in range(6):
        result = weighted_sum(run, "layer", unit)
        assert torch.equal(result.inputs, x[0, 2 * (unit // 3) : 2 * (unit // 3) + 2])
        assert torch.allclose(result.total, layer(x)[0, unit], atol=1e-5)


def test_the_strongest_inputs_come_in_their_own_order():
    _, run = traced("CNN 16-32")
    result = weighted_sum(run, "conv2", 0)
    few = result.strongest(4)
    assert list(few) == sorted(few)
    strength = result.parts.abs().amax((1, 2))
    assert (
        strength[list(few)].min()
        >= strength[[index for index in range(16) if index not in few]].max()
    )
    assert len(result.strongest(100)) == 16


@pytest.mark.parametrize(
    ("layer", "unit", "line"),
    [
        ("conv1", 16, "unit=16 must be a whole number from 0 to 15 in conv1"),
        ("conv3", 0, "layer='conv3' is not"),
        ("relu1", 0, "layer='relu1' sums up nothing"),
        ("picture", 0, "sums up nothing"),
    ],
)
def test_a_unit_that_is_not_there_is_named(layer, unit, line):
    with pytest.raises(ValueError, match=line):
        weighted_sum(traced("CNN 16-32")[1], layer, unit)
