"""How each output of a function of a vector changes with each input."""

from dataclasses import dataclass

import torch
from torch import Tensor

from core.registry import Pick


@dataclass(frozen=True, eq=False)
class Response:
    """What a function of a vector does at one point, all float64.

    Args:
        z: the logits, (K,).
        outputs: (M,).
        jacobian: d output_i / d z_j, (M, K).
    """

    z: Tensor
    outputs: Tensor
    jacobian: Tensor


def response(pick: Pick, z: Tensor) -> Response:
    """The outputs of a vector function at z (K,), and its Jacobian by autograd."""
    z = z.detach().double()
    return Response(z, pick.build(z), torch.autograd.functional.jacobian(pick.build, z))
