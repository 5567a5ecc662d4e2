"""The pictures of a race show the trajectories that they are given."""

import pytest
import torch

from core.functions.optimizers.figures import race as plots
from core.functions.optimizers.geometry import domain, minima, terrain, value
from core.functions.optimizers.state import PRESETS, RACERS, State, distances, run
from core.functions.optimizers.surfaces import SURFACES
from tests.rounded import rounded

pytestmark = pytest.mark.usefixtures("one_thread")

STATE = State()
TRAJECTORIES = run(STATE)
WILD = State(racers=(RACERS.pick("SGD", lr=1.0), RACERS.pick("Adam")))


def lines(figure) -> list[torch.Tensor]:
    return [torch.tensor(trace.y) for trace in figure.data]


def test_the_map_shows_every_path_in_the_whole_picture():
    figure = plots.map_figure(terrain(STATE.surface), STATE.racers, TRAJECTORIES)
    assert tuple(figure.layout.xaxis.range) == domain(STATE.surface)[0]
    drawn = {trace.name: trace for trace in reversed(figure.data) if trace.name}
    for pick, trajectory in zip(STATE.racers, TRAJECTORIES, strict=True):
        path = drawn[pick.name]
        points = torch.stack([torch.tensor(path.x), torch.tensor(path.y)], 1)
        assert torch.equal(points[[0, -1]], trajectory.points[[0, -1]].float())
        assert (points[:, None] - trajectory.points.float()).norm(dim=2).amin(1).max() == 0
    assert "frames" not in figure.to_dict()


@pytest.mark.parametrize("space", [False, True])
def test_a_race_that_waits_tells_nothing_of_its_end(space):
    race = terrain(WILD.surface), WILD.racers, run(WILD)
    if space:
        figure = plots.space_figure(*race, 30, waiting=True)
        assert figure.to_dict()["layout"]["sliders"][0]["active"] == 0
        assert [*figure.data[-1].x] == [WILD.start_x] * 2  # the heads
    else:
        figure = plots.map_figure(*race, waiting=True)
    paths = [trace for trace in figure.data if trace.name in ("SGD", "Adam")]
    assert [trace.name for trace in paths if trace.showlegend is not False] == ["SGD", "Adam"]
    assert all(len(trace.x) == 1 for trace in paths)


def test_in_space_the_paths_are_moved_by_an_animation():
    figure = plots.space_figure(terrain(STATE.surface), STATE.racers, TRAJECTORIES, 30)
    assert len(figure.to_dict()["frames"]) > 10


@pytest.mark.parametrize("state", [State(), WILD, *(preset.state for preset in PRESETS)])
def test_every_picture_stays_small(state):
    trajectories, most = run(state), 300_000
    assert (
        len(plots.map_figure(terrain(state.surface), state.racers, trajectories).to_json()) < most
    )
    assert (
        len(plots.space_figure(terrain(state.surface), state.racers, trajectories, 60).to_json())
        < most
    )


def test_six_optimizers_of_200_steps_stay_small():
    state = State(racers=tuple(map(RACERS.pick, list(RACERS)[:6])), steps=200, noise=10.0)
    assert (
        len(plots.map_figure(terrain(state.surface), state.racers, run(state)).to_json()) < 330_000
    )


def test_the_legend_says_what_diverges():
    figure = plots.map_figure(terrain(WILD.surface), WILD.racers, run(WILD))
    assert "SGD: diverges" in [trace.name for trace in figure.data]


def test_the_curves_are_the_trajectories():
    loss = lines(plots.loss_figure(terrain(STATE.surface), STATE.racers, TRAJECTORIES))
    far = lines(plots.distance_figure(STATE.racers, TRAJECTORIES, distances(STATE)))
    long, rates = (
        lines(plots.step_length_figure(STATE.racers, TRAJECTORIES)),
        lines(plots.rate_figure(STATE.racers, TRAJECTORIES)),
    )
    for index, trajectory in enumerate(TRAJECTORIES):
        above = (trajectory.values - value(STATE.surface)).clamp(min=1e-30)
        assert torch.equal(loss[index], rounded(above))
        nearest = (trajectory.points[:, None] - minima(STATE.surface)).norm(dim=2).amin(1)
        assert torch.allclose(far[index], rounded(nearest))
        steps = (trajectory.points[1:] - trajectory.points[:-1]).norm(dim=1)
        assert torch.allclose(long[index], rounded(steps))
        assert torch.equal(rates[index], rounded(trajectory.lrs))


def test_without_a_minimum_the_loss_is_the_height_as_it_is():
    surface = SURFACES.pick("Saddle")
    state = State(surface=surface, start_x=1.0, start_y=0.5, steps=20)
    trajectories = run(state)
    figure = plots.loss_figure(terrain(surface), STATE.racers, trajectories)
    assert torch.equal(lines(figure)[0], rounded(trajectories[0].values))
    assert figure.layout.yaxis.type != "log"
    gone = plots.distance_figure(state.racers, trajectories, distances(state))
    assert gone.layout.title.text == "Distance from the start"
    far = (trajectories[0].points - torch.tensor([1.0, 0.5])).norm(dim=1)
    assert torch.equal(lines(gone)[0], rounded(far)) and gone.layout.yaxis.type != "log"


def test_the_logarithmic_axis_spans_at_most_twelve_decades():
    low, high = plots.loss_figure(
        terrain(STATE.surface), STATE.racers, TRAJECTORIES
    ).layout.yaxis.range
    assert 3 < high - low < 13
    low, high = plots.loss_figure(terrain(WILD.surface), WILD.racers, run(WILD)).layout.yaxis.range
    assert high < 7


@pytest.mark.parametrize("state", [State(), WILD])
def test_the_four_curves_have_one_axis_of_steps(state):
    paths = run(state)
    figures = (
        plots.loss_figure(terrain(state.surface), state.racers, paths),
        plots.distance_figure(state.racers, paths, distances(state)),
        plots.step_length_figure(state.racers, paths),
        plots.rate_figure(state.racers, paths),
    )
    assert [tuple(figure.layout.xaxis.range) for figure in figures] == [(0, state.steps)] * 4
    assert [figure.data[0].x0 for figure in figures] == [0, 0, 1, 1]


@pytest.mark.parametrize("schedule", ["None", "CosineAnnealingLR"])
def test_the_axis_of_the_learning_rate_is_from_0_to_above_the_highest(schedule):
    state = STATE.replace(schedule=schedule)
    low, high = plots.rate_figure(state.racers, run(state)).layout.yaxis.range
    highest = max(float(path.lrs.max()) for path in run(state))
    assert low == 0 and highest < high < 1.2 * highest
