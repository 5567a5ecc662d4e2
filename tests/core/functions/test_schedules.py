"""Schedules against the closed forms of their learning rates."""

import math

import pytest
import torch

from core.functions.schedules import SCHEDULES, schedule

LR, STEPS = 0.1, 50


def rates(name: str, **arguments) -> list[float]:
    """The learning rate of each step of a training."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=LR)
    follows = schedule(SCHEDULES.pick(name, **arguments), optimizer, LR, STEPS)
    found = []
    for _ in range(STEPS):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        follows.step()
    return found


def test_none_stays():
    assert rates("none") == [LR] * STEPS


def test_a_cosine_falls_to_nothing():
    expected = [LR * (1 + math.cos(math.pi * step / STEPS)) / 2 for step in range(STEPS)]
    assert rates("CosineAnnealingLR") == pytest.approx(expected)


@pytest.mark.parametrize("share", [0.2, 0.5])
def test_one_cycle_rises_to_the_rate_and_ends_near_nothing(share):
    found = rates("OneCycleLR", pct_start=share)
    top = found.index(max(found))
    assert max(found) == pytest.approx(LR)
    assert top == pytest.approx(share * STEPS, abs=1)
    assert found[:top] == sorted(found[:top])
    assert found[top:] == sorted(found[top:], reverse=True)
    assert found[-1] < LR / 1000


@pytest.mark.parametrize("name", SCHEDULES)
def test_every_schedule_lasts_as_long_as_the_training(name):
    assert all(math.isfinite(rate) and 0 <= rate <= LR * (1 + 1e-12) for rate in rates(name))
