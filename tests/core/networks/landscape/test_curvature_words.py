"""What is said of the curvatures."""

from dataclasses import replace

import pytest
import torch

from core.networks.landscape.curvature import Curvature, result
from core.networks.landscape.curvature_words import (
    curvature_caption,
    curvature_sentence,
    error_after,
    share_near_zero,
)


def test_errors_and_signs_are_those_of_the_numbers():
    setting = Curvature(lanczos_steps=3)
    seen = result(setting)
    off = abs(float(seen.largest[2]) / seen.known - 1)
    assert error_after(seen, 3) == off > 1e-6
    said = curvature_sentence(setting, seen)
    assert "of 25 curvatures is **2.862**. After 3 steps" in said
    assert "11 of 25 are negative, down to −0.465." in said
    assert "functional.hessian" in curvature_caption(setting, seen)
    few = replace(seen, ritz=seen.ritz[:2], exact=seen.exact.abs().sort()[0])
    said = curvature_sentence(setting, few)
    assert "After 2 steps" in said and "None of them is negative: the smallest is" in said


def test_the_share_near_zero_is_that_of_the_density():
    seen = replace(
        result(Curvature()),
        exact=torch.empty(0),
        axis=torch.linspace(-1, 1, 201),
        spread=torch.ones(201),
        known=1.0,
    )
    assert share_near_zero(seen) == pytest.approx(0.05, abs=0.01)
    assert "of all are closer to 0 than 5\N{NO-BREAK SPACE}% of" in curvature_sentence(
        Curvature(), seen
    )
    assert "× 25 entries" in curvature_caption(Curvature(), seen)
