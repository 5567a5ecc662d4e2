"""Schedules against the closed forms of their learning rates."""

import inspect
import math
import random

import pytest
import torch
from torch.optim import lr_scheduler

from core.catalogue.schedule import arguments, schedule
from core.catalogue.schedules import LEFT_OUT, SCHEDULES, TRAINING_SCHEDULES
from tests.sampling import sample_pick

pytestmark = pytest.mark.usefixtures("one_thread")

LR, STEPS = 0.1, 50


def rates(pick, lr, steps, losses=()):
    """The learning rate of each of `steps` steps; where the losses end, the loss stays."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=lr)
    scheduler, losses, loss = schedule(pick, optimizer, lr, steps), iter(losses), 0.0
    result = torch.empty(steps, dtype=torch.float64)
    for step in range(steps):
        result[step] = optimizer.param_groups[0]["lr"]
        loss = next(losses, loss)
        optimizer.step()
        scheduler.step(*([loss] if pick.choice.uses_loss else []))
    return result


def rates_of(name: str, **arguments) -> list[float]:
    return rates(SCHEDULES.pick(name, **arguments), LR, STEPS).tolist()


def test_every_schedule_of_torch_is_there_or_left_out_for_a_reason():
    assert set(lr_scheduler.__all__) == set(SCHEDULES) - {"None"} | set(LEFT_OUT)


@pytest.mark.parametrize("name", SCHEDULES)
def test_it_is_the_class_that_its_name_says(name):
    follower = torch.optim.SGD([torch.zeros(1)], lr=LR)
    built = schedule(SCHEDULES.pick(name), follower, LR, STEPS)
    assert type(built) is getattr(lr_scheduler, "ConstantLR" if name == "None" else name)
    if SCHEDULES[name].code:
        assert set(arguments(SCHEDULES.pick(name), LR, STEPS)) <= set(
            inspect.signature(type(built)).parameters
        )


def closed(step: int) -> dict[str, float]:
    """The rate at a step, by hand, each with its SETTINGS."""
    cosine = (1 + math.cos(math.pi * step / STEPS)) / 2
    return {
        "None": 1,
        "CosineAnnealingLR": cosine,
        "StepLR": 0.5 ** (step // 20),
        "MultiStepLR": 0.1 ** ((step >= 10) + (step >= 30)),
        "ConstantLR": 0.25 if step < 10 else 1,
        "LinearLR": 0.5 + 0.5 * min(step, 20) / 20,
        "ExponentialLR": 0.95**step,
        "PolynomialLR": (1 - step / STEPS) ** 2,
        "LambdaLR": 1 / (1 + 0.02 * step),
        "MultiplicativeLR": 0.5 ** (step / 30),
        "CosineAnnealingWarmRestarts": (1 + math.cos(math.pi * (step % 20) / 20)) / 2,
        "CyclicLR": 1 - abs(step % 20 - 10) / 10,
        "SequentialLR": 0.01 + 0.99 * step / 10
        if step < 10
        else (1 + math.cos(math.pi * (step - 10) / 40)) / 2,
        "ChainedScheduler": (0.01 + 0.99 * min(step, 10) / 10) * 0.98**step,
    }


SETTINGS = {
    "StepLR": {"step_size": 20, "gamma": 0.5},
    "MultiStepLR": {"first": 30, "second": 10},
    "ConstantLR": {"factor": 0.25, "total_iters": 10},
    "LinearLR": {"start_factor": 0.5},
    "ExponentialLR": {"gamma": 0.95},
    "PolynomialLR": {"power": 2.0},
    "CosineAnnealingWarmRestarts": {"T_0": 20},
    "CyclicLR": {"step_size_up": 10},
    "SequentialLR": {"warm_up": 10},
    "ChainedScheduler": {"warm_up": 10, "gamma": 0.98},
}


@pytest.mark.parametrize("name", sorted(set(SCHEDULES) - {"OneCycleLR", "ReduceLROnPlateau"}))
def test_the_rates_are_those_of_the_closed_form(name):
    assert rates_of(name, **SETTINGS.get(name, {})) == pytest.approx(
        [LR * closed(step)[name] for step in range(STEPS)]
    )


@pytest.mark.parametrize("share", [0.2, 0.5])
def test_one_cycle_rises_to_the_rate_and_ends_near_nothing(share):
    cycle = rates_of("OneCycleLR", pct_start=share)
    top = cycle.index(max(cycle))
    assert max(cycle) == pytest.approx(LR)
    assert top == pytest.approx(share * STEPS, abs=1)
    assert cycle[0] == pytest.approx(LR / 25)
    assert cycle[:top] == sorted(cycle[:top])
    assert cycle[top:] == sorted(cycle[top:], reverse=True)
    assert cycle[-1] < LR / 1000


def test_a_plateau_lowers_the_rate_where_the_loss_stays():
    pick = SCHEDULES.pick("ReduceLROnPlateau", patience=4, factor=0.5)
    falling = [1 / (1 + step) for step in range(20)]
    expected = (
        [LR] * 25 + [LR / 2] * 5 + [LR / 4] * 5
    )  # five steps without a smaller loss, the patience and one
    assert rates(pick, LR, 35, falling).tolist() == expected


@pytest.mark.parametrize(("mode", "falls"), [("rel", False), ("abs", True)])
def test_below_zero_a_plateau_is_one_only_as_a_difference(mode, falls):
    """A share of a loss below 0 is a loss above it: what stays the same counts as smaller."""
    pick = SCHEDULES.pick("ReduceLROnPlateau", patience=4, factor=0.5, threshold_mode=mode)
    lowered = [LR] * 6 + [LR / 2] * 5 + [LR / 4] * 5
    assert rates(pick, LR, 16, [-5.0] * 16).tolist() == (lowered if falls else [LR] * 16)
    assert rates(pick, LR, 16, [5.0] * 16).tolist() == lowered
    caution, values = pick.choice.caution, dict(pick.arguments)
    assert bool(caution(values, -5.0)) == (not falls) and not caution(values, 5.0)
    assert ("a plateau does not lower the rate" in caution(values, -5.0)) == (not falls)


def test_below_zero_a_loss_that_rises_lowers_the_rate_in_either_mode():
    """As after a minimum that was overshot: so no words may say that the rate never falls there."""
    for mode in ("rel", "abs"):
        pick = SCHEDULES.pick("ReduceLROnPlateau", patience=4, factor=0.5, threshold_mode=mode)
        losses = [-5.0, *[-4.0] * 15]
        assert rates(pick, LR, 16, losses).tolist() == [LR] * 6 + [LR / 2] * 5 + [LR / 4] * 5
    assert "does not fall" not in pick.choice.caution({"threshold_mode": "rel"}, -5.0)


@pytest.mark.parametrize("name", SCHEDULES)
def test_every_schedule_lasts_as_long_as_the_training(name):
    generator = random.Random(name)
    for pick in [
        SCHEDULES.pick(name),
        *(sample_pick(SCHEDULES, name, generator) for _ in range(10)),
    ]:
        assert all(math.isfinite(rate) and rate >= 0 for rate in rates(pick, LR, STEPS).tolist()), (
            pick
        )


def test_trainings_keep_their_schedules():
    assert list(TRAINING_SCHEDULES)[:3] == ["None", "OneCycleLR", "CosineAnnealingLR"]
    assert arguments(TRAINING_SCHEDULES.pick("OneCycleLR"), 0.1, 9) == {
        "max_lr": 0.1,
        "total_steps": 9,
    }
    assert arguments(TRAINING_SCHEDULES.pick("CosineAnnealingLR"), 0.1, 9) == {"T_max": 9}
