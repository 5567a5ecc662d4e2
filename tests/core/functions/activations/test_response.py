"""Softmax and its kin against closed forms."""

import pytest
import torch

from core.catalogue.vectors import VECTORS
from core.functions.activations.response import response

Z = torch.tensor([2.0, 1.0, 0.0, -1.0], dtype=torch.float64)


@pytest.mark.parametrize("temperature", [0.3, 1.0, 4.0])
def test_softmax_has_its_known_slopes(temperature):
    result = response(VECTORS.pick("Softmax", temperature=temperature), Z)
    p = (Z / temperature).exp() / (Z / temperature).exp().sum()
    assert torch.allclose(result.outputs, p)
    assert torch.allclose(result.jacobian, (torch.diag(p) - torch.outer(p, p)) / temperature)


def test_log_softmax_is_the_logarithm_and_its_slopes_are_one_less_the_probabilities():
    result, p = (
        response(VECTORS.pick("LogSoftmax"), Z),
        response(VECTORS.pick("Softmax"), Z).outputs,
    )
    assert torch.allclose(result.outputs, p.log())
    assert torch.allclose(result.jacobian, torch.eye(4, dtype=torch.float64) - p)


@pytest.mark.parametrize("name", VECTORS)
def test_slopes_are_those_of_finite_differences(name):
    pick, step = VECTORS.pick(name), 1e-6
    for index, row in enumerate(torch.eye(4, dtype=torch.float64) * step):
        differences = (pick.build(Z + row) - pick.build(Z - row)) / (2 * step)
        assert torch.allclose(response(pick, Z).jacobian[:, index], differences, atol=1e-8)
