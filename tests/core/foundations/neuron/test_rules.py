"""The perceptron's rule against a plain loop, gradient descent against torch.optim."""

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from core.foundations.neuron.examples import SETS, tensors
from core.foundations.neuron.rules import (
    DESCENT,
    PERCEPTRON,
    STEPS,
    courses,
    gradient_descent,
    looked_at,
    perceptron,
    probability_over,
)

STARTS = [(0.0, 0.0, 0.0), (-1.5, 0.5, 1.0)]


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("name", ["AND", "XOR", "Two blobs"])
def test_the_perceptron_is_a_plain_loop(name, start):
    examples, (w1, w2, b) = SETS[name](""), start
    course = perceptron(examples, start)
    for step in range(1, STEPS + 1):
        x1, x2, label = examples[looked_at(step, examples)]
        error = label - (1 if w1 * x1 + w2 * x2 + b > 0 else 0)
        w1, w2, b = w1 + error * x1, w2 + error * x2, b + error
        assert course.parameters[step].tolist() == pytest.approx([w1, w2, b])
        right = sum((w1 * x + w2 * y + b > 0) == (c == 1) for x, y, c in examples)
        if name != "Two blobs":
            assert int(course.right[step]) == right


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize(("name", "lr"), [("AND", 1.0), ("XOR", 0.5), ("Two blobs", 3.0)])
def test_gradient_descent_is_that_of_torch(name, lr, start):
    x, y = tensors(SETS[name](""))
    course = gradient_descent(SETS[name](""), start, lr)
    neuron = nn.Linear(2, 1).double()
    with torch.no_grad():
        neuron.weight.copy_(torch.tensor(start[:2]))
        neuron.bias.fill_(start[2])
    optimizer = torch.optim.SGD(neuron.parameters(), lr=lr)
    for step in range(STEPS + 1):
        loss = F.binary_cross_entropy_with_logits(neuron(x)[:, 0], y)
        assert float(course.losses[step]) == pytest.approx(loss.item(), rel=1e-9)
        now = [*neuron.weight[0].tolist(), neuron.bias.item()]
        assert course.parameters[step].tolist() == pytest.approx(now, rel=1e-9, abs=1e-12)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


def test_a_perceptron_rests_once_all_points_are_right():
    """Rosenblatt's theorem: after finitely many mistakes, if any line tells the points apart."""
    for name in ("AND", "OR"):
        course = perceptron(SETS[name](""), (0.0, 0.0, 0.0))
        assert (course.changes[-40:] == 0).all() and int(course.right[-1]) == 4
    assert (perceptron(SETS["XOR"](""), (0.0, 0.0, 0.0)).changes[-40:] != 0).any()


def test_both_rules_begin_at_the_same_neuron():
    both = courses(SETS["OR"](""), STARTS[1], 1.0)
    assert [*both] == [PERCEPTRON, DESCENT]
    for course in both.values():
        assert course.parameters[0].tolist() == list(STARTS[1])
        assert torch.equal(course.changes, course.parameters.diff(dim=0))


def test_the_map_is_the_sigmoid_of_the_sum():
    grid = probability_over(torch.tensor([1.0, -2.0, 0.5], dtype=torch.float64))
    assert grid.z[7, 30] == torch.sigmoid(grid.x[30] - 2 * grid.y[7] + 0.5)
