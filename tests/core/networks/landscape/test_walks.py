"""Where the paths of trainings come from."""

import pytest
import torch
from torch.nn import functional as F

from core.networks.landscape import walks
from core.networks.landscape.digits import digits
from core.networks.landscape.subject import OWN, subject
from core.networks.landscape.subject import names as subject_names
from core.networks.landscape.walks import (
    COUNT,
    HERE,
    OPTIMIZERS,
    TrainingPath,
    check_network,
    names,
    names_without,
    network,
    path_of,
    walk,
    walk_of,
)
from core.playground.run import Run
from core.playground.settings import Settings
from core.training import paths

pytestmark = pytest.mark.usefixtures("one_thread")

SHORT = TrainingPath(path_steps=20)
MLP = TrainingPath(path_network="MLP 784-128-10", path_digits=50)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_path_is_that_of_a_plain_loop(name):
    path = path_of(SHORT.replace(optimizer=name))
    x, labels = digits(COUNT, torch.float64)
    model, (make, options) = network(0), OPTIMIZERS[name]
    optimizer = make(model.parameters(), lr=0.01, **options)
    order = torch.randperm(COUNT, generator=torch.Generator().manual_seed(0)).split(100)
    assert len(path) == 21
    for batch in (order[-1], order[-2]):
        optimizer.zero_grad()
        F.cross_entropy(model(x[batch]), labels[batch]).backward()
        optimizer.step()
    flat = torch.cat([value.detach().flatten() for value in model.parameters()])
    assert torch.allclose(path[2], flat, atol=1e-12)


def test_a_trained_network_has_the_path_that_was_kept():
    gone, chosen = walk_of(MLP), subject("MLP 784-128-10", 50)
    trajectory = paths.path("MLP 784-128-10")
    assert gone.at.tolist() == list(trajectory.steps)
    assert torch.equal(gone.chosen.x, chosen.x)
    for row, state in ((0, trajectory.states[0]), (-1, dict(chosen.weights))):
        flat = torch.cat([state[name].flatten().double() for name in chosen.weights])
        assert torch.equal(gone.points[row], flat)


def test_of_a_large_network_fewer_points_are_taken(monkeypatch):
    whole = walk_of(MLP)
    monkeypatch.setattr(walks, "ROOM", 4 * 4 * 101_770)
    *_, progress = walk(MLP)
    assert len(whole.points) > len(progress.value.points) == 4
    assert progress.value.at[0] == 0 and progress.value.at[-1] == whole.at[-1]


def test_the_playground_is_trained_again():
    gone = walk_of(TrainingPath(path_network=OWN, playground="hidden=3+ReLU&course=5"))
    plain = Run(Settings(hidden="3 ReLU"))
    for row in gone.points:
        flat = torch.nn.utils.parameters_to_vector(plain.network.parameters())
        assert torch.equal(row, flat.double())
        plain.epoch()
    assert len(gone.points) == 6 and gone.at.tolist() == [step * 25 for step in range(6)]


@pytest.mark.parametrize(
    ("setting", "line"),
    [
        (TrainingPath(path_network="DigitNet"), "no path was kept of this training"),
        (TrainingPath(path_network=OWN, playground="course=1"), "has 2 points"),
        (TrainingPath(path_network=OWN, playground="hidden=2+frozen&course=0"), "has 1 points"),
    ],
)
def test_what_has_no_plane_is_told(setting, line):
    with pytest.raises(ValueError, match=line):
        walk_of(setting)


def test_weights_that_stay_have_no_path(monkeypatch):
    monkeypatch.setattr(walks, "path_of", lambda setting: torch.ones(20, 5))
    with pytest.raises(ValueError, match="has not moved"):
        list(walk(SHORT))


def test_every_network_has_a_path_or_is_named():
    assert names()[0] == HERE == check_network(HERE) and names()[-1] == OWN
    assert {*names()[1:-1]} | {*names_without()} == {*subject_names()[:-1]}
    assert "MLP 784-128-10" in names()
    with pytest.raises(ValueError, match="network"):
        check_network("")
