"""Convolution arithmetic: which cells feed which, how large the output is, and what it costs.

By torch's own layers; the formulas are those of torch's documentation.
"""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor, nn

from core.registry import Options, Range, setting
from core.vision.convolution.filtering import Geometry, refused

NORMAL, TRANSPOSED = KINDS = ("Normal", "Transposed")

Feeds = tuple[tuple[tuple[int, int], ...], ...]
"""Along an axis, for each output cell the pairs (input cell, kernel cell) that feed it."""


@dataclass(frozen=True)
class ConvolutionLayer(Geometry):
    """A convolution layer with zero padding, and the side of its input; all axes are alike."""

    kind: str = setting(Options(KINDS, NORMAL))
    dimensions: str = setting(Options(("1-D", "2-D"), "2-D"))
    size: int = setting(Range(1, 12, 7, 1, note="Cells along each side."))
    kernel_size: int = setting(Range(1, 7, 3, 1, note="Cells along each side."))
    output_padding: int = setting(
        Range(0, 4, 0, 1, note="Cells added at the far side of a transposed layer's output.")
    )
    in_channels: int = setting(Range(1, 16, 1, 1))
    out_channels: int = setting(Range(1, 16, 1, 1))
    groups: int = setting(Range(1, 16, 1, 1))

    @property
    def transposed(self) -> bool:
        return self.kind == TRANSPOSED

    @property
    def axes(self) -> int:
        return int(self.dimensions[0])

    def options(self) -> dict[str, int]:
        """The keyword arguments of torch's layer."""
        names = ["stride", "padding", "dilation", "groups"]
        if self.transposed:
            names.append("output_padding")
        return {name: getattr(self, name) for name in names}

    def __str__(self) -> str:
        """How it is written in PyTorch, without what is at torch's default."""
        defaults = {"stride": 1, "padding": 0, "output_padding": 0, "dilation": 1, "groups": 1}
        sizes = [self.in_channels, self.out_channels, self.kernel_size]
        options = [
            f"{name}={value}" for name, value in self.options().items() if value != defaults[name]
        ]
        return f"nn.{self.class_name}({', '.join([*map(str, sizes), *options])})"

    @property
    def class_name(self) -> str:
        """Torch's class."""
        return f"Conv{'Transpose' if self.transposed else ''}{self.axes}d"


@dataclass(frozen=True, eq=False)
class Arithmetic:
    """What a layer does to an input.

    Args:
        input, kernel, part: the first channel of the input, the kernel's slice for it, and what
            this channel alone adds to the first of the output; each (h, w), with h = 1 in 1-D.
            Whole numbers as float32.
        output: the whole output, (channels, ...).
        weights, biases: how many the layer has.
        multiply_adds: for one input, including multiplications with padded zeros.
        feeds: which cells feed which, along an axis.
    """

    input: Tensor
    kernel: Tensor
    part: Tensor
    output: Tensor
    weights: int
    biases: int
    multiply_adds: int
    feeds: Feeds

    @property
    def most_fed(self) -> int:
        """At most how many cells of the input, along an axis, feed an output cell."""
        return max((len({i for i, _ in pairs}) for pairs in self.feeds), default=0)

    @property
    def skipped(self) -> int:
        """How many cells of the input, along an axis, feed no output cell."""
        return self.input.shape[-1] - len({i for pairs in self.feeds for i, _ in pairs})

    @property
    def reach(self) -> int:
        """At most how many cells of the input lie, along an axis, from the first that feeds an
        output cell to the last.
        """
        inputs = [[i for i, _ in pairs] for pairs in self.feeds if pairs]
        return max((max(cells) - min(cells) + 1 for cells in inputs), default=0)


def module(layer: ConvolutionLayer) -> nn.Module:
    """The layer in torch, its weights still unset.

    Raises:
        ValueError: torch refuses the settings, in torch's words.
    """
    kind, channels = getattr(nn, layer.class_name), (layer.in_channels, layer.out_channels)
    with refused():
        return nn.utils.skip_init(kind, *channels, layer.kernel_size, **layer.options())


def sample_input(layer: ConvolutionLayer) -> Tensor:
    """Digits, (1, in_channels, size[, size]) float32."""
    shape = (1, layer.in_channels, *(layer.size,) * layer.axes)
    index = torch.arange(torch.Size(shape).numel())
    return ((7 * index + index * index // 3 + 3) % 10).float().view(shape)


def sample_weights(weight: Tensor) -> Tensor:
    """Whole numbers from -2 to 2, of the shape of `weight`."""
    return ((2 * torch.arange(weight.numel()) + 1) % 5 - 2).to(weight.dtype).view(weight.shape)


@lru_cache(maxsize=64)
def arithmetic(layer: ConvolutionLayer) -> Arithmetic:
    """Computed by torch's layer.

    Raises:
        ValueError: torch refuses the settings, in torch's words.
    """
    conv, x = module(layer), sample_input(layer)  # x: (1, in_channels, size[, size])
    alone = module(layer.replace(in_channels=1, out_channels=1, groups=1))
    with torch.no_grad(), refused():
        conv.weight.copy_(sample_weights(conv.weight))
        conv.bias.zero_()
        y = conv(x)
        if not y.numel():  # torch refuses some empty outputs and gives others
            raise RuntimeError(_too_small(x, y))
        alone.weight.copy_(conv.weight[:1, :1])
        alone.bias.zero_()
        part = alone(x[:, :1])
    touched = x if layer.transposed else y  # each of its numbers meets all weights of a channel
    return Arithmetic(
        _rows(x[0, 0]),
        _rows(alone.weight[0, 0]),
        _rows(part[0, 0]),
        y[0],
        conv.weight.numel(),
        conv.bias.numel(),
        touched.numel() * conv.weight[0].numel(),
        feeds(layer),
    )


def _too_small(x: Tensor, y: Tensor) -> str:
    """What torch says of an output without cells, where it says anything."""
    before, after = (" x ".join(map(str, values.shape[2:])) for values in (x, y))
    return (
        f"Given input size per channel: ({before}). Calculated output size per channel: "
        f"({after}). Output size is too small"
    )


def _rows(values: Tensor) -> Tensor:
    """Values (w,) or (h, w) as rows, (h, w)."""
    return values.detach().reshape(-1, values.shape[-1])


def out_size(layer: ConvolutionLayer) -> int:
    """Cells of the output along an axis, by torch's documented formula; below 1 there is none."""
    n, k, s, p, d = layer.size, layer.kernel_size, layer.stride, layer.padding, layer.dilation
    if layer.transposed:
        return (n - 1) * s - 2 * p + d * (k - 1) + layer.output_padding + 1
    return (n + 2 * p - d * (k - 1) - 1) // s + 1


def feeds(layer: ConvolutionLayer) -> Feeds:
    """Which cells feed which, in the kernel's order.

    Kernel cell k of output o lies on input o * stride - padding + k * dilation; transposed, input i
    and kernel cell k go to output i * stride - padding + k * dilation.
    """
    return tuple(_pairs(layer, out) for out in range(out_size(layer)))


def _pairs(layer: ConvolutionLayer, out: int) -> tuple[tuple[int, int], ...]:
    pairs = []
    for k in range(layer.kernel_size):
        if layer.transposed:
            i, rest = divmod(out + layer.padding - k * layer.dilation, layer.stride)
        else:
            i, rest = out * layer.stride - layer.padding + k * layer.dilation, 0
        if not rest and 0 <= i < layer.size:
            pairs.append((i, k))
    return tuple(pairs)


def formula(layer: ConvolutionLayer) -> str:
    """The output's side as LaTeX, with the numbers filled in."""
    n, k, s, p, d = layer.size, layer.kernel_size, layer.stride, layer.padding, layer.dilation
    if layer.transposed:
        return (
            f"({n} - 1) \\cdot {s} - 2 \\cdot {p} + {d} \\cdot ({k} - 1) + "
            f"{layer.output_padding} + 1 = {out_size(layer)}"
        )
    above = n + 2 * p - d * (k - 1) - 1
    return (
        f"\\left\\lfloor \\frac{{{n} + 2 \\cdot {p} - {d} \\cdot ({k} - 1) - 1}}{{{s}}} "
        f"\\right\\rfloor + 1 = \\left\\lfloor \\frac{{{above}}}{{{s}}} \\right\\rfloor + 1 = "
        f"{out_size(layer)}"
    )


FORMULAS = {
    NORMAL: r"\left\lfloor \frac{n + 2p - d\,(k - 1) - 1}{s} \right\rfloor + 1",
    TRANSPOSED: r"(n - 1)\,s - 2p + d\,(k - 1) + o + 1",
}
"""By kind, the output's side: n input, k kernel, s stride, p padding, d dilation, o output padding.
"""
