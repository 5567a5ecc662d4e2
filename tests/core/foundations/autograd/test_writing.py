"""Tensors in few letters."""

import torch

from core.foundations.autograd.writing import is_single, shape, written


def test_numbers_and_small_tensors_are_written_out():
    assert written(torch.tensor(-0.12345)) == "−0.123"
    assert written(torch.tensor([[1.0, -2.0]])) == "[[1, −2]]"
    assert written(torch.tensor([True, False])) == "[True, False]"
    assert written(torch.tensor(-3)) == "−3"
    assert written(2.5) == "2.5" and written(True) == "True"


def test_of_larger_ones_the_shape_is_said():
    assert written(torch.ones(2, 4)) == "shape (2, 4)" == f"shape {shape(torch.ones(2, 4))}"
    assert written(torch.ones(2, 4), 8).startswith("[[1, 1, 1, 1]")
    assert written(torch.ones(0)) == "shape (0,)"
    assert is_single(torch.ones(1)) and not is_single(None) and not is_single(torch.ones(2))
