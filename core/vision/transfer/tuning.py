"""What a training of a pre-trained network is: its settings, and what it begins with."""

import copy
from dataclasses import dataclass
from typing import ClassVar

import torch
from torch import nn

from core.data.datasets import DATASETS
from core.models.imagenet import PRETRAINED
from core.models.pretrained import Pretrained
from core.models.seeding import DrawFrom
from core.registry import Config, Options, Range, setting
from core.training.config import DatasetOptions
from core.vision.transfer.stages import freeze, network_names, parameters, trainable_titles

MOST_STAGES = 9


@dataclass(frozen=True)
class Tuning(Config):
    """One training of a network with a new head. The same settings give the same weights.

    With trained weights the head is first fitted to their features, as `head.fit` does. If it is
    all that learns, and batch norm is in eval mode, that is the whole training, and what the
    settings say of epochs, batches and rates counts for nothing.

    Args:
        stages: that learn beside the head, counted from the back; more than there are means all.
        decay: each stage towards the front learns at this share of the rate of the one after it
            (discriminative learning rates, Howard and Ruder 2018).
        frozen_norms: "train" is a common mistake: batch norm of frozen stages then takes mean and
            variance of each batch, and its running statistics change.
        seed: decides which pictures are chosen, their order, and all weights that are drawn.
    """

    kind: ClassVar[str] = "vision.transfer"

    network: str = setting(Options(network_names, "EfficientNet-Lite0"))
    dataset: str = setting(DatasetOptions(lambda: tuple(DATASETS), "Clip art"))
    weights: str = setting(Options(("trained", "random"), "trained"))
    stages: int = setting(Range(0, MOST_STAGES, 0, 1))
    per_class: int = setting(Range(1, 50, 20, 1))
    epochs: int = setting(Range(1, 50, 5, 1))
    batch_size: int = setting(Range(2, 64, 16, 2, "pictures"))
    lr: float = setting(Range(1e-5, 1e-1, 1e-3, 1e-5, log=True))
    decay: float = setting(Range(0.1, 1.0, 1.0, 0.05))
    frozen_norms: str = setting(Options(("eval", "train"), "eval"))
    seed: int = setting(Range(0, 99, 0, 1))

    def __post_init__(self):
        super().__post_init__()
        if self.is_fit:
            specs = dict(self.specs())
            for name in ("batch_size", "lr", "decay"):
                object.__setattr__(self, name, specs[name].default)
            object.__setattr__(self, "epochs", 1)

    @property
    def is_fit(self) -> bool:
        """Whether the whole training is the fit of the head."""
        return (self.weights, self.stages, self.frozen_norms) == ("trained", 0, "eval")

    @property
    def entry(self) -> Pretrained:
        """The pre-trained network."""
        return PRETRAINED[self.network]

    @property
    def what(self) -> str:
        """What learns, in a few words."""
        most = len(self.entry.stages)
        if self.stages >= most:
            return "all of it" if self.weights == "trained" else "from scratch"
        words = "head only" if not self.stages else f"head and {self.stages} of {most} stages"
        return words if self.weights == "trained" else f"{words}, random weights"

    @property
    def model(self) -> str:
        """As its network is called in lists."""
        return f"{self.network} on {self.dataset}, {self.what}"


def begin(tuning: Tuning, classes: int) -> nn.Module:
    """A copy of the network with a new head that is drawn by the seed, of which only what the
    settings say can learn.

    Raises:
        ValueError: the weights are damaged.
    """
    entry = tuning.entry
    start = entry.trained() if tuning.weights == "trained" else entry.untrained(tuning.seed)
    with DrawFrom(torch.Generator().manual_seed(tuning.seed)):
        head = nn.Linear(entry.features, classes)
    model = entry.with_head(copy.deepcopy(start), head)
    freeze(entry, model, tuning.stages)
    return model


def groups(tuning: Tuning, model: nn.Module) -> list[dict]:
    """What learns, a group for each stage from the head on towards the front, with its rate."""
    learning = reversed(trainable_titles(tuning.entry, tuning.stages))
    return [
        {
            "params": list(parameters(tuning.entry, model, title)),
            "lr": tuning.lr * tuning.decay**depth,
        }
        for depth, title in enumerate(learning)
    ]
