"""Saliency against finite differences, the first layer against torch's own modules."""

import pytest
import torch
from torch import nn

from core.data.preparation import normalise
from core.training import store
from core.vision.digits.explanation import first_layer, saliency
from core.vision.digits.state import PRESETS, read

PICTURE = read(PRESETS[0].state).picture


@pytest.mark.parametrize("name", ["MLP 784-128-10", "CNN 16-32"])
def test_saliency_is_the_slope_of_the_score(name):
    model = store.load(name)
    # no two pixels alike: where a pooling window holds equal values, its slope depends on the side
    # one comes from
    picture = torch.rand(1, 28, 28, generator=torch.Generator().manual_seed(0))
    result = saliency(picture, model, 7)
    double = _double(model)

    def score(picture):
        with torch.no_grad():
            return double(normalise(picture.double()[None]))[0, 7]

    step = 1e-6
    for row, column in [(5, 10), (14, 14), (20, 9), (8, 18)]:
        nudge = torch.zeros(1, 28, 28, dtype=torch.float64)
        nudge[0, row, column] = step
        slope = (score(picture.double() + nudge) - score(picture.double() - nudge)) / (2 * step)
        assert float(result[row, column]) == pytest.approx(float(slope), rel=1e-3, abs=1e-4)


def test_a_shared_model_is_left_as_it_was():
    model = store.load("CNN 16-32")
    saliency(PICTURE, model, 3)
    first_layer(PICTURE, model)
    assert not model.training
    assert all(
        parameter.grad is None and not parameter.requires_grad for parameter in model.parameters()
    )
    assert not any(module._forward_hooks or module._backward_hooks for module in model.modules())


def test_the_maps_of_a_convolution_are_its_output():
    model = store.load("CNN 16-32")
    maps = first_layer(PICTURE, model)
    layer = next(module for module in model.modules() if isinstance(module, nn.Conv2d))
    expected = nn.functional.conv2d(
        normalise(PICTURE[None]), layer.weight, layer.bias, padding=layer.padding
    )[0]
    assert maps.convolution and maps.values is None
    assert torch.allclose(maps.maps, expected[list(maps.units)])


def test_the_products_of_a_linear_unit_add_up_to_its_value():
    model = store.load("MLP 784-128-10")
    maps = first_layer(PICTURE, model)
    layer = next(module for module in model.modules() if isinstance(module, nn.Linear))
    values = layer(normalise(PICTURE[None]).flatten(1))[0]
    assert not maps.convolution
    assert torch.allclose(maps.values, values[list(maps.units)])
    assert torch.allclose(
        maps.maps.sum((1, 2)) + layer.bias[list(maps.units)], values[list(maps.units)], atol=1e-4
    )
    assert (
        values[list(maps.units)].min()
        >= values.sort(descending=True).values[len(maps.units) - 1] - 1e-6
    )


def _double(model):
    import copy

    return copy.deepcopy(model).double()


def test_a_network_whose_first_layer_is_another_is_said():
    with pytest.raises(ValueError, match="neither Conv2d nor Linear"):
        first_layer(PICTURE, nn.Sequential(nn.Flatten(), nn.LayerNorm(784)))
