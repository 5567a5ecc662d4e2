"""A small pre-trained network of two stages with batch norm, and a small data set for it."""

import torch
from torch import nn
from torch.nn import functional as F

from core.data.dataset import Data, Dataset
from core.models.pretrained import Pretrained

NETWORK, DATASET = "Small", "Colours"


class Small(nn.Module):
    """Pictures (N, 3, 16, 16) to (N, 5) scores."""

    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(3, 6, kernel_size=3, stride=2, bias=False)
        self.first_norm = nn.BatchNorm2d(6)
        self.second = nn.Sequential(nn.Conv2d(6, 8, kernel_size=3, bias=False), nn.BatchNorm2d(8))
        self.answer = nn.Linear(8, 5)

    def forward(self, x):
        x = F.relu(self.first_norm(self.first(x)))
        x = F.relu(self.second(x)).mean((2, 3))
        return self.answer(x)


def with_head(model, head):
    """The network with another last layer."""
    model.answer = head
    return model


class Ready(Pretrained):
    """A network whose trained weights are those of seed 1."""

    digest = "of seed 1"

    def is_ready(self):
        return True

    def trained(self):
        return self.untrained(1)


SMALL = Ready(
    Small,
    note="Small.",
    classes=lambda: list("abcde"),
    load=Small,
    draw=Small,
    mean=(0.5, 0.5, 0.5),
    deviation=(0.25, 0.25, 0.25),
    side=16,
    shorter=16,
    dataset=DATASET,
    stages={"front": ("first", "first_norm"), "back": ("second",)},
    features=8,
    with_head=with_head,
)


def read_colours():
    """Noisy pictures that are red, green or blue: 24 to train with, 12 for the test."""
    generator = torch.Generator().manual_seed(0)
    labels = torch.arange(36) % 3
    tints = 120 * torch.eye(3)[labels].view(36, 3, 1, 1)
    noise = 130 * torch.rand(36, 3, 20, 20, generator=generator)
    images = (tints + noise).to(torch.uint8)
    return images[:24], labels[:24], images[24:], labels[24:]


COLOURS = Dataset(
    lambda: Data(*read_colours()),
    note="Colours.",
    classes=("red", "green", "blue"),
    shape=(3, 20, 20),
    mean=(0.4,) * 3,
    deviation=(0.2,) * 3,
    script=read_colours,
)
