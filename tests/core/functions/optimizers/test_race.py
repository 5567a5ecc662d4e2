"""Races against plain loops over torch.optim, bit for bit."""

import math
import random

import pytest
import torch

from core.catalogue.optimizers import OPTIMIZERS
from core.catalogue.schedules import SCHEDULES
from core.functions.optimizers.geometry import start
from core.functions.optimizers.race import DIVERGED, Problem, Trajectory, descend, race
from core.functions.optimizers.surfaces import SURFACES
from core.registry import Pick
from tests.core.functions.optimizers.plain import plain
from tests.sampling import sample_pick

pytestmark = pytest.mark.usefixtures("one_thread")

HILLS = [SURFACES.pick(name) for name in ("Rosenbrock", "Himmelblau", "Ackley")]


def settings(name: str) -> list[Pick]:
    """An optimizer at its defaults, and at two other settings."""
    generator, result = random.Random(name), [OPTIMIZERS.pick(name)]
    while len(result) < 3:
        other = dict(sample_pick(OPTIMIZERS, name, generator).arguments) | {
            "lr": result[0]["lr"] * 3 ** len(result)
        }
        if not other.get("nesterov") or (other["momentum"] and not other.get("dampening")):
            result.append(OPTIMIZERS.pick(name, **other))
    return result


DEFAULTS = [OPTIMIZERS.pick(name) for name in OPTIMIZERS]
EVERY = [pick for name in OPTIMIZERS for pick in settings(name)]


def raced(pick: Pick, problem: Problem, among: list[Pick]) -> Trajectory:
    """The trajectory of an optimizer in a race of all those `among` which it is: run once."""
    return race(among, problem)[among.index(pick)]


def same(first: torch.Tensor, other: torch.Tensor) -> bool:
    """Equal to the bit, with what is no number in the same places."""
    return torch.equal(first.nan_to_num(12345.0), other.nan_to_num(12345.0)) and torch.equal(
        first.isnan(), other.isnan()
    )


@pytest.mark.parametrize("hill", HILLS, ids=str)
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_race_is_a_plain_loop(name, hill):
    """Also where many more run beside it: none of them touches another."""
    for pick in settings(name):
        trajectory = raced(pick, Problem(hill, start(hill), 100), EVERY)
        points, values, _ = plain(pick, hill.build, start(hill), 100)
        assert same(trajectory.points, points) and same(trajectory.values, values), pick
        assert (
            trajectory.points.shape == (101, 2)
            and trajectory.values.shape == (101,)
            and trajectory.lrs.shape == (100,)
        )


def test_an_optimizer_that_runs_alone_goes_where_it_goes_beside_others():
    problem = Problem(HILLS[1], (-1.0, 1.0), 50)
    for pick, together in zip(EVERY, descend(EVERY, problem), strict=True):
        (alone,) = descend([pick], problem)
        assert same(together.points, alone.points) and same(together.values, alone.values), pick


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_noise_is_added_to_the_gradient_the_same_for_all(name):
    pick, noises = (
        OPTIMIZERS.pick(name),
        0.7 * torch.randn(40, 2, generator=torch.Generator().manual_seed(3), dtype=torch.float64),
    )
    trajectory = raced(pick, Problem(HILLS[1], (1.0, 1.0), 40, noise=0.7, seed=3), DEFAULTS)
    points, values, _ = plain(pick, HILLS[1].build, (1.0, 1.0), 40, noises)
    assert same(trajectory.points, points) and same(trajectory.values, values)
    other, calm = (
        raced(pick, Problem(HILLS[1], (1.0, 1.0), 40, noise=noise, seed=4), DEFAULTS)
        for noise in (0.7, 0.0)
    )
    assert not same(trajectory.points, other.points) and not same(trajectory.points, calm.points)


@pytest.mark.parametrize("name", SCHEDULES)
def test_schedules_are_followed(name):
    schedule = SCHEDULES.pick(name)
    problem = Problem(HILLS[1], (0.5, -1.0), 50, schedule=schedule)
    for pick, trajectory in zip(DEFAULTS, race(DEFAULTS, problem), strict=True):
        points, values, lrs = plain(pick, HILLS[1].build, (0.5, -1.0), 50, schedule=schedule)
        assert (
            same(trajectory.points, points)
            and same(trajectory.values, values)
            and same(trajectory.lrs, lrs)
        ), pick


@pytest.mark.filterwarnings("error")
def test_divergence_is_named_with_its_step_and_raises_nothing():
    picks = [OPTIMIZERS.pick(name, lr=10.0) for name in OPTIMIZERS if name != "LBFGS"]
    picks += [
        OPTIMIZERS.pick("LBFGS", lr=10.0, max_iter=3, line_search_fn=way)
        for way in ("none", "strong_wolfe")
    ]
    notes = []
    for hill in map(SURFACES.pick, SURFACES):
        for trajectory in race(picks, Problem(hill, start(hill), 40)):
            inside = trajectory.values.isfinite() & (trajectory.points.abs() <= DIVERGED).all(1)
            assert (trajectory.stopped is None) == bool(inside.all()) == (trajectory.note == "")
            if trajectory.stopped is not None:
                assert inside[: trajectory.stopped].all() and not inside[trajectory.stopped]
                assert f"at step {trajectory.stopped} " in trajectory.note
                notes.append(trajectory.note)
    assert len(notes) > 50


def test_a_slope_that_is_no_number_is_noted():
    (trajectory,) = race(
        [OPTIMIZERS.pick("SGD")], Problem(lambda x, y: torch.sqrt(x**2) + y, (0.0, 1.0), 5)
    )
    assert trajectory.note == "diverges: at step 1 it is no longer a finite number"


def test_a_surface_that_ends_is_noted():
    (trajectory,) = race(
        [OPTIMIZERS.pick("SGD", lr=0.5)],
        Problem(lambda x, y: torch.sqrt(x) + 0 * y, (0.1, 0.0), 5),
    )
    assert trajectory.stopped == 1 and trajectory.note.startswith(
        "stops at step 1: the surface has no finite value"
    )


@pytest.mark.parametrize(
    "function", [lambda x, y: x**2, lambda x, y: y**2, lambda x, y: torch.ones_like(x)]
)
def test_a_surface_need_not_use_both_numbers(function):
    picks = [OPTIMIZERS.pick("Adam"), OPTIMIZERS.pick("LBFGS")]
    for trajectory in race(picks, Problem(function, (1.0, 2.0), 5)):
        slopes = [
            bool(function(*numbers) != function(*torch.tensor([1.0, 2.0])))
            for numbers in (torch.tensor([0.0, 2.0]), torch.tensor([1.0, 0.0]))
        ]
        assert (trajectory.points[-1] != trajectory.points[0]).tolist() == slopes


def test_only_what_changed_is_run_again(monkeypatch):
    ran = []
    monkeypatch.setattr(
        "core.functions.optimizers.race.descend",
        lambda picks, problem: ran.append(list(picks)) or descend(picks, problem),
    )
    picks = [
        OPTIMIZERS.pick("SGD", lr=0.01),
        OPTIMIZERS.pick("Adam", lr=0.1),
        OPTIMIZERS.pick("LBFGS"),
    ]
    first = race(picks, Problem(HILLS[1], (0.25, 0.5), 30))
    picks[1] = OPTIMIZERS.pick("Adam", lr=0.2)
    second = race(picks, Problem(HILLS[1], (0.25, 0.5), 30))
    assert ran[1:] == [[picks[1]]]
    assert first[0] is second[0] and first[2] is second[2]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"steps": 0}, "steps=0 must be a whole number from 1"),
        ({"start": (1.0, math.nan)}, "two finite numbers"),
        ({"start": (1.0,)}, "two finite numbers"),
        ({"noise": -1.0}, "noise=-1.0 must be a number of at least 0"),
    ],
)
def test_mistakes_name_the_argument(arguments, message):
    with pytest.raises(ValueError, match=message):
        Problem(**{"surface": HILLS[0], "start": (0.0, 0.0), "steps": 5, **arguments})


def test_a_line_search_that_torch_gives_up_is_a_race_that_ends():
    """Level, and yet no number: torch's line search then looks for the second of one place."""

    def torn(x, y):
        return x**2 + 0 * y + torch.where(x.detach() < 0.5, torch.nan, 0.0)

    pick = OPTIMIZERS.pick("LBFGS", line_search_fn="strong_wolfe", max_iter=1, max_eval=20)
    with pytest.raises(IndexError):
        plain(pick, torn, (1.0, 0.0), 3)
    (trajectory,) = race([pick], Problem(torn, (1.0, 0.0), 3))
    assert trajectory.stopped == 1 and trajectory.points[1:].isnan().all()
