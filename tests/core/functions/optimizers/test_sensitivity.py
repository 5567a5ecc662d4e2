"""The loss against the learning rate: each point of it is a race of its own."""

import pytest
import torch

from core.catalogue.optimizer import with_learning_rate
from core.catalogue.optimizers import OPTIMIZERS
from core.functions.optimizers.race import Problem, race
from core.functions.optimizers.sensitivity import RATES, sweep
from core.functions.optimizers.surfaces import SURFACES

pytestmark = pytest.mark.usefixtures("one_thread")

HILL = SURFACES.pick("Beale")
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
        assert result.values[result.best] == result.values.min()


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
