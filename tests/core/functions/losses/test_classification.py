"""Cross-entropy against closed forms."""

import math
import random

import pytest
import torch
from torch.nn import functional as F

from core.functions.losses.classification import answer, binary, cross_entropy, descend, two_classes

RANDOM = [
    (tuple(random.Random(seed).uniform(-8, 8) for _ in range(3)), seed % 3) for seed in range(12)
]


@pytest.mark.parametrize(("logits", "truth"), RANDOM)
def test_the_gradient_is_p_minus_y_and_nll_of_log_softmax_is_cross_entropy(logits, truth):
    result = answer(logits, truth)
    total = sum(map(math.exp, logits))
    assert result.probabilities.tolist() == pytest.approx([math.exp(z) / total for z in logits])
    assert result.loss == pytest.approx(math.log(total) - logits[truth])
    assert result.nll == pytest.approx(result.loss, rel=1e-12)
    assert torch.allclose(result.gradient, result.probabilities - result.target, atol=1e-12)
    assert result.path[0].tolist() == result.probabilities.tolist()
    assert (result.path[1:, truth] > result.path[:-1, truth]).all()


@pytest.mark.parametrize(("logits", "truth"), RANDOM)
def test_two_classes_are_one_logit(logits, truth):
    yes = truth % 2
    ways = two_classes(logits[:2], yes)
    z = logits[1] - logits[0]
    value = math.log1p(math.exp(-z if yes else z))
    slope = 1 / (1 + math.exp(-z)) - yes
    for loss, gradient in ways.values():
        assert loss == pytest.approx(value, rel=1e-9)
        assert gradient.tolist() == pytest.approx([-slope, slope], rel=1e-9)


def test_the_curves_of_two_classes():
    curves = binary()
    assert torch.allclose(curves.yes, -curves.probability.log(), atol=1e-6)
    assert torch.allclose(curves.yes.flip(0), curves.no)


def test_descent_steps_against_the_gradient():
    z = torch.tensor([0.5, 1.0, -1.0], dtype=torch.float64)
    path = descend(cross_entropy, z, 2, 0.7, 10)
    for _ in range(10):
        z = z - 0.7 * (F.softmax(z, -1) - torch.tensor([0.0, 0, 1], dtype=torch.float64))
    assert torch.allclose(path[-1], z)
