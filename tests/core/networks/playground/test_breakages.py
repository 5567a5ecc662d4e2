"""Every mistake has the symptom that its entry tells, with five seeds; and its cure cures it."""

import math
from collections.abc import Callable
from itertools import pairwise

import pytest
import torch

from core.networks.playground.breakage import Comparison, compare
from core.networks.playground.breakages import BREAKAGES
from core.torch_message import TorchMessage

pytestmark = pytest.mark.usefixtures("one_thread")

SEEDS = range(5)
SYMPTOMS: dict[str, Callable[[list[Comparison]], None]] = {}


def symptom(name: str):
    def add(function):
        SYMPTOMS[name] = function
        return function

    return add


@symptom("Softmax twice")
def _(runs):
    for both in runs:
        floor = both.broken.numbers["floor of the loss"]
        assert floor == pytest.approx(1.4612, abs=5e-5)
        assert float(both.broken.losses.min()) > floor and both.right.losses[-1] < 0.05
        # the best there is: all of one logit, none of the others
        best = torch.nn.functional.cross_entropy(torch.eye(10), torch.arange(10))
        assert float(best) == pytest.approx(floor, abs=1e-5)


@symptom("Sigmoid twice")
def _(runs):
    for both in runs:
        assert both.broken.losses.min() > both.broken.numbers["floor of the loss"] > 0.5
        assert both.right.losses[-1] < 0.1 and both.broken.test < both.right.test


@symptom("A column against a row")
def _(runs):
    for both in runs:
        variance = both.broken.numbers["variance of the targets"]
        assert float(both.broken.losses[-1]) == pytest.approx(variance, rel=0.01)
        assert spread(both.broken.shades) < 0.1 * spread(both.right.shades)
        mean = both.points.targets[: len(both.points) // 2].mean()
        assert torch.allclose(both.broken.shades.mean(), mean, atol=0.03)
        assert both.right.losses[-1] < 0.01


@symptom("One logit with cross-entropy")
def _(runs):
    for both in runs:
        assert (both.broken.losses == 0).all()
        assert both.broken.numbers["largest gradient"] == 0 < both.right.numbers["largest gradient"]
        assert both.broken.test < 0.8 < 0.95 < both.right.test


@symptom("NLL of logits")
def _(runs):
    for both in runs:
        assert both.broken.losses[-1] < -100 and (both.broken.losses[10:].diff() < 0).all()
        assert both.right.losses.min() > 0


@symptom("Softmax down the batch")
def _(runs):
    for both in runs:
        floor = both.broken.numbers["floor of the loss"]
        assert float(both.broken.losses[-1]) == pytest.approx(floor, abs=0.02)
        assert floor == pytest.approx(math.log(100 / 3), abs=0.02)  # of 100 points
        assert both.right.losses[-1] < 0.01


@symptom("No zero_grad")
def _(runs):
    for both in runs:
        name = "steps on which the loss rose"
        assert both.broken.numbers[name] > 50 and both.right.numbers[name] == 0
        assert both.broken.losses[-50:].mean() > 3 * both.right.losses[-50:].mean()


@symptom("Zero initialisation")
def _(runs):
    for both in runs:
        assert both.broken.numbers["largest gradient"] == 0 and spread(both.broken.shades) < 1e-6
        assert torch.allclose(both.broken.losses, torch.tensor(math.log(2)), atol=0.005)
        assert both.right.test > 0.95


@symptom("No activation")
def _(runs):
    for both in runs:
        logits = both.broken.shades.logit()
        for direction in (0, 1):  # the same slope everywhere: a plane
            slopes = logits.diff(dim=direction)
            assert torch.allclose(slopes, slopes.mean(), atol=1e-3)
        assert both.broken.train < 0.75 < 0.95 < both.right.train


@symptom("A plain list of layers")
def _(runs):
    for both in runs:
        name = "parameters that are trained"
        assert (both.broken.numbers[name], both.right.numbers[name]) == (5, 37)
        assert both.broken.train < 0.8 < 0.95 < both.right.train


@symptom("Learning rate too large")
def _(runs):
    for both in runs:
        limit = both.right.numbers["2 / largest curvature"]
        rates = [outcome.numbers["learning rate"] for outcome in (both.right, both.broken)]
        assert rates[1] == pytest.approx(100 * rates[0]) and rates[0] < limit < rates[1]
        assert not both.broken.losses[-1].isfinite() and both.right.losses[-1] < 0.02


@symptom("The wrong parameters")
def _(runs):
    for both in runs:
        assert spread(both.broken.losses) == 0
        assert both.broken.numbers["largest change of a weight"] == 0
        assert both.right.numbers["largest change of a weight"] > 0.1


@symptom("Dropout left on")
def _(runs):
    for both in runs:
        name = "share of answers that differ the second time"
        assert both.broken.numbers[name] > 0.02 and both.right.numbers[name] == 0
        rough, smooth = (
            (each.shades.diff(dim=1).abs()).mean() for each in (both.broken, both.right)
        )
        assert rough > 3 * smooth
        assert torch.equal(both.broken.losses, both.right.losses)  # the training is the same


@symptom("A batch of one")
def _(runs):
    for both in runs:
        assert isinstance(both.broken, TorchMessage) and both.broken.kind == "ValueError"
        assert "more than 1 value" in both.broken.text
        assert both.right.test > 0.9


@symptom("Shuffled labels")
def _(runs):
    assert all(both.broken.test < 0.8 and both.right.test > 0.95 for both in runs)
    assert sum(both.broken.test for both in runs) / len(runs) < 0.6
    assert all(both.broken.losses[-1] < both.broken.losses[0] for both in runs)


@symptom("No normalisation")
def _(runs):
    for both in runs:
        assert both.broken.shades.std(dim=0).max() < 0.01  # the same all the way up
        assert both.broken.test < 0.8 < 0.95 < both.right.test


@symptom("Leakage")
def _(runs):
    name = "accuracy on its own test points"
    leaked = [both.broken.numbers[name] - both.broken.test for both in runs]
    honest = [both.right.numbers[name] - both.right.test for both in runs]
    assert min(leaked) > 0 and sum(leaked) / len(runs) > 0.1
    assert abs(sum(honest)) / len(runs) < 0.1
    better = [both.broken.test - both.right.test for both in runs]
    assert sum(better) / len(runs) < 0.05


def spread(values: torch.Tensor) -> float:
    return float(values.max() - values.min())


def test_every_mistake_has_a_symptom():
    assert SYMPTOMS.keys() == set(BREAKAGES) and len(BREAKAGES) >= 12


@pytest.mark.parametrize("name", BREAKAGES)
def test_the_symptom_is_real(name):
    SYMPTOMS[name]([compare(BREAKAGES.pick(name), seed) for seed in SEEDS])


def test_the_floor_of_two_softmaxes_falls_with_the_classes():
    floors = [
        compare(BREAKAGES.pick("Softmax twice", classes=classes), 0).broken.numbers[
            "floor of the loss"
        ]
        for classes in (3, 5)
    ]
    assert floors == pytest.approx([0.5514, 0.9048], abs=1e-4)


def test_above_the_limit_gradient_descent_diverges_and_below_it_falls():
    factors = (1.0, 2.0, 100.0)
    runs = [compare(BREAKAGES.pick("Learning rate too large", factor=f), 0) for f in factors]
    ends = [float(both.broken.losses[-1]) for both in runs]
    assert ends[0] == float(runs[0].right.losses[-1]) and ends[1] < ends[0]
    for before, after in pairwise(runs):
        assert after.broken.numbers["learning rate"] > before.broken.numbers["learning rate"]
    assert math.isnan(ends[2]) or math.isinf(ends[2])
