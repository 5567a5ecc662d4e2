"""What comes out of transfer learning is a network like any other: other topics look into it, and
their scripts print their numbers.
"""

from dataclasses import replace

import pytest
import torch

from core.networks.landscape.plane import Evaluation
from core.networks.landscape.subject import subject
from core.networks.training.evaluated import Evaluated
from core.networks.training.state import State as TrainingState
from core.topics import TOPICS
from core.training import store
from core.training.evaluation import answers
from core.vision.feature_maps.capture import captured
from core.vision.transfer.tuning import Tuning
from core.vision.transfer.ways import shown_by
from tests.core.vision.transfer.small import COLOURS, DATASET, NETWORK
from tests.printed import numbers
from tests.test_scripts import run


@pytest.fixture
def name(small) -> str:
    """A tuned network of the store."""
    tuning = Tuning(network=NETWORK, dataset=DATASET, stages=1, epochs=1, lr=0.02, per_class=4)
    list(store.train_once(tuning, "cpu"))
    return store.fetch(tuning).name


@pytest.mark.parametrize("view", ["Whole network", "Why this answer"])
def test_feature_maps(view, name, tmp_path, monkeypatch):
    content = TOPICS["feature_maps"].content
    state = content.State(network=name, view=view)
    shown = content.headline(state)
    told = numbers(run(content.write_script(state), tmp_path, monkeypatch))
    assert told.keys() == shown.keys() and len(told) > 3
    assert told == pytest.approx(shown, rel=1e-5, abs=1e-7)


def test_feature_maps_begin_with_a_picture_that_the_network_knows(name):
    assert shown_by("MNIST") == "test digit"
    state = TOPICS["feature_maps"].content.State(network=name, source=shown_by(DATASET))
    first = COLOURS.gallery().images[:1]
    assert torch.equal(captured(state).stages[0].output, COLOURS.normalise(first / 255))


def test_evaluation(name, tmp_path, monkeypatch):
    result = answers(name)
    assert result.right.double().mean().item() == store.find(name).card.test_accuracy
    content = TOPICS["training"].content
    state = TrainingState(view="Evaluation", **vars(Evaluated(trained=name, truth=0, answer=1)))
    told = numbers(run(content.write_script(state), tmp_path, monkeypatch))
    assert told == pytest.approx(content.headline(state), rel=1e-6)


def test_landscape(name):
    chosen = subject(name, 6)
    scores = torch.func.functional_call(chosen.model, chosen.weights, (chosen.x,))
    assert scores.shape == (6, 3) and chosen.normed and len(chosen.weights) == 8
    gallery = COLOURS.gallery()
    assert torch.equal(chosen.labels, gallery.labels[:6])
    assert float(chosen.loss(scores, chosen.labels)) > 0


def test_a_plane_of_more_pictures_than_the_network_takes_at_once(name):
    chosen, generator = subject(name, 12), torch.Generator().manual_seed(0)
    x = chosen.x.repeat(4, 1, 1, 1)
    x = x + torch.randn(x.shape, generator=generator)
    chosen = replace(chosen, x=x, labels=chosen.labels.repeat(4))
    middle = chosen.weights
    first, second = (
        {key: torch.randn(value.shape, generator=generator) for key, value in middle.items()}
        for _ in range(2)
    )
    evaluation = Evaluation(chosen, middle, first, second)
    for a, b in ((0.0, 0.0), (0.1, -0.2), (0.3, 0.0)):
        moved = {key: value + a * first[key] + b * second[key] for key, value in middle.items()}
        with torch.no_grad():
            scores = torch.func.functional_call(chosen.model, moved, (x,))
        loss = float(chosen.loss(scores, chosen.labels))
        assert evaluation(a, b) == pytest.approx(loss, rel=1e-4)


def test_draw_a_digit(small, tmp_path, monkeypatch):
    tuning = Tuning(network=NETWORK, dataset="MNIST", per_class=5)
    list(store.train_once(tuning, "cpu"))
    name = store.fetch(tuning).name
    content = TOPICS["digits"].content
    assert name in dict(content.State.specs())["models"].choices()
    state = content.State(source="test digit", index=7, models=(name, "LeNet"))
    told = numbers(run(content.write_script(state), tmp_path, monkeypatch))
    assert told == pytest.approx(content.headline(state), rel=1e-5, abs=1e-7)
    assert [key for key in told if name in key] == [f"{name} p({digit})" for digit in range(10)]
