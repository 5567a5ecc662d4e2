"""The networks that PyTorch beginners meet, one class each; its source is the code that readers
see.

To add a network, write its class and one `Network` in `MODELS`. A network takes pictures (N, C, H,
W) that are normalised as its data set says, and returns what its loss expects: (N, classes) logits
for CrossEntropyLoss, log-probabilities for NLLLoss. No dropout: it draws from the global generator,
which the sessions of a server share.
"""

import inspect
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import nn
from torch.nn import functional as F

from core.data.datasets import DATASETS
from core.models.seeding import DrawFrom
from core.registry import Choice, Registry


class MLP(nn.Module):
    """784-128-10, as in the "quickstart for beginners" of TensorFlow and its many PyTorch
    versions.
    """

    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(28 * 28, 128)
        self.output = nn.Linear(128, 10)

    def forward(self, x):
        x = x.flatten(1)  # (N, 784)
        x = F.relu(self.hidden(x))  # (N, 128)
        return self.output(x)  # (N, 10)


class DeepMLP(nn.Module):
    """784-512-128-10: the PyTorch quickstart's network of two hidden layers (512 and 512), the
    second one smaller.
    """

    def __init__(self):
        super().__init__()
        self.hidden1 = nn.Linear(28 * 28, 512)
        self.hidden2 = nn.Linear(512, 128)
        self.output = nn.Linear(128, 10)

    def forward(self, x):
        x = x.flatten(1)  # (N, 784)
        x = F.relu(self.hidden1(x))  # (N, 512)
        x = F.relu(self.hidden2(x))  # (N, 128)
        return self.output(x)  # (N, 10)


class LogSoftmaxMLP(nn.Module):
    """784-128-64-10 with log-softmax, for NLLLoss; from Udacity's "Introduction to deep learning
    with PyTorch".
    """

    def __init__(self):
        super().__init__()
        self.hidden1 = nn.Linear(28 * 28, 128)
        self.hidden2 = nn.Linear(128, 64)
        self.output = nn.Linear(64, 10)

    def forward(self, x):
        x = x.flatten(1)  # (N, 784)
        x = F.relu(self.hidden1(x))  # (N, 128)
        x = F.relu(self.hidden2(x))  # (N, 64)
        return F.log_softmax(self.output(x), dim=1)  # (N, 10)


class CNN(nn.Module):
    """Two convolutions, 16 and 32 channels, as in the CNN of yunjey/pytorch-tutorial but 3x3 and no
    batch norm.

    ReLU comes after pooling: the result is the same, since the larger of two numbers stays the
    larger, and there are four times fewer numbers to go through.
    """

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 16, kernel_size=3, padding=1)
        self.conv2 = nn.Conv2d(16, 32, kernel_size=3, padding=1)
        self.output = nn.Linear(32 * 7 * 7, 10)

    def forward(self, x):
        x = F.relu(F.max_pool2d(self.conv1(x), 2))  # (N, 16, 14, 14)
        x = F.relu(F.max_pool2d(self.conv2(x), 2))  # (N, 32, 7, 7)
        return self.output(x.flatten(1))  # (N, 10)


class LeNet(nn.Module):
    """LeNet-5 (LeCun, Bottou, Bengio, Haffner 1998) as the PyTorch tutorial "Neural Networks" has
    it: ReLU, max pool.

    The tutorial's pictures are 32 x 32; padding makes the 28 x 28 digits as large.
    """

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, kernel_size=5, padding=2)
        self.conv2 = nn.Conv2d(6, 16, kernel_size=5)
        self.hidden1 = nn.Linear(16 * 5 * 5, 120)
        self.hidden2 = nn.Linear(120, 84)
        self.output = nn.Linear(84, 10)

    def forward(self, x):
        x = F.relu(F.max_pool2d(self.conv1(x), 2))  # (N, 6, 14, 14)
        x = F.relu(F.max_pool2d(self.conv2(x), 2))  # (N, 16, 5, 5)
        x = F.relu(self.hidden1(x.flatten(1)))  # (N, 120)
        x = F.relu(self.hidden2(x))  # (N, 84)
        return self.output(x)  # (N, 10)


class DigitNet(nn.Module):
    """Our own, for drawings: five convolutions with batch norm, 195,000 weights, about 1 ms a digit
    on one core.

    The plan is that of VGG (Simonyan and Zisserman 2014), small; batch norm as Ioffe and Szegedy
    (2015) have it. The first convolution takes every second pixel: most of the work of such a net
    is done before the size is first halved.
    """

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(
            1, 32, kernel_size=5, stride=2, padding=2, bias=False
        )  # the norm has a bias
        self.norm1 = nn.BatchNorm2d(32)
        self.conv2 = nn.Conv2d(32, 32, kernel_size=3, padding=1, bias=False)
        self.norm2 = nn.BatchNorm2d(32)
        self.conv3 = nn.Conv2d(32, 80, kernel_size=3, padding=1, bias=False)
        self.norm3 = nn.BatchNorm2d(80)
        self.conv4 = nn.Conv2d(80, 80, kernel_size=3, padding=1, bias=False)
        self.norm4 = nn.BatchNorm2d(80)
        self.conv5 = nn.Conv2d(80, 128, kernel_size=3, padding=1, bias=False)
        self.norm5 = nn.BatchNorm2d(128)
        self.output = nn.Linear(128 * 3 * 3, 10)

    def forward(self, x):
        x = F.relu(self.norm1(self.conv1(x)))  # (N, 32, 14, 14)
        x = F.relu(self.norm2(self.conv2(x)))  # (N, 32, 14, 14)
        x = F.relu(F.max_pool2d(self.norm3(self.conv3(x)), 2))  # (N, 80, 7, 7)
        x = F.relu(self.norm4(self.conv4(x)))  # (N, 80, 7, 7)
        x = F.relu(F.max_pool2d(self.norm5(self.conv5(x)), 2))  # (N, 128, 3, 3)
        return self.output(x.flatten(1))  # (N, 10)


class SimpleCNN(nn.Module):
    """The usual first network for CIFAR-10: 3x3 convolutions with 32 and 64 channels, then 128
    units, then 10.
    """

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 32, kernel_size=3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, kernel_size=3, padding=1)
        self.hidden = nn.Linear(64 * 8 * 8, 128)
        self.output = nn.Linear(128, 10)

    def forward(self, x):
        x = F.relu(F.max_pool2d(self.conv1(x), 2))  # (N, 32, 16, 16)
        x = F.relu(F.max_pool2d(self.conv2(x), 2))  # (N, 64, 8, 8)
        x = F.relu(self.hidden(x.flatten(1)))  # (N, 128)
        return self.output(x)  # (N, 10)


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
                    "name": "pen",
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


def create(name: str, generator: torch.Generator) -> nn.Module:
    """The named network with the first weights that its constructor draws, here from `generator`.

    A generator with seed s gives what `torch.manual_seed(s)` before the constructor gives.
    """
    with DrawFrom(generator):
        return MODELS[name].build()


def initialise(model: nn.Module, generator: torch.Generator) -> nn.Module:
    """Every layer's first weights anew, drawn from `generator`, by its own `reset_parameters`.

    For most layers that is uniform within 1 / sqrt(fan in) (He et al. 2015, a = sqrt 5); a norm
    gets ones and zeros. Changes the model in place, and returns it.

    Raises:
        TypeError: a layer has weights of its own and no `reset_parameters`.
    """
    with DrawFrom(generator):
        for layer in model.modules():
            if hasattr(layer, "reset_parameters"):
                layer.reset_parameters()
            elif list(layer.parameters(recurse=False)):
                raise TypeError(
                    f"{type(layer).__name__} has weights of its own and no reset_parameters"
                )
    return model
