"""Trainings as tutorials have them, by name: the usual settings, not those that are soonest good.

To add one, add a `Recipe` to `RECIPES`.
"""

from dataclasses import dataclass

from core.models.zoo import MODELS
from core.training.config import TrainConfig


@dataclass(frozen=True)
class Recipe:
    """A training that many have run.

    Args:
        config: its settings.
        note: one sentence on what is usual about it.
    """

    config: TrainConfig
    note: str


def _recipe(note: str, model: str, **settings: object) -> Recipe:
    usual = {"model": model, "dataset": MODELS[model].dataset, "schedule": "None"}
    return Recipe(TrainConfig.from_json(usual | settings), note)


RECIPES: dict[str, Recipe] = {
    "MLP 784-512-128-10 with SGD": _recipe(
        "Plain SGD with momentum, batches of 64: the loop of many first tutorials.",
        "MLP 784-512-128-10",
        epochs=10,
        batch_size=64,
        optimizer={"name": "SGD", "lr": 0.01, "momentum": 0.9, "weight_decay": 0.0},
    ),
    "MLP 784-128-64-10 with Adam": _recipe(
        "Log-softmax, NLLLoss and Adam, batches of 64: a loop that many courses teach.",
        "MLP 784-128-64-10",
        epochs=5,
        batch_size=64,
        optimizer={"name": "Adam", "lr": 0.003, "weight_decay": 0.0},
    ),
    "SimpleCNN with Adam": _recipe(
        "A first network for photographs: Adam at torch's own rate, batches of 32.",
        "SimpleCNN",
        epochs=10,
        batch_size=32,
        optimizer={"name": "Adam", "lr": 0.001, "weight_decay": 0.0},
    ),
}
