"""Where maps are averaged before a linear head, Grad-CAM is their sum with the head's weights (Zhou
et al. 2016), but for a factor.
"""

import copy

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from core.models.imagenet import PRETRAINED
from core.vision.transfer.features import body
from core.vision.transfer.grad_cam import look
from core.vision.transfer.pictures import network_input, pictures_of
from tests.core.vision.transfer.small import DATASET


def head(features: int) -> nn.Linear:
    layer = nn.Linear(features, 3, device="meta").to_empty(device="cpu")
    generator = torch.Generator().manual_seed(1)
    for value in layer.parameters():
        nn.init.normal_(value, generator=generator)
    return layer


def test_it_is_the_sum_of_maps_with_the_weights_of_the_head(small):
    model = small.with_head(copy.deepcopy(small.trained()), head(8)).eval().requires_grad_(False)
    image = pictures_of(DATASET).test[0]
    x = network_input(small, image[None])
    maps = F.relu(model.second(F.relu(model.first_norm(model.first(x)))))
    for target in (None, 0, 2):
        cam = look(small, model, image, target)
        weights = model.answer.weight[cam.target]
        expected = (weights[:, None, None] * maps[0]).sum(0).relu() / maps[0, 0].numel()
        expected = F.interpolate(expected[None, None], x.shape[2:], mode="bilinear")[0, 0]
        torch.testing.assert_close(cam.heat, expected)
        assert cam.target == (int(cam.scores.argmax()) if target is None else target)
        torch.testing.assert_close(cam.scores, model(x)[0])
    assert all(value.grad is None for value in model.parameters())


@pytest.mark.parametrize(("name", "side"), [("EfficientNet-Lite0", 4), ("SqueezeNet 1.1", 7)])
def test_the_networks_have_maps_before_their_head(name, side):
    entry = PRETRAINED[name]
    model = nn.Sequential(body(entry), head(entry.features))
    cam = look(entry, model, pictures_of(DATASET).test[1])
    assert cam.heat.shape == (128, 128) and cam.heat.min() >= 0
    coarse = F.adaptive_avg_pool2d(cam.heat[None, None], side)
    assert coarse.std() > 0 and not cam.heat.requires_grad


def test_a_network_without_maps_is_refused(small):
    with pytest.raises(ValueError, match="no maps"):
        look(small, nn.Sequential(nn.Flatten(), nn.Linear(768, 3)), pictures_of(DATASET).test[0])
