"""The networks of `core.models.networks` as data: what each is made for, and how it is trained.

To add a network, write its class there and one `Network` in `MODELS`.
"""

import inspect
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import nn

from core.data.datasets import DATASETS
from core.models.networks import CNN, MLP, DeepMLP, DigitNet, LeNet, LogSoftmaxMLP, SimpleCNN
from core.models.seeding import DrawFrom
from core.registry import Choice, Registry


@dataclass(frozen=True, eq=False, kw_only=True)
class Network(Choice):
    """A network, and how it is trained. `build()` makes it, with weights drawn as torch draws them.

    Args:
        dataset: the data set that it is made for, by name; its input and classes are that one's.
        loss: a class of loss that takes (N, classes) scores and (N,) labels: CrossEntropyLoss takes
            logits, NLLLoss log-probabilities.
        recipe: the settings of a `TrainConfig` that are not at their defaults, as in its JSON.
    """

    dataset: str = "MNIST"
    loss: type[nn.Module] = nn.CrossEntropyLoss
    recipe: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self):
        if not self.code:
            object.__setattr__(self, "code", self.build.__name__)

    @property
    def shape(self) -> tuple[int, int, int]:
        """(C, H, W) of its input."""
        return DATASETS[self.dataset].shape

    @property
    def classes(self) -> tuple[str, ...]:
        """What its scores stand for."""
        return DATASETS[self.dataset].classes

    @property
    def takes_label_smoothing(self) -> bool:
        """Whether its loss can be smoothed."""
        return "label_smoothing" in inspect.signature(self.loss).parameters


MODELS = Registry(
    "model",
    {
        "MLP 784-128-10": Network(
            MLP,
            note="One hidden layer: the smallest MLP here.",
            recipe={"epochs": 8, "optimizer": {"name": "AdamW", "lr": 0.01, "weight_decay": 0.1}},
        ),
        "MLP 784-512-128-10": Network(
            DeepMLP,
            note="Two hidden layers.",
            recipe={"epochs": 8, "optimizer": {"name": "AdamW", "lr": 0.003}},
        ),
        "MLP 784-128-64-10": Network(
            LogSoftmaxMLP,
            note="Two hidden layers and log-softmax, trained with NLLLoss.",
            loss=nn.NLLLoss,
            recipe={"epochs": 8, "optimizer": {"name": "AdamW", "lr": 0.01, "weight_decay": 0.1}},
        ),
        "CNN 16-32": Network(
            CNN,
            note="Two small convolutions: fewer weights than the smallest MLP, and more accurate.",
            recipe={"optimizer": {"name": "AdamW", "lr": 0.02}},
        ),
        "LeNet": Network(LeNet, note="The network that read the cheques of the 1990s."),
        "DigitNet": Network(
            DigitNet,
            note="Made for drawings: it has also learned from handwriting styles around the world.",
            dataset="MNIST + drawings",
            recipe={
                "epochs": 12,
                "optimizer": {"name": "AdamW", "lr": 0.004, "weight_decay": 0.02},
                "schedule": {"name": "OneCycleLR", "pct_start": 0.2},
                "augmentation": {
                    "name": "Pen",
                    "degrees": 8,
                    "translate": 1.0,
                    "shear": 0.1,
                    "strength": 0.7,
                    "thickness": 0.6,
                },
                "label_smoothing": 0.03,
                "ema": 0.999,
            },
        ),
        "SimpleCNN": Network(
            SimpleCNN,
            note="Colour photographs of ten kinds of things.",
            dataset="CIFAR-10",
            recipe={
                "epochs": 8,
                "optimizer": {"name": "AdamW", "lr": 0.003, "weight_decay": 0.05},
                "label_smoothing": 0.1,
                "ema": 0.998,
            },
        ),
    },
)


def create(network: str | Network, generator: torch.Generator) -> nn.Module:
    """A network, or the one of this name, with the first weights that its constructor draws, here
    from `generator`.

    A generator with seed s gives what `torch.manual_seed(s)` before the constructor gives.
    """
    network = MODELS[network] if isinstance(network, str) else network
    with DrawFrom(generator):
        return network.build()
