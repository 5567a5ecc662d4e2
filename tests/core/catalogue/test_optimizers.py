"""The registry of optimizers against torch's own classes."""

import inspect
import random

import pytest
import torch

from core.catalogue.optimizers import (
    LEFT_OUT,
    OPTIMIZERS,
    TRAINING_OPTIMIZERS,
    arguments,
    learning_rate,
    optimizer,
    settings,
    with_learning_rate,
)
from tests.sampling import sample_pick

pytestmark = pytest.mark.usefixtures("one_thread")

HOW = {"params", "foreach", "fused", "maximize", "capturable", "differentiable"}
"""Arguments that say how torch computes a step, or turn the picture over; not what the step is."""


def classes() -> dict[str, type]:
    return {
        name: thing
        for name, thing in vars(torch.optim).items()
        if inspect.isclass(thing) and issubclass(thing, torch.optim.Optimizer)
    }


def test_every_optimizer_of_torch_is_there_or_left_out_for_a_reason():
    assert set(classes()) == {choice.build.__name__ for choice in OPTIMIZERS.values()} | set(
        LEFT_OUT
    )
    assert not set(OPTIMIZERS) & set(LEFT_OUT)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_it_is_the_class_that_its_name_says(name):
    choice = OPTIMIZERS[name]
    assert eval(choice.code, {"torch": torch}) is choice.build
    assert choice.variant or choice.build is getattr(torch.optim, name)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_argument_of_torch_can_be_set_and_is_at_torchs_default(name):
    choice, pick = OPTIMIZERS[name], OPTIMIZERS.pick(name)
    joined = choice.joined
    names = set(choice.parameters) - {part for parts in joined.values() for part in parts} | set(
        joined
    )
    known = {
        key: one.default
        for key, one in inspect.signature(choice.build).parameters.items()
        if key not in HOW
    }
    assert names | set(choice.always) == set(known) - (
        {"dampening"} if name == "Nesterov" else {"nesterov"} if name == "Momentum" else set()
    )
    special = {"Momentum": {"momentum": 0.9}, "Nesterov": {"momentum": 0.9, "nesterov": True}}.get(
        name, {}
    )
    assert arguments(pick) == {"lr": known["lr"], **special}


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_torch_takes_every_setting(name):
    generator = random.Random(name)
    for _ in range(30):
        pick = sample_pick(OPTIMIZERS, name, generator)
        try:
            given = arguments(pick)
        except ValueError as error:
            assert "nesterov=True needs" in str(error)
            continue
        group = optimizer(pick, [torch.zeros(1, 2, requires_grad=True)]).param_groups[0]
        assert all(group[key] == value for key, value in given.items())


def test_joined_arguments_are_torchs():
    assert arguments(OPTIMIZERS.pick("Adam", beta1=0.5)) == {"lr": 0.001, "betas": (0.5, 0.999)}
    assert arguments(OPTIMIZERS.pick("Rprop", step_max=5.0)) == {
        "lr": 0.01,
        "step_sizes": (1e-6, 5.0),
    }
    assert arguments(OPTIMIZERS.pick("Adafactor", eps2=0.01)) == {"lr": 0.01, "eps": (None, 0.01)}
    assert arguments(OPTIMIZERS.pick("LBFGS", max_eval=3))["max_eval"] == 3


@pytest.mark.parametrize("given", [{"momentum": 0.0}, {"momentum": 0.9, "dampening": 0.1}])
def test_nesterov_needs_momentum(given):
    with pytest.raises(ValueError, match="nesterov=True needs momentum above 0 and dampening=0"):
        arguments(OPTIMIZERS.pick("SGD", nesterov=True, **given))


@pytest.mark.parametrize("name", TRAINING_OPTIMIZERS)
def test_trainings_step_a_network_and_fused_takes_the_plain_steps(name):
    pick = TRAINING_OPTIMIZERS.pick(name, lr=0.1)
    places = []
    for fused in (True, False):
        x = torch.tensor([3.0, -2.0], requires_grad=True)
        steps = pick.choice.build([x], **arguments(pick, fused))
        for _ in range(20):
            steps.zero_grad()
            (x**2).sum().backward()
            steps.step()
        places.append(x.detach())
    assert torch.allclose(*places, rtol=1e-5)
    assert not torch.equal(places[0], torch.tensor([3.0, -2.0]))


def test_trainings_keep_their_defaults():
    """Stored models are known by the settings that are not at their defaults."""
    assert dict(TRAINING_OPTIMIZERS.pick("SGD").arguments)["momentum"] == 0.9
    assert [TRAINING_OPTIMIZERS.pick(name)["lr"] for name in ("SGD", "Adam", "AdamW")] == [
        0.01,
        0.001,
        0.001,
    ]
    assert TRAINING_OPTIMIZERS.pick("AdamW")["weight_decay"] == 0.01


def test_the_learning_rate_is_the_parameter_that_the_entry_names():
    pick = OPTIMIZERS.pick("Adam", lr=0.25)
    assert learning_rate(pick) == 0.25
    assert with_learning_rate(pick, 0.5) == OPTIMIZERS.pick("Adam", lr=0.5)
    assert settings(pick)["betas"] == (0.9, 0.999) and settings(pick)["lr"] == 0.25
