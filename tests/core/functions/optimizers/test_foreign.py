"""Optimizers, schedules and surfaces that nobody here thought of go through the whole room."""

import math

import pytest
import torch

from core.catalogue.optimizers import OPTIMIZERS
from core.catalogue.schedules import SCHEDULES
from core.functions.optimizers import PRESETS, geometry, headline, write_script
from core.functions.optimizers.basins import basins, unsupported_reason
from core.functions.optimizers.figures import race as race_figures
from core.functions.optimizers.figures import steps as step_figures
from core.functions.optimizers.figures.basins import basin_words, basins_figure
from core.functions.optimizers.figures.tuning import sensitivity_figure
from core.functions.optimizers.microscope import look, surroundings
from core.functions.optimizers.sensitivity import sweep
from core.functions.optimizers.stability import limit
from core.functions.optimizers.state import RACERS, State, curvatures, distances, run, with_limit
from core.functions.optimizers.surfaces import SURFACES
from core.script import source
from tests.core.functions.optimizers.plain import plain
from tests.foreign.optimizers import ENTRIES, Pulled, Walk, careful, sawtooth, wedge
from tests.printed import numbers
from tests.test_scripts import run as printed

pytestmark = pytest.mark.usefixtures("one_thread")

NAMES = [name for registry, name, _ in ENTRIES if registry is OPTIMIZERS]


@pytest.fixture(autouse=True)
def entries(monkeypatch):
    for registry, name, choice in ENTRIES:
        monkeypatch.setitem(registry, name, choice)


def state(**changes) -> State:
    racers = tuple(map(RACERS.pick, NAMES))
    return State(
        racers=racers, surface=SURFACES.pick("Wedge"), start_x=3.0, start_y=2.0, steps=30
    ).replace(**changes)


def test_the_race_is_a_plain_loop():
    now = state()
    for pick, path in zip(now.racers, run(now), strict=True):
        points, values, lrs = plain(pick, now.surface.build, (3.0, 2.0), 30)
        assert torch.equal(path.points, points) and torch.equal(path.values, values), pick
        assert torch.equal(path.lrs.nan_to_num(-1.0), lrs.nan_to_num(-1.0)), pick


def test_it_is_in_the_link_and_in_the_script(tmp_path, monkeypatch):
    now = state(noise=0.5)
    assert State.from_query(now.query()) == now
    script = write_script(now)
    for thing in (Walk, Pulled, careful, wedge):
        assert source(thing) in script.text
    result = numbers(printed(script, tmp_path, monkeypatch))
    assert result == pytest.approx(headline(now), rel=1e-9)


def test_a_schedule_is_followed_and_is_in_the_script(tmp_path, monkeypatch):
    racers = (RACERS.pick("Pulled"), RACERS.pick("Careful"))
    now = state(racers=racers, schedule=SCHEDULES.pick("Sawtooth", lr=2))
    assert run(now)[0].lrs.tolist() == pytest.approx([0.01, 0.005] * 15)
    script = write_script(now)
    assert source(sawtooth) in script.text
    result = numbers(printed(script, tmp_path, monkeypatch))
    assert result == pytest.approx(headline(now), rel=1e-9)


def test_an_optimizer_without_a_learning_rate_has_no_schedule():
    with pytest.raises(ValueError, match="schedule='Sawtooth' needs a learning rate"):
        run(state(schedule=SCHEDULES.pick("Sawtooth")))


@pytest.mark.parametrize("name", NAMES)
def test_a_step_in_numbers(name):
    now = state()
    pick = RACERS.pick(name)
    glance = look(pick, now.problem, 5)
    assert bool(glance.terms) == (pick.choice.equation is not None) == (not glance.reason)
    assert step_figures.step_figure(surroundings(now.surface, glance), glance, "#000000").data
    assert step_figures.state_rows(glance) or not glance.after
    assert "The step is" in step_figures.step_words(glance)
    assert ("learning rate" in step_figures.step_words(glance)) == (not math.isnan(glance.lr))


def test_the_sweep_goes_along_the_parameter_that_is_the_learning_rate():
    now, picks = state(), [RACERS.pick(name) for name in NAMES[:2]]
    sweeps = [sweep(pick, now.problem) for pick in picks]
    assert float(sweeps[0].rates[0]) == pytest.approx(1e-3)
    assert len(sensitivity_figure(math.nan, picks, sweeps).data) == 6
    with pytest.raises(ValueError, match="optimizer='Careful' has no learning rate to change"):
        sweep(RACERS.pick("Careful"), now.problem)


def test_the_map_of_basins():
    now = state()
    assert "its entry does not say" in unsupported_reason(RACERS.pick("A walk"), now.problem)
    pick = RACERS.pick("Pulled")
    *_, last = basins(pick, now.problem)
    assert basins_figure(geometry.terrain(now.surface), last).data
    assert "30 steps of Pulled" in basin_words(pick, last)


def test_figures_and_limits():
    now = state()
    paths, terrain = run(now), geometry.terrain(now.surface)
    assert race_figures.map_figure(terrain, now.racers, paths).data
    assert race_figures.space_figure(terrain, now.racers, paths, 30).data
    assert race_figures.distance_figure(now.racers, paths, distances(now)).data
    assert race_figures.rate_figure(now.racers, paths).data
    assert with_limit(now) == [] and limit(now.racers[0], 1.0) is None
    assert [name for name, _ in curvatures(now)] == ["start"]
    assert PRESETS[0].state != now
