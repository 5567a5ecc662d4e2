"""Trains weights further, gently: on what their data set is by now, so that a network learns more
and keeps what it knows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import torch
from torch import Tensor

from core.catalogue.optimizer import learning_rate
from core.catalogue.optimizers import TRAINING_OPTIMIZERS
from core.data.datasets import DATASETS, load
from core.training.config import TrainConfig
from core.training.snapshot import Snapshot
from core.training.train import evaluate

GENTLY = 8
"""Part of the recipe's learning rate in a further training: at a half of it a network loses more of
what it knows than a few epochs bring back.
"""

Weights = Mapping[str, Tensor]


def gentle(config: TrainConfig, epochs: int, run: int) -> TrainConfig:
    """The config of a further training, the `run`-th from 0 of those from the same weights. The
    first training has seen the pictures in the order of its own seed, so each has a later one.
    """
    rate = learning_rate(config.optimizer) / GENTLY
    optimizer = TRAINING_OPTIMIZERS.pick(
        config.optimizer.name, **{**dict(config.optimizer.arguments), "lr": rate}
    )
    return config.replace(epochs=epochs, optimizer=optimizer, seed=config.seed + 1 + run)


def mean(weights: Sequence[Weights]) -> dict[str, Tensor]:
    """The mean of the weights of several networks; what is counted is the first one's (Wortsman et
    al. 2022, "Model soups").
    """
    return {
        name: torch.stack([state[name] for state in weights]).mean(0)
        if value.is_floating_point()
        else value.clone()
        for name, value in weights[0].items()
    }


def between(before: Weights, after: Weights, share: float) -> dict[str, Tensor]:
    """Weights on the line from those before a further training to those after, which keep better
    what was known than the new weights alone (Wortsman et al. 2022, "Robust fine-tuning").
    """
    return {
        name: before[name].lerp(value, share) if value.is_floating_point() else value.clone()
        for name, value in after.items()
    }


def blend(runs: Sequence[Snapshot], before: Weights, share: float, dataset: str) -> Snapshot:
    """The last snapshot of several further trainings as one: its model between the weights before
    and the mean of those after, its seconds those of all. It has no curves: those would be of a few
    epochs of one of them.
    """
    last = runs[-1]
    after = mean([run.model.state_dict() for run in runs])
    last.model.load_state_dict(between(before, after, share))
    return replace(
        last,
        seconds=sum(run.seconds for run in runs),
        test_accuracy=evaluate(last.model, load(dataset), DATASETS[dataset]),
        curve=(),
        held_out=(),
    )
