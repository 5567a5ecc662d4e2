"""From a pick to torch's optimizer: its arguments, its settings, its learning rate."""

import random

import pytest
import torch

from core.catalogue.optimizer import (
    arguments,
    learning_rate,
    optimizer,
    settings,
    with_learning_rate,
)
from core.catalogue.optimizers import OPTIMIZERS
from tests.sampling import sample_pick

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_torch_takes_every_setting(name):
    generator = random.Random(name)
    for _ in range(30):
        pick = sample_pick(OPTIMIZERS, name, generator)
        try:
            keywords = arguments(pick)
        except ValueError as error:
            assert "nesterov=True needs" in str(error)
            continue
        group = optimizer(pick, [torch.zeros(1, 2, requires_grad=True)]).param_groups[0]
        assert all(group[key] == value for key, value in keywords.items())


def test_joined_arguments_are_torchs():
    assert arguments(OPTIMIZERS.pick("Adam", beta1=0.5)) == {"lr": 0.001, "betas": (0.5, 0.999)}
    assert arguments(OPTIMIZERS.pick("Rprop", step_max=5.0)) == {
        "lr": 0.01,
        "step_sizes": (1e-6, 5.0),
    }
    assert arguments(OPTIMIZERS.pick("Adafactor", eps2=0.01)) == {"lr": 0.01, "eps": (None, 0.01)}
    assert arguments(OPTIMIZERS.pick("LBFGS", max_eval=3))["max_eval"] == 3


@pytest.mark.parametrize("keywords", [{"momentum": 0.0}, {"momentum": 0.9, "dampening": 0.1}])
def test_nesterov_needs_momentum(keywords):
    with pytest.raises(ValueError, match="nesterov=True needs momentum above 0 and dampening=0"):
        arguments(OPTIMIZERS.pick("SGD", nesterov=True, **keywords))


def test_the_learning_rate_is_the_parameter_that_the_entry_names():
    pick = OPTIMIZERS.pick("Adam", lr=0.25)
    assert learning_rate(pick) == 0.25
    assert with_learning_rate(pick, 0.5) == OPTIMIZERS.pick("Adam", lr=0.5)
    assert settings(pick)["betas"] == (0.9, 0.999) and settings(pick)["lr"] == 0.25
