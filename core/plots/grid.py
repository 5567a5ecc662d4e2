"""Values over a rectangle, as pictures of surfaces take them."""

from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True, eq=False)
class Grid:
    """A surface over a rectangle: `x` (N,), `y` (M,) and `z` (M, N), all float64."""

    x: Tensor
    y: Tensor
    z: Tensor
