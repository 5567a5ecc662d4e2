"""A network of such layers, written in the two ways of PyTorch, and its parameters layer by
layer.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import torch
from torch import Tensor, nn

from core.registry import Config, Options, Text, setting

SEED = 0
BATCH = 2
OWN = "Own sizes"
SIZES = ("784-512-128-10", "784-128-64-10")
LEAST, MOST = 2, 6
"""How many numbers such a text has."""

LARGEST = 2048
MOST_PARAMETERS = 2_000_000
LIMIT = 40


def read_sizes(text: str) -> tuple[int, ...]:
    """The sizes of a network: "784-128-10" has 784 inputs, 128 hidden neurons and 10 outputs.

    Raises:
        ValueError: any other text; the line says what one looks like.
    """
    parts = text.replace(" ", "").split("-")
    whole = all(part.isascii() and part.isdigit() and len(part) < 6 for part in parts)
    sizes = tuple(map(int, parts)) if whole else ()
    if not LEAST <= len(sizes) <= MOST or not all(1 <= size <= LARGEST for size in sizes):
        raise ValueError(
            f"sizes={text[:LIMIT]!r} must be {LEAST} to {MOST} whole numbers from 1 to {LARGEST} "
            "with hyphens between them, such as 784-128-10"
        )
    parameters = sum((ins + 1) * outs for ins, outs in pairwise(sizes))
    if parameters > MOST_PARAMETERS:
        raise ValueError(
            f"sizes={text!r} has {parameters:,} parameters, and {MOST_PARAMETERS:,} are allowed"
        )
    return sizes


@dataclass(frozen=True)
class Stack(Config):
    """A stack of layers with ReLU between them."""

    mlp: str = setting(Options((*SIZES, OWN), SIZES[0]))
    sizes: str = setting(
        Text(
            "784-64-10",
            LIMIT,
            read_sizes,
            ("2-2-1", "3-8-8-8-2"),
            note="The sizes of the inputs, hidden layers and outputs, with hyphens between them.",
        )
    )

    @property
    def layers(self) -> tuple[int, ...]:
        """The sizes, from the inputs to the outputs."""
        return read_sizes(self.sizes if self.mlp == OWN else self.mlp)


def sequential(sizes: tuple[int, ...]) -> nn.Sequential:
    """The network as a list of modules."""
    modules: list[nn.Module] = []
    for ins, outs in pairwise(sizes):
        modules += [nn.Linear(ins, outs), nn.ReLU()]
    return nn.Sequential(*modules[:-1])


class MLP(nn.Module):
    """The same network as a class, whose `forward` says what happens."""

    def __init__(self, sizes: tuple[int, ...]):
        super().__init__()
        for number, (ins, outs) in enumerate(pairwise(sizes), 1):
            self.add_module(f"layer{number}", nn.Linear(ins, outs))

    def forward(self, x: Tensor) -> Tensor:
        *hidden, last = self.children()
        for layer in hidden:
            x = torch.relu(layer(x))
        return last(x)


@dataclass(frozen=True)
class LayerCount:
    """The numbers that a layer learns, counted in the module itself."""

    ins: int
    outs: int
    weights: int
    biases: int

    @property
    def parameters(self) -> int:
        """All of them."""
        return self.weights + self.biases


@dataclass(frozen=True, eq=False)
class Comparison:
    """Both ways of writing a network, with the same weights.

    Args:
        layers: the counts, layer by layer.
        first, second: what `nn.Sequential` and the class make of the same inputs,
            (BATCH, outputs) float64.
    """

    layers: tuple[LayerCount, ...]
    first: Tensor
    second: Tensor

    @property
    def parameters(self) -> int:
        """Of the whole network."""
        return sum(layer.parameters for layer in self.layers)

    @property
    def difference(self) -> float:
        """The largest between the two outputs."""
        return float((self.first - self.second).abs().max())


@lru_cache(maxsize=16)
def compare(sizes: tuple[int, ...]) -> Comparison:
    """The network in both ways, with weights from the same seed, on the same inputs."""
    outputs = []
    for network in (sequential(sizes), MLP(sizes)):
        network, generator = network.double(), torch.Generator().manual_seed(SEED)
        for parameter in network.parameters():
            nn.init.normal_(parameter, std=0.05, generator=generator)
        x = torch.randn(BATCH, sizes[0], generator=generator, dtype=torch.float64)
        with torch.no_grad():
            outputs.append(network(x))
    counts = tuple(
        LayerCount(layer.in_features, layer.out_features, layer.weight.numel(), layer.bias.numel())
        for layer in network.children()
    )
    return Comparison(counts, *outputs)


def sequential_text(sizes: tuple[int, ...]) -> str:
    """The network as a list of modules, as it is written."""
    lines = [f"nn.Linear({ins}, {outs})" for ins, outs in pairwise(sizes)]
    inner = ",\n    nn.ReLU(),\n    ".join(lines)
    return f"sequential = nn.Sequential(\n    {inner},\n)"


def class_text(sizes: tuple[int, ...]) -> str:
    """The network as a class, as it is written."""
    pairs = list(pairwise(sizes))
    made = [f"self.layer{number} = nn.Linear({a}, {b})" for number, (a, b) in enumerate(pairs, 1)]
    steps = [f"x = torch.relu(self.layer{number}(x))" for number in range(1, len(pairs))]
    steps.append(f"return self.layer{len(pairs)}(x)")
    parts = ["def __init__(self):", "    super().__init__()", *(f"    {line}" for line in made)]
    parts += ["", "def forward(self, x):", *(f"    {line}" for line in steps)]
    return "class MLP(nn.Module):\n" + "\n".join(f"    {line}" if line else "" for line in parts)
