"""One batch by heart: against a plain loop, and every reason why not is a true one."""

import math
import re

import pytest
import torch
from torch.nn import functional as F

from core.data.datasets import DATASETS, pictures
from core.models.stack import OWN_STACK
from core.models.zoo import create
from core.training.config import TrainConfig, recipe
from core.training.overfit import TARGET, overfit_batch
from tests.core.training.sameness import few

NET = "AvgPool2d(2)\nFlatten()\nLinear(196, 32)\nReLU()\nLinear(32, 10)"
ADAM = {"name": "Adam", "lr": 0.01}


def config(**changes) -> TrainConfig:
    usual = recipe(OWN_STACK, layers=NET, batch_size=16, seed=1).as_json() | {"optimizer": ADAM}
    return TrainConfig.from_json(usual | changes)


@pytest.fixture(autouse=True)
def data(small, monkeypatch):
    return few(monkeypatch, 64)


def end(steps: int = 150, **changes):
    *_, last = overfit_batch(config(**changes), "cpu", steps)
    assert last.value.reached == (last.value.reason == "")
    return last.value


def test_it_is_the_plain_loop_on_one_batch(data):
    steps = list(overfit_batch(config(), "cpu"))
    result = steps[-1].value
    assert result.reached and result.losses[-1] < TARGET <= min(result.losses[:-1])
    assert result.pictures == 16 and result.accuracies[-1] == 1 and result.floor == 0
    generator = torch.Generator().manual_seed(1)
    model = create(config().network, generator)
    batch = torch.randperm(64, generator=generator)[:16]
    images = DATASETS["MNIST"].normalise(pictures(data.train_images[batch]))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for expected in result.losses[:40]:
        loss = F.cross_entropy(model(images), data.train_labels[batch])
        assert expected == pytest.approx(loss.item(), rel=1e-3)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert [len(step.value.losses) for step in steps[:4]] == [0, 1, 2, 3]


def test_a_recipe_overfits_without_its_schedule_and_augmentation(data):
    *_, last = overfit_batch(recipe("LeNet", augmentation="Pen", ema=0.9), "cpu")
    assert last.value.reached and last.value.pictures == 32


def test_label_smoothing_has_a_floor():
    result = end(300, label_smoothing=0.1)
    assert "Label smoothing keeps the loss above" in result.reason
    shares = torch.tensor([0.91, *[0.01] * 9])
    assert result.floor == pytest.approx(-(shares * shares.log()).sum().item(), rel=1e-6)
    assert result.floor < min(result.losses) < 1.2 * result.floor


def test_softmax_twice_has_a_floor():
    result = end(300, layers=f"{NET}\nSoftmax(1)")
    assert result.floor == pytest.approx(1.4612, abs=1e-4)
    assert "takes softmax once more" in result.reason
    assert result.floor - 1e-4 < min(result.losses) < 1.6
    assert end(layers=f"{NET}\nLogSoftmax(1)").reached


def test_dropout_is_named_if_the_batch_is_known_without_it():
    layers = NET.replace("ReLU()", "ReLU()\nDropout(0.5)")
    result = end(400, layers=layers, seed=3)
    assert "Without dropout the loss is" in result.reason


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"optimizer": {"name": "SGD", "lr": 10.0, "weight_decay": 1.0}}, "not finite after step"),
        ({"optimizer": {"name": "SGD", "lr": 5.0}}, "the rate of 5 is too large"),
        ({"optimizer": {"name": "SGD", "lr": 0.001}}, "still falls"),
        ({"layers": "AdaptiveAvgPool2d(1)\nFlatten()\nLinear(1, 10)"}, "too small"),
        ({"optimizer": {"name": "Adam", "lr": 0.01, "weight_decay": 1.0}}, "weight decay"),
    ],
)
def test_why_not(changes, words):
    result = end(400 if "layers" in changes else 120, **changes)
    assert re.search(words, result.reason), result.reason
    assert all(math.isfinite(loss) for loss in result.losses)


def test_when_no_gradient_arrives_it_is_said(monkeypatch):
    """All units of the hidden layer are shut."""
    from core.training import overfit

    def shut(network, generator):
        model = create(network, generator)
        with torch.no_grad():
            model[2].bias.fill_(-1e6)
            model[4].bias.zero_()
            model[4].requires_grad_(False)
        return model

    monkeypatch.setattr(overfit, "create", shut)
    assert "No gradient arrives" in end(20).reason
