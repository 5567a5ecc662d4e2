"""The gradient of one number is that of autograd, and of the finite difference."""

import pytest
import torch

from core.playground.course import Segment, ending
from core.playground.facts import facts
from core.playground.network import linear_layers
from core.playground.settings import Settings

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.mark.parametrize(
    "settings",
    [
        Settings(count=60),
        Settings(count=60, hidden="3 norm dropout=0.2, 2 frozen", activation="Tanh"),
        Settings(count=60, data="Blobs", loss="Cross-entropy"),
        Settings(count=60, data="Plane", loss="Huber"),
    ],
)
def test_a_gradient_is_a_sum_of_products(settings):
    run = ending((Segment(settings, 3),))
    before = {name: tensor.clone() for name, tensor in run.network.state_dict().items()}
    network = run.network.requires_grad_(True).eval()
    network.zero_grad()
    run.loss(network(run.train.x), run.train.y).backward()
    for layer, module in enumerate(linear_layers(network)):
        for row in range(module.out_features):
            for column in (None, *range(module.in_features)):
                told = facts(run, layer, row, column)
                gradient = (
                    module.bias.grad[row] if column is None else module.weight.grad[row, column]
                )
                assert told.gradient == pytest.approx(gradient.item(), rel=1e-3, abs=1e-6)
                assert told.difference == pytest.approx(told.gradient, rel=1e-3, abs=1e-4)
                assert told.points == 30 and (column is not None or told.input == 1)
    assert all(torch.equal(before[name], t) for name, t in network.state_dict().items())


@pytest.mark.parametrize("number", [(3, 0, 0), (0, 4, 0), (0, 0, 2), (-1, 0, 0)])
def test_a_number_that_is_not_there_is_a_mistake(number):
    with pytest.raises(ValueError, match="is no"):
        facts(ending((Segment(Settings(count=40), 0),)), *number)
