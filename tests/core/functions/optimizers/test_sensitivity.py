"""The loss against the learning rate: each point of it is a race of its own."""

import pytest
import torch

from core.catalogue.optimizer import with_learning_rate
from core.catalogue.optimizers import OPTIMIZERS
from core.functions.optimizers import race as race_module
from core.functions.optimizers.race import Problem, race
from core.functions.optimizers.sensitivity import (
    EVALUATION,
    EVALUATIONS,
    FEWEST,
    LONGEST,
    RATES,
    STEPS,
    WITH_NOISE,
    Sweep,
    stride,
    sweep,
    unsupported_reason,
)
from core.functions.optimizers.state import RACERS
from core.functions.optimizers.surfaces import SURFACES

pytestmark = pytest.mark.usefixtures("one_thread")

HILL = SURFACES.pick("Beale")
HIMMELBLAU = SURFACES.pick("Himmelblau")
PROBLEM = Problem(HILL, (1.0, 1.5), 60, noise=0.1)


def test_every_point_is_a_race():
    for name in ("SGD", "RMSprop", "LBFGS", "Muon", "Adafactor"):
        pick = OPTIMIZERS.pick(name, **{"max_iter": 2} if name == "LBFGS" else {})
        result = sweep(pick, PROBLEM)
        assert result.rates.shape == result.values.shape == (RATES,) and RATES >= 40
        assert torch.allclose(result.rates.log().diff(), result.rates.log().diff().mean())
        for index in (0, 17, 30, RATES - 1):
            (alone,) = race([with_learning_rate(pick, float(result.rates[index]))], PROBLEM)
            assert result.values[index] == (
                torch.inf if alone.stopped is not None else alone.values[-1]
            )
        around = [result.values[max(index - 1, 0) : index + 2].max() for index in range(RATES)]
        assert around[result.best] == min(around)


def test_a_lone_dip_is_not_the_best():
    values = torch.tensor([9.0, 2.0, 1.0, 2.0, 9.0, 1e-9, 9.0, torch.inf])
    assert Sweep(torch.arange(8.0), values).best == 2
    assert Sweep(torch.arange(8.0), torch.full((8,), torch.inf)).best is None


def test_a_sweep_of_fewer_rates_has_some_of_the_same():
    pick = OPTIMIZERS.pick("Adam")
    whole, third = sweep(pick, PROBLEM), sweep(pick, PROBLEM, 3)
    assert torch.equal(third.rates, whole.rates[::3])
    assert torch.equal(third.values, whole.values[::3])


@pytest.mark.parametrize("steps", [20, 100, 200])
@pytest.mark.parametrize("names", [["SGD"], ["SGD", "Momentum", "RMSprop", "Adam"], [*RACERS][:10]])
def test_sweeps_together_take_a_bounded_number_of_steps(names, steps):
    problem = Problem(HILL, (1.0, 1.5), steps)
    every = stride([RACERS.pick(name) for name in names], problem)
    assert len(range(0, RATES, every)) * steps * len(names) <= STEPS
    assert (every == 1) == (RATES * steps * len(names) <= STEPS)


@pytest.mark.parametrize("noise", [0.0, 2.0])
def test_a_sweep_with_a_line_search_is_short_or_names_what_makes_it_long(noise):
    """However many iterations: so many steps take as long as an evaluation."""
    for iterations in range(1, 4):
        for steps in (20, 80, 120, 200):
            pick = RACERS.pick("LBFGS", max_iter=iterations)
            problem = Problem(HILL, (1.0, 1.5), steps, noise)
            evaluations = steps * iterations * (WITH_NOISE if noise else EVALUATIONS)
            reason = unsupported_reason(pick, problem)
            assert bool(reason) == (evaluations > LONGEST)
            if reason:
                assert f"steps={steps} with max_iter={iterations}" in reason
                assert ("noise=2" in reason) == (noise > 0)
                assert reason.endswith("must be at most 120" if noise else "must be at most 300")
            else:
                rates = len(range(0, RATES, stride([pick], problem)))
                assert rates >= FEWEST and rates * evaluations * EVALUATION <= 1.2 * STEPS
    assert unsupported_reason(RACERS.pick("SGD"), Problem(HILL, (1.0, 1.5), 200)) == ""


@pytest.mark.parametrize(("noise", "most"), [(0.0, EVALUATIONS), (3.0, 1.2 * WITH_NOISE)])
def test_a_line_search_evaluates_about_as_often_as_is_said(monkeypatch, noise, most):
    counted, original = [], race_module.closure

    def counting(*arguments):
        evaluate = original(*arguments)
        return lambda: counted.append(1) or evaluate()

    monkeypatch.setattr(race_module, "closure", counting)
    sweep(RACERS.pick("LBFGS", max_iter=2), Problem(HIMMELBLAU, (0.0, -1.0), 40, noise), 8)
    assert len(counted) <= most * FEWEST * 40 * 2


def test_plain_descent_diverges_at_large_rates_and_stays_at_small_ones():
    result = sweep(OPTIMIZERS.pick("SGD"), PROBLEM)
    assert result.values[-1] == torch.inf
    start = float(HILL.build(*torch.tensor([1.0, 1.5]).double()))
    assert start / 2 < result.values[0] < start


def test_the_optimizers_own_rate_does_not_matter():
    assert sweep(OPTIMIZERS.pick("Adam", lr=0.1), PROBLEM) is sweep(
        OPTIMIZERS.pick("Adam", lr=0.2), PROBLEM
    )
    assert with_learning_rate(OPTIMIZERS.pick("Adam"), 0.3) == OPTIMIZERS.pick("Adam", lr=0.3)
