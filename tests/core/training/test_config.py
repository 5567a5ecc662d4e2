"""The settings of a training: what fits together, and every network's recipe."""

import json
import random

import pytest

from core.models.zoo import MODELS
from core.training.config import TrainConfig, recipe
from tests.sampling import sample_state


@pytest.mark.parametrize("name", MODELS)
def test_every_recipe_is_a_config_that_survives_json(name):
    config = recipe(name)
    assert config.model == name
    assert TrainConfig.from_json(json.loads(json.dumps(config.as_json()))) == config
    assert recipe(name, epochs=7, seed=3).epochs == 7


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"model": "CNN 16-33"}, "did you mean 'CNN 16-32'"),
        ({"dataset": "CIFAR-10"}, "does not fit model='CNN 16-32'"),
        ({"model": "SimpleCNN"}, "use CIFAR-10"),
        (
            {"model": "SimpleCNN", "dataset": "CIFAR-10", "augmentation": "Affine"},
            "made for strokes on a black background; with CIFAR-10 use 'None'",
        ),
        ({"model": "MLP 784-128-64-10", "label_smoothing": 0.1}, "NLLLoss"),
        ({"epochs": 0}, "epochs=0 must be a whole number from 1"),
        ({"optimizer": "Adem"}, "did you mean 'Adam'"),
        ({"seed": 1.5}, "seed=1.5"),
    ],
)
def test_a_mistake_names_the_setting(settings, message):
    with pytest.raises(ValueError, match=message):
        TrainConfig(**settings)


def test_unknown_settings():
    with pytest.raises(ValueError, match="setting='epoch'"):
        recipe("LeNet", epoch=3)
    with pytest.raises(ValueError, match="model='LeNot'"):
        recipe("LeNot")


def test_random_digit_configs_are_keys():
    source, configs = random.Random(0), set()
    while len(configs) < 30:
        try:
            configs.add(sample_state(TrainConfig, source))
        except ValueError:  # data and network that do not fit
            continue
    assert all(TrainConfig.from_json(config.as_json()) in configs for config in configs)
