"""The registries of optimizers and schedules against torch and against closed forms."""

import inspect
import math

import pytest
import torch

from core.functions.optimizers import OPTIMIZERS, arguments
from core.functions.schedules import SCHEDULES, schedule
from core.functions.schedules import arguments as schedule_arguments


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_arguments_are_torchs(name):
    choice = OPTIMIZERS[name]
    assert set(arguments(OPTIMIZERS.pick(name))) <= set(inspect.signature(choice.build).parameters)
    assert choice.build is getattr(torch.optim, name)
    assert eval(choice.code, {"torch": torch}) is choice.build


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_fused_takes_the_plain_steps(name):
    pick = OPTIMIZERS.pick(name, lr=0.1)
    places = []
    for given in (arguments(pick), dict(pick.arguments)):
        x = torch.tensor([3.0, -2.0], requires_grad=True)
        optimizer = pick.choice.build([x], **given)
        for _ in range(20):
            optimizer.zero_grad()
            (x**2).sum().backward()
            optimizer.step()
        places.append(x.detach())
    assert torch.allclose(*places, rtol=1e-5)


def rates(name: str, lr: float, steps: int, **given) -> list[float]:
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=lr)
    follower = schedule(SCHEDULES.pick(name, **given), optimizer, lr, steps)
    found = []
    for _ in range(steps):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        follower.step() if len(found) < steps else None
    return found


def test_none_stays():
    assert rates("none", 0.3, 10) == [0.3] * 10


def test_cosine():
    expected = [0.3 * (1 + math.cos(math.pi * step / 10)) / 2 for step in range(10)]
    assert rates("CosineAnnealingLR", 0.3, 10) == pytest.approx(expected)


def test_one_cycle_rises_to_the_rate_and_falls_to_nothing():
    found = rates("OneCycleLR", 0.3, 101, pct_start=0.2)
    top = found.index(max(found))
    assert max(found) == pytest.approx(0.3, rel=1e-3)
    assert top == pytest.approx(0.2 * 101, abs=1.5)
    assert found[0] == pytest.approx(0.3 / 25)
    assert found[-1] < 1e-5
    assert found[:top] == sorted(found[:top])
    assert found[top:] == sorted(found[top:], reverse=True)


@pytest.mark.parametrize("name", SCHEDULES)
def test_schedule_arguments_are_torchs(name):
    known = inspect.signature(SCHEDULES[name].build).parameters
    assert set(schedule_arguments(SCHEDULES.pick(name), 0.1, 10)) <= set(known)
