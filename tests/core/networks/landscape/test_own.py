"""The playground's network, by the address of its page."""

import pytest
import torch
from torch import nn

from core.networks.landscape import own
from core.networks.landscape.curvature import Curvature, result
from core.networks.landscape.own import (
    MOST_EPOCHS,
    OwnNetwork,
    check_address,
    count_of,
    own_code,
    own_files,
    own_subject,
    own_walk,
    run_at,
)
from core.networks.landscape.plane import LAYERS, Plane, numbers
from core.networks.landscape.subject import OWN, check_name, names
from core.playground.run import Run
from core.playground.settings import Settings

pytestmark = pytest.mark.usefixtures("one_thread")

SHORT = "hidden=3+ReLU+norm&loss=Hinge&course=2"


def test_its_size_is_known_before_it_is_trained():
    assert count_of("") == 25 and count_of("hidden=3&course=900") == 3 * 3 + 4


def test_the_path_of_a_long_training_is_thinned_and_has_both_ends(monkeypatch):
    monkeypatch.setattr(own, "MOST_POINTS", 3)
    progress = list(own_walk("hidden=2&course=7"))
    points, at, run = progress[-1].value
    assert at.tolist() == [0, 75, 150, 175] and points.shape == (4, 9) and run.epochs == 7
    assert [each.share for each in progress[:-1]] == [epoch / 7 for epoch in range(8)]
    weights = torch.nn.utils.parameters_to_vector(run.network.parameters())
    assert torch.equal(points[-1], weights.double())


def test_an_address_tells_the_settings_and_the_course():
    run = run_at(SHORT)
    assert (run.settings.hidden, run.settings.loss.name, run.epochs) == ("3 ReLU norm", "Hinge", 2)
    for address in (
        "?playground.hidden=5&playground.course=1",
        "https://example.org/playground?playground.hidden=5&playground.course=1&nonsense=2",
    ):
        assert run_at(address).settings == Settings(hidden="5") and run_at(address).epochs == 1


def test_it_is_trained_as_on_the_page():
    plain = Run(Settings(hidden="3 ReLU"))
    for _ in range(2):
        plain.epoch()
    chosen = own_subject("hidden=3+ReLU&course=2")
    loss = chosen.loss(chosen.model(chosen.x), chosen.labels).item()
    assert loss == pytest.approx(plain.record().train_loss, rel=1e-5)
    assert all(value.dtype == torch.float64 for value in chosen.weights.values())
    assert not chosen.normed and not chosen.classifies


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("course=never", "course"),
        (f"course={MOST_EPOCHS + 1}", "at most 1,000 epochs"),
        ("course=900&batch_size=1&count=1200", "takes too long"),
        ("course=[[1,20000,{}],[1,20000,{}],[1,20000,{}]]", "takes too long"),
    ],
)
def test_what_cannot_be_is_told(address, line):
    with pytest.raises(ValueError, match=line):
        OwnNetwork(playground=address)
    check_address("anything at all")  # is not understood, and so left at its default


def test_a_training_that_diverges_is_told():
    with pytest.raises(ValueError, match="diverges at step"):
        run_at("optimizer=SGD&optimizer.lr=10&data=Plane&activation=ReLU&course=9")


def test_a_script_makes_the_same_network():
    model, loss, helpers = own_code(SHORT)
    assert model.splitlines()[:2] == [
        "nn.Sequential(",
        "    nn.Linear(in_features=2, out_features=3, bias=True),",
    ]
    assert max(map(len, model.splitlines())) <= 100
    assert "nn.BatchNorm1d(3" in model and loss == "HingeLoss()"
    assert [helper.__name__ for helper in helpers] == ["HingeLoss"]
    built = eval(model, {"nn": nn})  # as a script has it
    assert built.state_dict().keys() == own_subject(SHORT).model.state_dict().keys()
    assert {*own_files(SHORT)} == {"network.safetensors", "points.safetensors"}
    several = own_code("data=Blobs&loss=Cross-entropy&course=1")
    assert several[1] == "nn.CrossEntropyLoss()" and several[2] == []


def test_it_is_one_of_the_networks():
    assert names()[-1] == OWN == check_name(OWN)
    shown = numbers(Plane(network=OWN, playground="hidden=3+ReLU&course=2", rescaling=LAYERS))
    assert shown["rescaled, loss at (0, 0)"] == pytest.approx(shown["loss at (0, 0)"], rel=1e-9)
    with pytest.raises(ValueError, match="with a hidden layer"):
        numbers(Plane(network=OWN, playground="hidden=&course=1", rescaling=LAYERS))


@pytest.mark.parametrize("address", [SHORT, "hidden=&loss=Hinge&course=1"])
def test_its_curvatures_are_known_too(address):
    seen = result(Curvature(problem=OWN, playground=address))
    assert len(seen.exact) == seen.count and seen.spread.isfinite().all()
    assert float(seen.ritz[-1]) <= float(seen.exact[-1]) + 1e-9
