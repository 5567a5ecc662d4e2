"""Cross-entropy and its mistakes against closed forms."""

import math
import random

import pytest
import torch
from torch.nn import functional as F

from core.functions.classification import (
    DTYPES,
    MISTAKES,
    PARTS,
    STEPS,
    WAYS,
    answer,
    binary,
    compare,
    cross_entropy,
    descend,
    large,
    limits,
    relu_first,
    squared_error,
    sure_and_wrong,
    two_classes,
)

RANDOM = [(tuple(random.Random(seed).uniform(-8, 8) for _ in range(3)), seed % 3) for seed in range(12)]


@pytest.mark.parametrize(("logits", "truth"), RANDOM)
def test_the_gradient_is_p_minus_y_and_nll_of_log_softmax_is_cross_entropy(logits, truth):
    found = answer(logits, truth)
    total = sum(map(math.exp, logits))
    assert found.probabilities.tolist() == pytest.approx([math.exp(one) / total for one in logits])
    assert found.loss == pytest.approx(math.log(total) - logits[truth])
    assert found.nll == pytest.approx(found.loss, rel=1e-12)
    assert torch.allclose(found.gradient, found.probabilities - found.target, atol=1e-12)
    assert found.path[0].tolist() == found.probabilities.tolist()
    assert (found.path[1:, truth] > found.path[:-1, truth]).all()


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


def test_where_naive_logarithms_break():
    """exp overflows at the logarithm of the largest number. What is below half of the smallest number is 0: softmax,
    and at half of that logit its square, which is in the gradient of the quotient."""
    for name, dtype in DTYPES.items():
        known = torch.finfo(dtype)
        top = math.log(known.max)
        bottom = math.log(2) - math.log(known.smallest_normal) - math.log(known.eps)
        by_hand, softmax, stable = ([limits()[way, name, part] for part in PARTS] for way in WAYS)
        assert by_hand == pytest.approx([top, bottom / 2], rel=1e-3)
        assert softmax == pytest.approx([bottom, top], rel=1e-3)
        assert stable == [10_000, 10_000]


def test_below_a_limit_all_is_well_and_at_it_nothing():
    for (way, name, part), limit in limits().items():
        for size, well in ((0.5 * limit, True), (0.9 * limit, True), (limit, limit == 10_000)):
            loss, gradient = sure_and_wrong(WAYS[way], size, DTYPES[name])
            right = abs(loss - size) < 0.01 * size if part == "loss" else torch.allclose(
                gradient.double(), torch.tensor([1.0, -1.0], dtype=torch.float64), rtol=0.01)
            assert right == well, (way, name, part, size)


def test_the_loss_of_a_large_wrong_logit_is_the_logit():
    for (way, name), (loss, gradient) in large(40).items():
        assert loss == pytest.approx(40, rel=1e-6), (way, name)
        assert gradient.tolist() == pytest.approx([1, -1], rel=1e-5)
    stable, _ = large(900)["log_softmax(z)", "float32"]
    assert stable == 900


def test_what_a_perfect_answer_costs():
    best = {name: {side: course.perfect for side, course in compare(name, (0.0, 1.0, 2.0), 1, 1.0).items()}
            for name in MISTAKES}
    assert best["softmax before CrossEntropyLoss"]["wrong"] == pytest.approx(math.log(math.e + 2) - 1)
    sigmoids = (math.log1p(math.exp(-1)) + 2 * math.log(2)) / 3
    assert best["sigmoid before BCEWithLogitsLoss"]["wrong"] == pytest.approx(sigmoids)
    assert all(sides["right"] == pytest.approx(0, abs=1e-12) for sides in best.values())


@pytest.mark.parametrize("name", MISTAKES)
def test_both_sides_start_at_the_same_logits_and_right_learns_better(name):
    known, courses = MISTAKES[name], compare(name, (-3.0, 3.0, 0.0), 0, 1.0)
    z = torch.tensor([-3.0, 3.0, 0.0], dtype=torch.float64)
    for side, loss in (("right", known.right), ("wrong", known.wrong)):
        assert courses[side].loss == pytest.approx(float(loss(z, 0)))
        assert len(courses[side].probability) == STEPS + 1
        slope = torch.autograd.functional.jacobian(lambda z, loss=loss: loss(z, 0), z)
        assert torch.allclose(courses[side].gradient, slope)
    assert courses["right"].probability[-1] > courses["wrong"].probability[-1] + 0.3


def test_relu_stops_the_gradient_of_a_logit_below_zero():
    z = torch.tensor([-1.0, 2.0, -0.5], dtype=torch.float64)
    slopes = torch.autograd.functional.jacobian(lambda z: relu_first(z, 0), z)
    assert slopes[0] == slopes[2] == 0


def test_the_gradient_of_squared_error_fades_where_softmax_is_sure():
    z = torch.tensor([-3.0, 3.0, 0.0], dtype=torch.float64)
    p, y = F.softmax(z, -1), torch.tensor([1.0, 0, 0], dtype=torch.float64)
    jacobian = torch.diag(p) - torch.outer(p, p)
    slopes = torch.autograd.functional.jacobian(lambda z: squared_error(z, 0), z)
    assert torch.allclose(slopes, 2 / 3 * jacobian @ (p - y))


def test_descent_steps_against_the_gradient():
    z = torch.tensor([0.5, 1.0, -1.0], dtype=torch.float64)
    path = descend(cross_entropy, z, 2, 0.7, 10)
    for _ in range(10):
        z = z - 0.7 * (F.softmax(z, -1) - torch.tensor([0.0, 0, 1], dtype=torch.float64))
    assert torch.allclose(path[-1], z)
