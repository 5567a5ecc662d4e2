"""The range test against a plain loop, its rules against brute force, its curvature against
`torch.func.hessian`.
"""

import itertools
import math
from random import Random

import pytest
import torch
from torch import nn
from torch.func import functional_call, hessian
from torch.nn import functional as F

from core.data.datasets import DATASETS, load, pictures
from core.models.stack import OWN_STACK
from core.models.zoo import create
from core.training.config import recipe
from core.training.rates import (
    HIGHEST,
    LOWEST,
    largest_curvature,
    names_of_rate,
    range_test,
    smooth,
    steepest,
    tenth,
    valley,
)
from tests.core.training.sameness import few
from tests.foreign import optimizers

SGD = {"name": "SGD", "lr": 0.01, "momentum": 0.9}
TINY = "AvgPool2d(4)\nFlatten()\nLinear(49, 6)\nTanh()\nLinear(6, 10)"


def config(**changes):
    return recipe(OWN_STACK, layers=TINY, batch_size=64, seed=2).from_json(
        recipe(OWN_STACK, layers=TINY, batch_size=64, seed=2).as_json()
        | {"optimizer": SGD}
        | changes
    )


def test_it_is_the_plain_loop_with_a_growing_rate(small, monkeypatch):
    data = few(monkeypatch, 200)
    *_, last = range_test(config(), "cpu", 30)
    generator = torch.Generator().manual_seed(2)
    model = create(config().network, generator)
    optimizer = torch.optim.SGD(model.parameters(), lr=1.0, momentum=0.9)
    order = itertools.chain.from_iterable(
        torch.randperm(200, generator=generator).split(64) for _ in itertools.count()
    )
    losses = []
    for step in range(30):
        batch = next(order)
        images = DATASETS["MNIST"].normalise(pictures(data.train_images[batch]))
        loss = F.cross_entropy(model(images), data.train_labels[batch])
        losses.append(loss.item())
        for group in optimizer.param_groups:
            group["lr"] = LOWEST * (HIGHEST / LOWEST) ** (step / 29)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    result = last.value
    assert result.losses == pytest.approx(losses[: len(result.losses)], rel=1e-4)
    assert result.rates[0] == LOWEST and 10 < len(result.rates) <= 30
    assert result.limit == pytest.approx(2 / result.curvature)
    assert result.tenth and result.steepest and result.valley
    assert last.share == 1.0 and not math.isnan(sum(result.smoothed))


def test_progress_grows_and_the_marks_come_last(small, monkeypatch):
    few(monkeypatch, 100)
    steps = list(range_test(config(), "cpu", 12))
    assert [step.share for step in steps] == sorted(step.share for step in steps)
    assert [len(step.value.rates) for step in steps[:4]] == [0, 0, 1, 2]
    assert all(step.value.steepest is None for step in steps[:-1])


def test_the_rate_is_set_whatever_an_optimizer_calls_it(small, monkeypatch):
    few(monkeypatch, 100)
    for registry, name, choice in optimizers.ENTRIES:
        monkeypatch.setitem(registry, name, choice)
    plain = config(optimizer={"name": "A walk"})
    *_, walk = range_test(plain, "cpu", 12)
    assert len(set(walk.value.losses)) > 5
    assert names_of_rate(plain.optimizer) == {"pace"}


def test_what_has_no_learning_rate_is_told(monkeypatch):
    for registry, name, choice in optimizers.ENTRIES:
        monkeypatch.setitem(registry, name, choice)
    with pytest.raises(ValueError, match="Careful has no learning rate"):
        next(range_test(config(optimizer={"name": "Careful"}), "cpu"))


def longest_fall(losses: list[float]) -> int:
    """By trying all subsequences."""
    return max(
        size
        for size in range(1, len(losses) + 1)
        if any(
            all(a > b for a, b in itertools.pairwise(part))
            for part in itertools.combinations(losses, size)
        )
    )


def test_the_rules_are_those_of_brute_force():
    random = Random(0)
    for _ in range(60):
        count = random.randint(2, 10)
        rates = [10.0 ** (number / 3 - 4) for number in range(count)]
        losses = [random.randint(1, 12) / 4 for _ in range(count)]
        slopes = [
            (losses[i + 1] - losses[i]) / (math.log(rates[i + 1]) - math.log(rates[i]))
            for i in range(count - 1)
        ]
        steep = steepest(rates, losses)
        assert (steep is None) == (min(slopes) >= 0)
        assert steep is None or slopes[rates.index(steep)] == pytest.approx(min(slopes))
        least = losses.index(min(losses))
        assert tenth(rates, losses) == (rates[least] / 10 if min(losses) < losses[0] else None)
        middle = valley(rates, losses)
        size = longest_fall(losses)
        assert (middle is None) == (size < 2)
        if middle is not None:  # so many losses fall before it, and so many behind it
            index = rates.index(middle)
            before = [value for value in losses[:index] if value > losses[index]]
            behind = [value for value in losses[index + 1 :] if value < losses[index]]
            left = longest_fall(before) if before else 0
            right = longest_fall(behind) if behind else 0
            assert left + 1 + right == size and abs(left - right) <= 1


def test_the_rules_of_a_curve_that_never_falls_and_of_none():
    for losses in ([1.0, 2.0, 3.0], [1.0], []):
        rates = [0.1, 1.0, 10.0][: len(losses)]
        assert (steepest(rates, losses), tenth(rates, losses), valley(rates, losses)) == (None,) * 3


def test_a_smoothed_constant_is_the_constant():
    assert smooth([2.0] * 9) == pytest.approx([2.0] * 9)
    assert smooth([1.0, 3.0], 0.5) == pytest.approx([1.0, (0.25 * 1 + 0.5 * 3) / 0.75])


@pytest.mark.parametrize("seed", range(3))
def test_the_curvature_is_that_of_the_whole_hessian(seed, small):
    data = load("MNIST")
    network = config().replace(
        layers=TINY.replace("AvgPool2d(4)", "AvgPool2d(7)").replace("49", "16")
    )
    model = create(network.network, torch.Generator().manual_seed(seed)).double()
    images = DATASETS["MNIST"].normalise(data.train_images[:64].double() / 255).double()
    labels = data.train_labels[:64]
    names = list(dict(model.named_parameters()))
    shapes = [value.shape for value in model.parameters()]

    def loss(flat):
        parts = flat.split([shape.numel() for shape in shapes])
        values = {n: p.view(s) for n, p, s in zip(names, parts, shapes, strict=True)}
        return F.cross_entropy(functional_call(model, values, (images,)), labels)

    flat = torch.cat([value.detach().flatten() for value in model.parameters()])
    expected = torch.linalg.eigvalsh(hessian(loss)(flat)).max().item()
    before = {name: value.clone() for name, value in model.state_dict().items()}
    assert largest_curvature(model, nn.CrossEntropyLoss(), images, labels) == pytest.approx(
        expected, rel=1e-2
    )
    assert all(torch.equal(value, before[name]) for name, value in model.state_dict().items())


def test_a_curvature_that_is_negative_at_its_largest_does_not_mislead():
    """f = -5 a^2 + 2 b^2: the eigenvalues are -10 and 4."""

    class Saddle(nn.Module):
        def __init__(self):
            super().__init__()
            self.point = nn.Parameter(torch.tensor([1.0, 1.0], dtype=torch.float64))

        def forward(self, x):
            return self.point.square() * torch.tensor([-5.0, 2.0])

    value = largest_curvature(Saddle(), lambda scores, labels: scores.sum(), torch.zeros(1), None)
    assert value == pytest.approx(4, rel=1e-3)
