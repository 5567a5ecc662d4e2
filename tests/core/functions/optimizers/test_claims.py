"""Every preset of the optimizers page shows what its sentence says."""

import math

import pytest
import torch

from core.functions.optimizers import geometry
from core.functions.optimizers.race import Trajectory
from core.functions.optimizers.stability import curvature, limit
from core.functions.optimizers.state import PRESETS, RACERS, State, distances, run
from tests.core.claims import Claims, yes

pytestmark = pytest.mark.usefixtures("one_thread")

CLAIMS = Claims()


def paths(state: State) -> dict[str, Trajectory]:
    return dict(zip((pick.name for pick in state.racers), run(state), strict=True))


def ends(state: State) -> dict[str, float]:
    """The loss of each optimizer at the end."""
    return {name: float(path.values[-1]) for name, path in paths(state).items()}


def far(state: State) -> dict[str, float]:
    """How far each optimizer is from the nearest minimum at the end."""
    names = (pick.name for pick in state.racers)
    return {name: float(gap[-1]) for name, gap in zip(names, distances(state), strict=True)}


def step_lengths(path: Trajectory) -> torch.Tensor:
    return path.points.diff(dim=0).norm(dim=1)


@CLAIMS.of("Momentum in a ravine")
def _(state):
    """The floor of the ravine is y = sin(x). SGD is down after a few steps, but not along."""
    plain, rolling = (paths(state)[name] for name in ("SGD", "Momentum"))
    x, y = plain.points.T
    assert abs(y[0] - x[0].sin()) > 0.5 > 0.1 > (y[5:] - x[5:].sin()).abs().max()
    assert step_lengths(plain)[50:].max() < 0.02
    speeds = rolling.points[:, 0].unfold(0, 11, 10).diff(dim=1).mean(1)  # in ten steps each
    assert speeds[3:7].mean() > 3 * x.diff()[30:70].mean() and speeds[7] > speeds[3] > speeds[2]
    assert far(state)["Momentum"] < 0.5 < 3 < far(state)["SGD"]


@CLAIMS.answer("Momentum in a ravine")
def _(state):
    distances_to_go = far(state)
    plain = distances_to_go.pop("SGD")
    assert all(pick["momentum"] > 0 for pick in state.racers if pick.name != "SGD")
    return "Those with momentum" if max(distances_to_go.values()) < plain else "SGD"


@CLAIMS.of("A curved valley")
def _(state):
    """The floor of the valley is y = x^2."""
    x, y = paths(state)["SGD"].points.T
    assert (y[3:] - x[3:] ** 2).abs().max() < 0.1 and x[-1] - x[3] < 0.2
    assert ends(state)["Momentum"] < 0.1 < 3 < ends(state)["SGD"]
    assert state.racers[0]["lr"] == state.racers[1]["lr"]
    assert ends(state.replace(racers=("LBFGS",)))["LBFGS"] < 1e-6


@CLAIMS.of("Too large a rate")
def _(state):
    across = paths(state)["SGD"].points[:, 1].diff().abs()
    assert (across.diff() > 0).all()
    steepest = curvature(state.surface, (0.0, 0.0)).largest
    plain, rolling = state.racers
    assert steepest == pytest.approx(10) and limit(plain, steepest) == pytest.approx(2 / 10)
    assert plain["lr"] == rolling["lr"] < limit(rolling, steepest)
    assert ends(state)["Momentum"] < 0.01


@CLAIMS.answer("Too large a rate")
def _(state):
    return yes(ends(state)["SGD"] < float(paths(state)["SGD"].values[0]))


@CLAIMS.of("Which valley?")
def _(state):
    minima = geometry.local_minima(state.surface)
    values = state.surface.build(*minima.T)
    assert len(minima) == 4 and float(values.max() - values.min()) < 1e-12
    reached = {
        name: int((minima - path.points[-1]).norm(dim=1).argmin())
        for name, path in paths(state).items()
    }
    assert max(far(state).values()) < 0.1 and len(set(reached.values())) > 1
    elsewhere = state.replace(start_x=1.0, start_y=1.0)
    moved = paths(elsewhere)["SGD"].points[-1]
    assert int((minima - moved).norm(dim=1).argmin()) != reached["SGD"]


@CLAIMS.answer("Which valley?")
def _(state):
    minima = geometry.local_minima(state.surface)
    nearest = {
        int((minima - path.points[-1]).norm(dim=1).argmin()) for path in paths(state).values()
    }
    return yes(len(nearest) == 1)


@CLAIMS.of("Off a saddle")
def _(state):
    plain, adaptive = (step_lengths(paths(state)[name]) for name in ("SGD", "Adam"))
    assert plain.min() < 0.05 * plain[0] and (plain < 0.1 * plain[0]).sum() > 10
    assert adaptive.min() > 0.8 * adaptive.max()
    x, y = paths(state)["SGD"].points[-1].tolist()
    assert math.hypot(x, y) < 0.1 < 1 < float(paths(state)["Adam"].points[-1].norm())


@CLAIMS.answer("Off a saddle")
def _(state):
    """It is left after the last step within half a unit of it."""
    last = {
        name: max([0, *(path.points.norm(dim=1) < 0.5).nonzero().flatten().tolist()])
        for name, path in paths(state).items()
    }
    return min(last, key=last.get)


@CLAIMS.of("Noise, and a rate that falls")
def _(state):
    falling, constant = paths(state), paths(state.replace(schedule="None"))
    for name, path in falling.items():
        assert step_lengths(path)[-10:].max() < 0.003 < step_lengths(constant[name])[-10:].min()
        assert path.points[-20:].std(0).norm() < 0.1 * constant[name].points[-20:].std(0).norm()


@CLAIMS.of("AdamW is not Adam")
def _(state):
    assert [pick["weight_decay"] for pick in state.racers] == [0.1, 0.1]
    assert far(state)["Adam"] < 0.1 < 1 < far(state)["AdamW"]
    norms = {name: float(path.points[-1].norm()) for name, path in paths(state).items()}
    assert norms["AdamW"] < norms["Adam"] - 0.5


@CLAIMS.answer("AdamW is not Adam")
def _(state):
    adam, adamw = (paths(state)[name].points[-1] for name in ("Adam", "AdamW"))
    return yes(float((adam - adamw).norm()) < 0.1)


@CLAIMS.of("From tiny to huge")
def _(state):
    highest = float(geometry.grid(state.surface).z.max())
    assert geometry.value(state.surface) == 3 and highest == pytest.approx(1e6, rel=0.1)
    assert paths(state)["SGD"].stopped is None
    twice = state.replace(racers=(RACERS.pick("SGD", lr=2e-5),))
    assert state.racers[0]["lr"] == 1e-5 and run(twice)[0].stopped is not None
    assert far(state)["Rprop"] < 0.01


@CLAIMS.answer("From tiny to huge")
def _(state):
    gaps = far(state)
    return min(gaps, key=gaps.get)


@CLAIMS.of("Your own formula")
def _(state):
    minima = geometry.local_minima(state.surface)
    assert len(minima) > 10
    lowest = minima[0]
    gaps = {name: float((path.points[-1] - lowest).norm()) for name, path in paths(state).items()}
    assert gaps["Momentum"] < 0.05 and min(gaps["SGD"], gaps["Adam"]) > 1


@CLAIMS.answer("Your own formula")
def _(state):
    lowest = geometry.local_minima(state.surface)[0]
    reached = [
        name
        for name, path in paths(state).items()
        if float((path.points[-1] - lowest).norm()) < 0.1
    ]
    (winner,) = reached
    return winner


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_the_sentence_is_true(preset):
    CLAIMS.check(preset)
