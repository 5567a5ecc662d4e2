"""How each output of a function of a vector moves with each input."""

from dataclasses import dataclass

import torch
from torch import Tensor

from core.registry import Pick


@dataclass(frozen=True, eq=False)
class Response:
    """What a vector function does at one place: logits z (K,), outputs (M,), jacobian (M, K), all
    float64.
    """

    z: Tensor
    outputs: Tensor
    jacobian: Tensor


def response(pick: Pick, z: Tensor) -> Response:
    """Outputs and, by autograd, d output_i / d z_j."""
    z = z.detach().double()
    return Response(z, pick.build(z), torch.autograd.functional.jacobian(pick.build, z))
