"""Functions of a whole vector."""

import torch

from core.catalogue.vectors import VECTORS
from core.functions.activations.response import response

Z = torch.tensor([2.0, 1.0, 0.0, -1.0], dtype=torch.float64)


def test_softmin_is_the_softmax_of_the_negatives():
    result = response(VECTORS.pick("Softmin", temperature=2.0), Z)
    assert torch.allclose(
        result.outputs, response(VECTORS.pick("Softmax", temperature=2.0), -Z).outputs
    )


def test_glu_is_one_half_through_the_gate_of_the_other():
    result, gate = response(VECTORS.pick("GLU"), Z), torch.sigmoid(Z[2:])
    assert torch.allclose(result.outputs, Z[:2] * gate)
    expected = torch.cat([torch.diag(gate), torch.diag(Z[:2] * gate * (1 - gate))], 1)
    assert torch.allclose(result.jacobian, expected)
