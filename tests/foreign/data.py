"""Entries that nobody here has thought of: a data set of three classes in grey 32 x 32, a network
of GELU and LayerNorm for it with its own loss, an augmentation with an odd parameter.
"""

import torch
from torch import nn
from torch.nn import functional as F

from core.data.datasets import DATASETS, Data, Dataset
from core.models.zoo import MODELS, Network
from core.registry import Range, Registry
from core.training.augmentation import AUGMENTATIONS, Augmentation

DATASET, NETWORK, AUGMENTATION = "Stripes", "Stripe reader", "Glare"
SHAPE = (1, 32, 32)


def read_stripes():
    """Stripes that run down, across or both ways: 192 to train with and 48 for the test."""
    generator = torch.Generator().manual_seed(1)
    waves = (torch.arange(32) // 4 % 2) * 160
    plain = torch.stack(
        [waves.expand(32, 32), waves[:, None].expand(32, 32), (waves[:, None] + waves) // 2]
    )
    labels = torch.arange(240) % 3
    noise = torch.randint(0, 80, (240, 1, 32, 32), generator=generator)
    images = (plain[labels][:, None] + noise).to(torch.uint8)
    return images[:192], labels[:192], images[192:], labels[192:]


class MeanAndScale(nn.Module):
    """Half of a block: a norm over all numbers of a picture."""

    def __init__(self, width):
        super().__init__()
        self.norm = nn.LayerNorm(width)

    def forward(self, x):
        return F.gelu(self.norm(x))


class StripeReader(nn.Module):
    """A convolution, then units behind a LayerNorm, all through GELU."""

    def __init__(self):
        super().__init__()
        self.look = nn.Conv2d(1, 4, kernel_size=5, stride=4)
        self.width = nn.Linear(4 * 7 * 7, 24)
        self.block = MeanAndScale(24)
        self.rate = nn.Parameter(torch.randn(24))
        self.answer = nn.Linear(24, 3)

    def forward(self, x):
        x = F.gelu(self.look(x)).flatten(1)
        return self.answer(self.block(self.width(x)) * self.rate)


class HalfSquared(nn.Module):
    """The squared distance of the probabilities to the truth."""

    def forward(self, scores, labels):
        return (scores.softmax(1) - F.one_hot(labels, 3)).square().sum(1).mean() / 2


def glare(batch, generator, beta: float = 0.3):
    """Each picture made brighter or darker as a whole."""
    change = 2 * torch.rand(len(batch), 1, 1, 1, generator=generator, device=batch.device) - 1
    return batch * (1 + beta * change)


ENTRIES: list[tuple[Registry, str, object]] = [
    (
        DATASETS,
        DATASET,
        Dataset(
            lambda: Data(*read_stripes()),
            note="Stripes.",
            classes=("down", "across", "both"),
            shape=SHAPE,
            mean=(0.4,),
            deviation=(0.3,),
            script=read_stripes,
        ),
    ),
    (
        MODELS,
        NETWORK,
        Network(
            StripeReader,
            note="Tells stripes apart.",
            dataset=DATASET,
            loss=HalfSquared,
            recipe={"epochs": 4, "batch_size": 16, "augmentation": {"name": AUGMENTATION}},
        ),
    ),
    (
        AUGMENTATIONS,
        AUGMENTATION,
        Augmentation(glare, {"beta": Range(0.0, 1.0, 0.3, 0.1)}, "Brighter or darker."),
    ),
]
