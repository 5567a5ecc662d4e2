"""The optimizers page as data."""

import random
import re

import pytest
import torch

from core.catalogue.optimizer import arguments
from core.catalogue.optimizers import OPTIMIZERS
from core.catalogue.schedules import SCHEDULES
from core.functions.optimizers.geometry import domain, minima
from core.functions.optimizers.script import write_script
from core.functions.optimizers.state import (
    PRESETS,
    RACERS,
    State,
    curvatures,
    distances,
    headline,
    run,
    schedule_caution,
    with_limit,
)
from core.functions.optimizers.surfaces import SURFACES
from tests.core.functions.optimizers.plain import plain
from tests.sampling import sample_pick, sample_state

pytestmark = pytest.mark.usefixtures("one_thread")


def test_racers_are_the_optimizers_at_rates_that_suit_a_picture():
    assert list(RACERS) == list(OPTIMIZERS)
    for name, choice in RACERS.items():
        assert choice.build is OPTIMIZERS[name].build
        assert set(choice.parameters) == set(OPTIMIZERS[name].parameters)
        arguments(RACERS.pick(name))


def test_what_would_take_seconds_on_a_surface_cannot_be_set_there():
    with pytest.raises(ValueError, match="max_iter=20 must be a whole number from 1 to 3"):
        RACERS.pick("LBFGS", max_iter=20)
    assert OPTIMIZERS.pick("LBFGS")["max_iter"] == 20  # torch's own default


def test_a_start_outside_the_picture_is_brought_into_it():
    generator = random.Random(0)
    for _ in range(100):
        state = sample_state(State, generator)
        (x0, x1), (y0, y1) = domain(state.surface)
        assert x0 <= state.start_x <= x1 and y0 <= state.start_y <= y1
        assert 1 <= state.step <= state.steps
    camel = State(surface=SURFACES.pick("Six-hump camel"), start_x=9.0, start_y=1.05)
    assert (camel.start_x, camel.start_y) == (0.0, 1.05)


@pytest.mark.parametrize("preset", PRESETS, ids=[preset.name for preset in PRESETS])
def test_the_numbers_are_where_a_plain_loop_over_torch_optim_ends(preset):
    state, expected = preset.state, {}
    generator = torch.Generator().manual_seed(state.seed)
    noises = state.noise * torch.randn(state.steps, 2, generator=generator, dtype=torch.float64)
    schedule = None if state.schedule.choice.constant else state.schedule
    for pick in state.racers:
        points, values, _ = plain(
            pick,
            state.surface.build,
            (state.start_x, state.start_y),
            state.steps,
            noises if state.noise else None,
            schedule,
        )
        x, y = points[-1].tolist()
        expected |= {
            f"{pick.name} x": x,
            f"{pick.name} y": y,
            f"{pick.name} loss": float(values[-1]),
        }
    assert headline(state) == expected


def test_no_preset_diverges_but_for_the_one_that_is_to_leap():
    for preset in PRESETS:
        ends = {
            pick.name: path
            for pick, path in zip(preset.state.racers, run(preset.state), strict=True)
        }
        assert all(path.stopped is None for path in ends.values())
        grew = {name for name, path in ends.items() if path.values[-1] > path.values[0]}
        assert grew == ({"SGD"} if preset.name == "Too large a rate" else set())


@pytest.mark.parametrize("name", RACERS)
def test_the_code_of_any_optimizer_and_schedule_prints_the_numbers(name, capsys):
    """Each with a schedule in turn and with noise; above all those that need more than a plain
    loop.
    """
    generator, schedules = random.Random(name), list(SCHEDULES)
    for index in range(3):
        schedule = schedules[(list(RACERS).index(name) + 6 * index) % len(schedules)]
        pick = RACERS.pick(name) if index else sample_pick(RACERS, name, generator)
        state = State(
            racers=(pick, RACERS.pick("Adam" if name != "Adam" else "LBFGS")),
            steps=30,
            noise=0.5 * index,
            schedule=SCHEDULES.pick(schedule),
            surface=SURFACES.pick("Beale"),
            start_x=1.0,
            start_y=1.5,
        )
        try:
            shown = headline(state)
        except ValueError as error:
            assert "nesterov=True" in str(error)
            continue
        exec(compile(write_script(state).text, "script.py", "exec"), {})
        printed = dict(re.findall(r"(.+) = (\S+)", capsys.readouterr().out))
        assert {key: float(value) for key, value in printed.items()} == pytest.approx(
            shown, nan_ok=True, rel=1e-9
        )


def test_curvatures_are_those_at_the_minima_and_at_the_start():
    result = curvatures(State())
    assert [words for words, _ in result] == ["minimum"] * 4 + ["start"]
    assert result[-1][1].point == (State().start_x, State().start_y)
    assert result[-1][1].largest < 0 < result[0][1].smallest
    assert with_limit(State()) == [0, 1]


def test_a_seed_without_noise_changes_nothing():
    assert State(seed=1).problem == State(seed=2).problem
    assert State(seed=1, noise=1.0).problem != State(seed=2, noise=1.0).problem
    assert torch.equal(run(State(seed=1))[0].points, run(State(seed=2))[0].points)


@pytest.mark.parametrize("name", ["Styblinski-Tang", "Six-hump camel", "Himmelblau"])
@pytest.mark.parametrize("mode", ["rel", "abs"])
def test_a_schedule_that_cannot_fall_on_this_surface_says_so(name, mode):
    state = State(
        racers=(RACERS.pick("SGD", lr=0.01),),
        surface=SURFACES.pick(name),
        start_x=0.4,
        start_y=0.9,
        steps=200,
        schedule=SCHEDULES.pick("ReduceLROnPlateau", threshold_mode=mode),
    )
    lrs = run(state)[0].lrs
    below = float(run(state)[0].values.min()) < 0
    assert below == (name != "Himmelblau")
    assert bool(schedule_caution(state)) == (below and mode == "rel") == (lrs == lrs[0]).all()
    assert schedule_caution(state.replace(schedule="None")) == ""


@pytest.mark.parametrize("schedule", ["None", "ReduceLROnPlateau"])
def test_of_a_surface_without_a_value_nothing_has_to_be_known(schedule):
    surface = SURFACES.pick("Your own formula", formula="log(-1-x^2) + y")
    assert schedule_caution(State(surface=surface, schedule=schedule, steps=20)) == ""


def test_distances_are_to_the_nearest_minimum():
    for path, far in zip(run(State()), distances(State()), strict=True):
        nearest = (path.points[:, None] - minima(State().surface)).norm(dim=2).amin(1)
        assert torch.equal(far, nearest)
