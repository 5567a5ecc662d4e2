"""An adapted network sees what a network for photographs sees of the same picture."""

import torch
from torch import nn
from torchvision.models.feature_extraction import get_graph_node_names

from core.data.datasets import DATASETS
from core.models.imagenet import PRETRAINED
from core.models.nodes import node_names
from core.vision.transfer.adapter import Adapted
from core.vision.transfer.built import network_for
from core.vision.transfer.pictures import network_input, side_of
from tests.core.vision.transfer.small import DATASET, NETWORK


class Same(nn.Module):
    def forward(self, x):
        return x.flatten(1)


def test_pictures_are_prepared_as_for_the_training():
    generator = torch.Generator().manual_seed(0)
    for name in ("MNIST", "CIFAR-10", "Clip art"):
        dataset, entry = DATASETS[name], PRETRAINED["EfficientNet-Lite0"]
        images = torch.randint(0, 256, (2, *dataset.shape), generator=generator).to(torch.uint8)
        adapted = Adapted(
            Same(),
            side_of(entry, images),
            dataset.mean,
            dataset.deviation,
            entry.mean,
            entry.deviation,
        )
        x = dataset.normalise(images.float() / 255)
        expected = network_input(entry, images).flatten(1)
        torch.testing.assert_close(adapted(x), expected, rtol=1e-5, atol=1e-5)
        with torch.no_grad():
            many = adapted(x.repeat(20, 1, 1, 1))
        torch.testing.assert_close(many, expected.repeat(20, 1), rtol=1e-5, atol=1e-5)


def test_its_steps_are_those_that_torchvision_names(small):
    adapted = network_for(NETWORK, DATASET).build().eval()
    x = torch.rand(1, 3, 20, 20, generator=torch.Generator().manual_seed(0))
    names = [name for name in node_names(adapted, x) if name]
    with torch.inference_mode():
        _, expected = get_graph_node_names(adapted)
    assert names == expected
    assert [name for name in adapted.state_dict() if not name.startswith("network.")] == []
