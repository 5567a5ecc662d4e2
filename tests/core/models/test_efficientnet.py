"""EfficientNet-Lite0: its size, its padding, and that it knows what real pictures show."""

import math

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from core.models.efficientnet import EfficientNetLite0, padded


def test_it_has_the_published_numbers():
    model = EfficientNetLite0()
    assert sum(value.numel() for value in model.parameters()) == 4_652_008
    norms = [module for module in model.modules() if isinstance(module, nn.BatchNorm2d)]
    assert len(norms) == 49 and {module.eps for module in norms} == {1e-3}
    assert model.classifier.in_features == 1280


def same(x, kernel, stride):
    """TensorFlow's SAME: as many outputs as strides begin in the input, and what is missing for
    them padded with zeros, the odd one at the end.
    """
    size = x.shape[-1]
    missing = max((math.ceil(size / stride) - 1) * stride + kernel - size, 0)
    start, end = missing // 2, missing - missing // 2
    return F.pad(x, (start, end, start, end))


@pytest.mark.parametrize("size", [224, 128, 56, 14])
def test_every_convolution_pads_as_tensorflow_does(size):
    x = torch.rand(1, 1, size, size, generator=torch.Generator().manual_seed(size))
    for kernel in (3, 5):
        for stride in (1, 2):
            conv = nn.Conv2d(1, 1, kernel, stride, kernel // 2 if stride == 1 else 0, bias=False)
            expected = F.conv2d(same(x, kernel, stride), conv.weight, stride=stride)
            result = conv(padded(x, conv))
            assert torch.allclose(result, expected, atol=1e-6)


def test_a_picture_is_halved_five_times():
    with torch.device("meta"):
        model = EfficientNetLite0().eval()
        x = torch.zeros(2, 3, 224, 224)
        assert model.stages(torch.zeros(2, 32, 112, 112)).shape == (2, 320, 7, 7)
        assert model(x).shape == (2, 1000)
