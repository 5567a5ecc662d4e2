"""The network with two hidden neurons against torch.nn and torch.optim."""

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from core.catalogue.activations import ACTIVATIONS
from core.foundations.neuron.examples import SETS, tensors
from core.foundations.neuron.hidden import (
    EPOCHS,
    FIRST,
    first_network,
    hidden_outputs,
    learn,
    over_hidden,
    over_inputs,
)

TANH = ACTIVATIONS.pick("Tanh")


@pytest.mark.parametrize(
    ("activation", "rate", "seed"), [("Tanh", 2.0, 1), ("Sigmoid", 3.0, 4), ("ReLU", 0.5, 4)]
)
def test_it_learns_as_a_module_with_torchs_optimizer_does(activation, rate, seed):
    examples = SETS["XOR"]("")
    x, y = tensors(examples)
    lesson = learn(examples, ACTIVATIONS.pick(activation), rate, seed)
    model = nn.Sequential(nn.Linear(2, 2), getattr(nn, activation)(), nn.Linear(2, 1)).double()
    generator = torch.Generator().manual_seed(seed)
    for parameter in model.parameters():
        nn.init.uniform_(parameter, -FIRST, FIRST, generator=generator)
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    for epoch in range(EPOCHS + 1):
        z = model(x)[:, 0]
        loss = F.binary_cross_entropy_with_logits(z, y)
        assert float(lesson.losses[epoch]) == pytest.approx(loss.item(), rel=1e-7)
        assert int(lesson.right[epoch]) == int(((z > 0) == (y == 1)).sum())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert torch.allclose(lesson.networks[0].w, first_network(seed).w)


def test_maps_are_the_outputs_of_the_network():
    lesson = learn(SETS["XOR"](""), TANH, 2.0, 1)
    network = lesson.networks[-1]
    grid = over_inputs(network, TANH)
    x1, x2 = grid.x[40], grid.y[5]
    h = torch.tanh(network.w @ torch.stack([x1, x2]) + network.b)
    assert torch.allclose(grid.z[5, 40], torch.sigmoid(network.v @ h + network.c))
    above = over_hidden(network, lesson.limits)
    inside = torch.stack([above.x[3], above.y[20]])
    assert torch.allclose(above.z[20, 3], torch.sigmoid(network.v @ inside + network.c))


def test_the_plane_holds_all_that_the_hidden_neurons_ever_answer():
    examples = SETS["Two blobs"]("")
    lesson = learn(examples, TANH, 2.0, 0)
    x, _ = tensors(examples)
    low, high = lesson.limits
    for network in lesson.networks[:: EPOCHS // 4]:
        outputs = hidden_outputs(network, TANH, x)
        assert low < outputs.min() and outputs.max() < high


def test_weights_that_run_away_leave_a_plane_all_the_same():
    lesson = learn(SETS["Two blobs"](""), ACTIVATIONS.pick("Softshrink"), 4.0, 0)
    assert lesson.limits[0] < lesson.limits[1] and len(lesson.networks) == EPOCHS + 1
