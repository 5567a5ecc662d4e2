"""What the presets of the view "Training path" say, against trainings and walks of one's own."""

import math

import torch
from torch.nn import functional as F

from core.networks.landscape.digits import digits
from core.networks.landscape.path import numbers, result
from core.networks.landscape.state import State
from core.networks.landscape.subject import subject
from core.networks.landscape.walks import COUNT, TrainingPath, network, path_of
from core.playground.run import Run
from core.playground.settings import Settings
from core.training import paths
from tests.core.claims import Claims, yes

CLAIMS = Claims()


def variance_in_a_plane(points: torch.Tensor) -> float:
    """The share of the variance of points (N, P) that two directions hold, from their products."""
    middle = points - points.mean(dim=0)
    values = torch.linalg.eigvalsh(middle @ middle.T)
    return float(values[-2:].sum() / values.sum())


def of_a_walk(count: int, dimensions: int = 3000, seed: int = 0) -> float:
    """The same of a random walk that is really gone."""
    steps = torch.randn(count, dimensions, generator=torch.Generator().manual_seed(seed))
    return variance_in_a_plane(steps.double().cumsum(dim=0))


def losses(state: State) -> list[float]:
    """The true loss at the start and at the end of the path."""
    setting = state.part(TrainingPath)
    x, labels = digits(COUNT, torch.float64)
    model = network(setting.path_seed)
    values = []
    for flat in path_of(setting)[[0, -1]]:
        torch.nn.utils.vector_to_parameters(flat, model.parameters())
        values.append(F.cross_entropy(model(x), labels).item())
    return values


@CLAIMS.of("Two directions of 6,634")
def _(state):
    path = path_of(state.part(TrainingPath))
    assert path.shape[1] == 196 * 32 + 32 + 32 * 10 + 10 == 6634
    assert variance_in_a_plane(path) > 0.98
    assert round(of_a_walk(len(path)), 2) == 0.76 == round(6 / math.pi**2 * (1 + 1 / 4), 2)


@CLAIMS.answer("Two directions of 6,634")
def _(state):
    share = of_a_walk(state.path_steps + 1)
    ends = {"Hardly any": 0.02, "About a quarter": 0.25, "About three quarters": 0.75}
    return min(ends, key=lambda name: abs(ends[name] - share))


@CLAIMS.of("The path is not on the plane")
def _(state):
    seen, (start, end) = result(state.part(TrainingPath)), losses(state)
    assert math.isclose(start, float(seen.path_losses[0]), rel_tol=1e-9)
    assert round(start - float(seen.shadow_losses[0]), 2) == 0.17
    assert math.isclose(end, float(seen.shadow_losses[-1]), rel_tol=1e-9)


@CLAIMS.answer("The path is not on the plane")
def _(state):
    seen = result(state.part(TrainingPath))
    same = torch.isclose(seen.path_losses, seen.shadow_losses, rtol=1e-6)
    return "Only at the end" if same[-1] and not same[:-1].any() else yes(bool(same.all()))


@CLAIMS.of("More like a random walk")
def _(state):
    path = path_of(state.part(TrainingPath))
    assert round(variance_in_a_plane(path), 2) == 0.87
    assert round(of_a_walk(len(path)), 2) == 0.76


@CLAIMS.answer("More like a random walk")
def _(state):
    usual = variance_in_a_plane(path_of(TrainingPath()))
    return "Less" if variance_in_a_plane(path_of(state.part(TrainingPath))) < usual else "More"


@CLAIMS.of("A network trained on all of MNIST")
def _(state):
    trajectory = paths.path(state.path_network)
    rows = [
        torch.cat([value.double().flatten() for value in each.values()])
        for each in trajectory.states
    ]
    points = torch.stack(rows)
    assert points.shape == (9, 101_770)
    assert round(variance_in_a_plane(points), 2) == 0.88
    walks = [of_a_walk(9, seed=seed) for seed in range(5)]
    assert round(sum(walks) / len(walks), 2) == 0.78
    shown = numbers(state.part(TrainingPath))
    chosen = subject(state.path_network, state.path_digits)
    chosen_start = {name: trajectory.states[0][name].double() for name in chosen.weights}
    outputs = torch.func.functional_call(chosen.model, chosen_start, (chosen.x,))
    start = F.cross_entropy(outputs, chosen.labels).item()
    assert math.isclose(shown["loss at first"], start, rel_tol=1e-9) and round(start, 2) == 2.31
    assert round(shown["loss of the shadow at first"], 2) == 1.25


@CLAIMS.answer("A network trained on all of MNIST")
def _(state):
    shown = numbers(state.part(TrainingPath))
    return "Higher" if shown["loss at first"] > shown["loss of the shadow at first"] else "Lower"


def variance_along_a_line(state: State) -> float:
    """The largest share of one component, of the playground's first network."""
    run, rows = Run(Settings()), []
    for _ in range(41):
        rows.append(torch.nn.utils.parameters_to_vector(run.network.parameters()).double())
        run.epoch()
    values = torch.linalg.eigvalsh(torch.cov(torch.stack(rows).detach().T))
    assert len(values) == 25
    return float(values[-1] / values.sum())


@CLAIMS.of("Your own network’s path")
def _(state):
    assert variance_along_a_line(state) > 0.98
    assert len(result(state.part(TrainingPath)).at) == 41


@CLAIMS.answer("Your own network’s path")
def _(state):
    return "Nearly straight" if variance_along_a_line(state) > 0.9 else "It wanders"
