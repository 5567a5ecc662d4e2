"""A layer of neurons as a matrix: `nn.Linear`, its weight, its bias and a batch of inputs."""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor, nn

from core.registry import Config, Range, setting

SEED = 0
MOST_INPUTS, MOST_OUTPUTS, MOST_ROWS = 12, 8, 6


@dataclass(frozen=True)
class Layer(Config):
    """A layer, a batch for it, and the output that is traced."""

    ins: int = setting(Range(1, MOST_INPUTS, 10, 1, note="in_features: how many numbers go in."))
    outs: int = setting(
        Range(1, MOST_OUTPUTS, 5, 1, note="out_features: how many neurons there are side by side.")
    )
    batch: int = setting(Range(1, MOST_ROWS, 3, 1, note="How many inputs are processed at once."))
    output_row: int = setting(Range(0, MOST_ROWS - 1, 0, 1))
    output_column: int = setting(Range(0, MOST_OUTPUTS - 1, 0, 1))

    @property
    def traced(self) -> tuple[int, int]:
        """Row and column of the output that is traced, within the outputs that there are."""
        return min(self.output_row, self.batch - 1), min(self.output_column, self.outs - 1)


@dataclass(frozen=True, eq=False)
class Product:
    """What a layer makes of a batch, all float64.

    Args:
        x: the batch, (batch, ins).
        weight: (outs, ins).
        bias: (outs,).
        y: what `nn.Linear` makes of it, (batch, outs).
        weights, biases: how many numbers the layer learns of each kind.
    """

    x: Tensor
    weight: Tensor
    bias: Tensor
    y: Tensor
    weights: int
    biases: int

    @property
    def parameters(self) -> int:
        """All numbers that the layer learns."""
        return self.weights + self.biases


def linear(ins: int, outs: int, generator: torch.Generator) -> nn.Linear:
    """A layer with the first weights that torch would give it, rounded so that a reader can
    check.
    """
    layer = nn.Linear(ins, outs).double()
    for parameter in layer.parameters():
        nn.init.uniform_(parameter, -(ins**-0.5), ins**-0.5, generator=generator)
        parameter.data = parameter.data.round(decimals=2)
    return layer


@lru_cache(maxsize=64)
def product(ins: int, outs: int, batch: int) -> Product:
    """A batch, a layer, and what that makes of it."""
    generator = torch.Generator().manual_seed(SEED)
    x = torch.randn(batch, ins, generator=generator, dtype=torch.float64).round(decimals=1)
    layer = linear(ins, outs, generator)
    with torch.no_grad():
        y = layer(x)
    weight, bias = layer.weight.detach(), layer.bias.detach()
    return Product(x, weight, bias, y, layer.weight.numel(), layer.bias.numel())
