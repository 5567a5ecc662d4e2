"""Every network of the house and a ResNet-18, with a picture for each."""

import torch
from torchvision.models import resnet18

from core.models.zoo import MODELS, create

SEED = torch.Generator().manual_seed(0)


def network(name):
    return (resnet18() if name == "ResNet-18" else create(name, SEED)).eval()


def picture(name, count=1):
    shape = (3, 64, 64) if name == "ResNet-18" else MODELS[name].shape
    return torch.randn(count, *shape, generator=torch.Generator().manual_seed(1))


NAMES = [*MODELS, "ResNet-18"]
NETWORKS = {name: network(name) for name in NAMES}
