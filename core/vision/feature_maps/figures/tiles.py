"""Parts that the pictures of several views share: thumbnails, bars, and the names of functions."""

from collections.abc import Sequence

from torch import Tensor

from core.plots.columns import Bar, Column, Tile, small
from core.plots.numbers import number, probability
from core.plots.words import capitalised
from core.vision.feature_maps.ranking import likeliest

LARGE = 64
"""Pixels of a large tile's side."""

KINDS = {
    "conv2d": "Convolution",
    "max_pool2d": "Max pool",
    "avg_pool2d": "Average pool",
    "adaptive_avg_pool2d": "Mean of each map",
    "relu": "ReLU",
    "gelu": "GELU",
    "silu": "SiLU",
    "add": "+ shortcut",
    "linear": "Linear",
}
"""What a function is called on the screen, where its own name would not do."""


def kind_name(kind: str) -> str:
    """The name of a function for people: "Batch norm" for "batch_norm"."""
    return KINDS.get(kind, capitalised(kind.replace("_", " ")))


def picture_tile(
    prepared: Tensor, label: str = "The picture as the network gets it", caption: str = ""
) -> Tile:
    """A picture (1 or 3, H, W) uint8 in greys or in colours."""
    if len(prepared) == 1:
        return Tile(label, small(prepared[0], LARGE), "grey", caption)
    return Tile(label, small(prepared, LARGE), "colour", caption)


def extent(values: Tensor) -> str:
    """The smallest and the largest of some numbers: "−0.12 to 1.3"."""
    return f"{number(float(values.min()), 3)} to {number(float(values.max()), 3)}"


def size(values: Tensor) -> str:
    """The shape of a tensor: "16 × 14 × 14"."""
    return " × ".join(map(str, values.shape))


def answer_column(
    title: str,
    probabilities: Tensor,
    indices: Sequence[int],
    classes: Sequence[str],
    width: float,
    lines: tuple[str, ...] = (),
) -> Column:
    """The probabilities of some classes as bars, that of the answer marked."""
    shares, answer = probabilities.tolist(), likeliest(probabilities)
    bars = tuple(
        Bar(classes[index], shares[index], probability(shares[index]), index == answer)
        for index in indices
    )
    return Column(title, lines=lines, bars=bars, width=width)
