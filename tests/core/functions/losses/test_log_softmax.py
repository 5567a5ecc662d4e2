"""Where naive logarithms of softmax break, against the limits of the types of numbers."""

import math

import pytest
import torch

from core.functions.losses.log_softmax import (
    DTYPES,
    PARTS,
    UP_TO,
    WAYS,
    confidently_wrong,
    large,
    limits,
)


def test_where_naive_logarithms_break():
    """exp overflows at the logarithm of the largest number. What is below half of the smallest
    number is 0: softmax, and at half of that logit its square, which is in the gradient of the
    quotient.
    """
    for name, dtype in DTYPES.items():
        known = torch.finfo(dtype)
        top = math.log(known.max)
        bottom = math.log(2) - math.log(known.smallest_normal) - math.log(known.eps)
        by_hand, softmax, stable = ([limits()[way, name, part] for part in PARTS] for way in WAYS)
        assert by_hand == pytest.approx([top, bottom / 2], rel=1e-3)
        assert softmax == pytest.approx([bottom, top], rel=1e-3)
        assert stable == [UP_TO, UP_TO]


def test_below_a_limit_the_numbers_are_right_and_at_it_they_are_lost():
    for (way, name, part), limit in limits().items():
        for size, well in ((0.5 * limit, True), (0.9 * limit, True), (limit, limit == UP_TO)):
            loss, gradient = confidently_wrong(WAYS[way], size, DTYPES[name])
            right = (
                abs(loss - size) < 0.01 * size
                if part == "loss"
                else torch.allclose(
                    gradient.double(), torch.tensor([1.0, -1.0], dtype=torch.float64), rtol=0.01
                )
            )
            assert right == well, (way, name, part, size)


def test_the_loss_of_a_large_wrong_logit_is_the_logit():
    for (way, name), (loss, gradient) in large(40).items():
        assert loss == pytest.approx(40, rel=1e-6), (way, name)
        assert gradient.tolist() == pytest.approx([1, -1], rel=1e-5)
    stable, _ = large(900)["log_softmax(z)", "float32"]
    assert stable == 900
