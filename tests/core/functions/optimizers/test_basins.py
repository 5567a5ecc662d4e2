"""The map of basins against single runs."""

import random

import pytest
import torch

from core.catalogue.optimizers import OPTIMIZERS
from core.catalogue.schedules import SCHEDULES
from core.functions.optimizers.basins import (
    DIVERGED,
    NEAR,
    SIZE,
    UNDECIDED,
    basins,
    unsupported_reason,
)
from core.functions.optimizers.race import DIVERGED as DIVERGED_BEYOND
from core.functions.optimizers.race import Problem
from core.functions.optimizers.surfaces import SURFACES
from tests.core.functions.optimizers.plain import plain

pytestmark = pytest.mark.usefixtures("one_thread")

HILL = SURFACES.pick("Himmelblau")
RATES = {"SGD": 0.005, "Momentum": 0.002, "Adam": 0.1, "Rprop": 0.05, "SparseAdam": 0.1}


def last(pick, problem):
    *_, result = basins(pick, problem)
    return result


@pytest.mark.parametrize("name", RATES)
def test_twenty_starts_end_where_a_plain_loop_ends(name):
    pick, generator = OPTIMIZERS.pick(name, lr=RATES[name]), random.Random(name)
    result = last(pick, Problem(HILL, (0.0, 0.0), 100))
    for _ in range(20):
        row, column = generator.randrange(SIZE), generator.randrange(SIZE)
        points, _, _ = plain(pick, HILL.build, [float(result.x[column]), float(result.y[row])], 100)
        assert torch.equal(result.points[row, column], points[-1])
        there = (result.minima - points[-1]).norm(dim=1) <= NEAR * 10
        assert result.reached[row, column] == (
            int(there.nonzero()[0]) if there.any() else UNDECIDED
        )


def test_noise_and_schedule_are_those_of_the_race():
    pick, schedule = OPTIMIZERS.pick("Momentum", lr=0.002), SCHEDULES.pick("CosineAnnealingLR")
    result = last(pick, Problem(HILL, (0.0, 0.0), 50, noise=2.0, seed=5, schedule=schedule))
    noises = 2.0 * torch.randn(
        50, 2, generator=torch.Generator().manual_seed(5), dtype=torch.float64
    )
    points, _, _ = plain(
        pick, HILL.build, [float(result.x[9]), float(result.y[50])], 50, noises, schedule
    )
    assert torch.equal(result.points[50, 9], points[-1])


def test_himmelblaus_four_minima_have_a_basin_each():
    result = last(OPTIMIZERS.pick("SGD", lr=0.005), Problem(HILL, (0.0, 0.0), 200))
    assert result.minima.shape == (4, 2)
    counts = [int((result.reached == number).sum()) for number in range(4)]
    assert min(counts) > 500 and sum(counts) > 0.97 * SIZE**2


def test_what_diverges_is_gone():
    result = last(OPTIMIZERS.pick("SGD", lr=0.05), Problem(HILL, (0.0, 0.0), 100))
    gone = result.reached == DIVERGED
    assert gone.any() and (gone == ~(result.points.abs() <= DIVERGED_BEYOND).all(-1)).all()


def test_it_comes_in_snapshots_and_is_kept():
    pick, problem = OPTIMIZERS.pick("Adam", lr=0.07), Problem(HILL, (0.0, 0.0), 35)
    snapshots = list(basins(pick, problem))
    assert [snapshot.done for snapshot in snapshots] == sorted(
        snapshot.done for snapshot in snapshots
    )
    assert len(snapshots) == 10 and snapshots[-1].done == snapshots[-1].steps == 35
    assert [*basins(pick, Problem(HILL, (1.0, 1.0), 35))] == snapshots[-1:]


def test_a_surface_without_minima_has_no_basins():
    result = last(OPTIMIZERS.pick("SGD", lr=0.1), Problem(SURFACES.pick("Saddle"), (0.0, 0.0), 100))
    assert set(result.reached.unique().tolist()) <= {UNDECIDED, DIVERGED}


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimizer_has_a_map_or_a_reason(name):
    pick, problem = OPTIMIZERS.pick(name), Problem(HILL, (0.0, 0.0), 10)
    if unsupported_reason(pick, problem):
        assert name in ("LBFGS", "Adafactor", "Muon")
        with pytest.raises(ValueError, match=f"{name} has no map: "):
            list(basins(pick, problem))
    else:
        points, _, _ = plain(
            pick, HILL.build, [float(last(pick, problem).x[3]), float(last(pick, problem).y[8])], 10
        )
        assert torch.equal(last(pick, problem).points[8, 3], points[-1])


def test_a_schedule_that_follows_a_loss_is_refused():
    problem = Problem(HILL, (0.0, 0.0), 10, schedule=SCHEDULES.pick("ReduceLROnPlateau"))
    with pytest.raises(
        ValueError, match="ReduceLROnPlateau follows a single loss, but this map has 4,096"
    ):
        list(basins(OPTIMIZERS.pick("SGD"), problem))
