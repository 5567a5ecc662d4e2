"""The line between two networks."""

import pytest
import torch
from torch.nn import functional as F

from core.networks.landscape.between import (
    COUNT,
    EPOCHS,
    OTHERS,
    POINTS,
    Between,
    Line,
    along,
    lines,
    network,
    numbers,
    result,
    train,
    trained,
)
from core.networks.landscape.digits import digits

pytestmark = pytest.mark.usefixtures("one_thread")


def test_training_is_a_plain_loop_and_learns():
    x, labels = digits(200, torch.float64)
    model, plain = network(16, 3), network(16, 3)
    train(model, x, labels, 1, 50, 0.1, 0.0, torch.Generator().manual_seed(0))
    order = torch.randperm(200, generator=torch.Generator().manual_seed(0))
    for batch in order.split(50):
        loss = F.cross_entropy(plain(x[batch]), labels[batch])
        gradients = torch.autograd.grad(loss, list(plain.parameters()))
        for value, gradient in zip(plain.parameters(), gradients, strict=True):
            value.data -= 0.1 * gradient
    for ours, theirs in zip(model.parameters(), plain.parameters(), strict=True):
        assert torch.allclose(ours, theirs)
    assert EPOCHS > 1 and numbers(Between())["loss of the first"] < 0.3


def test_the_ends_of_a_line_are_the_networks():
    first, second = trained(32, 0), trained(32, 1)
    x, labels = digits(COUNT, torch.float64)
    losses, accuracies = along(first, second, x, labels, 3)
    model = network(32, 0)
    for weights, loss in ((first, losses[0]), (second, losses[2])):
        model.load_state_dict(weights)
        assert F.cross_entropy(model(x), labels).item() == pytest.approx(loss)
    model.load_state_dict({name: (first[name] + second[name]) / 2 for name in first})
    assert F.cross_entropy(model(x), labels).item() == pytest.approx(losses[1])
    assert (model(x).argmax(1) == labels).double().mean().item() == accuracies[1]
    assert min(accuracies) == accuracies[1]


def test_a_barrier_is_what_rises_above_the_straight_line():
    flat = torch.ones(3)
    assert Line(torch.tensor([1.0, 2.5, 2.0]), flat).barrier == 1.0
    assert Line(torch.tensor([1.0, 1.2, 2.0]), flat).barrier == 0.0


@pytest.mark.parametrize("other", OTHERS)
def test_matching_lowers_the_barrier(other):
    seen = result(Between(other=other))
    assert len(seen.before.losses) == POINTS
    assert seen.after.barrier < 0.2 * seen.before.barrier and seen.moved > 25
    shares = [progress.share for progress in lines(Between(other=other))]
    assert shares == sorted(shares) and shares[-1] == 1
