"""The hidden layer, as it is drawn."""

import pytest
import torch

from core.catalogue.activations import ACTIVATIONS
from core.foundations.neuron.examples import SETS, tensors
from core.foundations.neuron.figures.hidden import hidden_figure, inputs_figure, loss_figure
from core.foundations.neuron.hidden import hidden_outputs, learn, over_hidden, over_inputs

XOR, TANH = SETS["XOR"](""), ACTIVATIONS.pick("Tanh")
LESSON = learn(XOR, TANH, 2.0, 1)
NETWORK = LESSON.networks[-1]


def test_the_inputs_have_the_line_of_each_hidden_neuron():
    figure = inputs_figure(XOR, NETWORK, over_inputs(NETWORK, TANH))
    for index, name in enumerate(("Neuron h1", "Neuron h2")):
        (trace,) = (trace for trace in figure.data if trace.name == name)
        ends = torch.tensor([trace.x, trace.y], dtype=torch.float64)
        sums = NETWORK.w[index] @ ends + NETWORK.b[index]
        assert sums.tolist() == pytest.approx([0, 0], abs=1e-9)


def test_the_plane_has_the_points_where_the_hidden_neurons_put_them():
    points = hidden_outputs(NETWORK, TANH, tensors(XOR)[0])
    grid = over_hidden(NETWORK, LESSON.limits)
    figure = hidden_figure(XOR, points, NETWORK, grid, LESSON.limits)
    _, edge, ones, _ = figure.data
    assert edge.name == "Output neuron"
    ends = torch.tensor([edge.x, edge.y], dtype=torch.float64)
    assert (NETWORK.v @ ends + NETWORK.c).tolist() == pytest.approx([0, 0], abs=1e-9)
    assert list(ones.x) == pytest.approx(points[[1, 2], 0].tolist())


def test_points_that_ran_away_can_be_drawn():
    far = torch.tensor([[float("nan"), 1e200]] * 4)
    grid = over_hidden(NETWORK, LESSON.limits)
    assert "NaN" not in hidden_figure(XOR, far, NETWORK, grid, LESSON.limits).to_json()


def test_the_loss_has_every_epoch():
    (trace,) = loss_figure(LESSON.losses, 10).data
    assert trace.y == pytest.approx(LESSON.losses.numpy(), rel=1e-6)
