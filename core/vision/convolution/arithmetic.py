"""Convolution arithmetic: which cells feed which, how large the output is, what it costs. By
torch's own layers.
"""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor, nn

from core.registry import Options, Range, setting
from core.vision.convolution.filtering import Geometry, refused

KINDS = ("normal", "transposed")


@dataclass(frozen=True)
class Layer(Geometry):
    """A convolution layer and the side of its input, the same along each axis; zeros are padded."""

    kind: str = setting(Options(KINDS, "normal"))
    dimensions: str = setting(Options(("1-D", "2-D"), "2-D"))
    size: int = setting(Range(1, 12, 7, 1, note="Cells a side."))
    kernel_size: int = setting(Range(1, 7, 3, 1, note="Cells a side."))
    output_padding: int = setting(
        Range(0, 4, 0, 1, note="Cells added at one side of a transposed layer's output.")
    )
    in_channels: int = setting(Range(1, 16, 1, 1))
    out_channels: int = setting(Range(1, 16, 1, 1))
    groups: int = setting(Range(1, 16, 1, 1))

    @property
    def transposed(self) -> bool:
        return self.kind == "transposed"

    @property
    def axes(self) -> int:
        return int(self.dimensions[0])

    def __str__(self) -> str:
        """How it is called in PyTorch."""
        more = {"stride": 1, "padding": 0, "output_padding": 0, "dilation": 1, "groups": 1}
        given = [
            f"{name}={getattr(self, name)}"
            for name, usual in more.items()
            if getattr(self, name) != usual and (self.transposed or name != "output_padding")
        ]
        kind = f"nn.Conv{'Transpose' if self.transposed else ''}{self.axes}d"
        sizes = [str(size) for size in (self.in_channels, self.out_channels, self.kernel_size)]
        return f"{kind}({', '.join([*sizes, *given])})"


@dataclass(frozen=True, eq=False)
class Arithmetic:
    """What a layer does to an input.

    Args:
        input, kernel, part: the first channel of the input, the kernel's slice for it and what this
            channel alone puts into the first of the output; each (h, w), with h = 1 in 1-D. Whole
            numbers as float32.
        output: the whole output, (channels, ...).
        weights, biases: how many the layer has.
        multiply_adds: for one input, multiplications with padded zeros among them.
        feeds: for each output place along an axis the pairs (input place, kernel place) that feed
            it.
    """

    input: Tensor
    kernel: Tensor
    part: Tensor
    output: Tensor
    weights: int
    biases: int
    multiply_adds: int
    feeds: tuple[tuple[tuple[int, int], ...], ...]

    @property
    def reach(self) -> int:
        """Cells of the input, along an axis, from the first that feeds an output cell to the last,
        at most.
        """
        inputs = [[i for i, _ in pairs] for pairs in self.feeds if pairs]
        return max((max(some) - min(some) + 1 for some in inputs), default=0)


def module(layer: Layer) -> nn.Module:
    """The layer in torch, its weights still unset.

    Raises:
        ValueError: torch refuses the settings, in torch's words.
    """
    names = (
        "stride",
        "padding",
        "dilation",
        "groups",
        *(("output_padding",) if layer.transposed else ()),
    )
    kind = getattr(nn, f"Conv{'Transpose' if layer.transposed else ''}{layer.axes}d")
    with refused():
        return nn.utils.skip_init(
            kind,
            layer.in_channels,
            layer.out_channels,
            layer.kernel_size,
            **{name: getattr(layer, name) for name in names},
        )


def sample_input(layer: Layer) -> Tensor:
    """Digits, (1, in_channels, size[, size]) float32."""
    shape = (1, layer.in_channels, *(layer.size,) * layer.axes)
    place = torch.arange(torch.Size(shape).numel())
    return ((7 * place + place * place // 3 + 3) % 10).float().view(shape)


def sample_weights(weight: Tensor) -> Tensor:
    """Whole numbers from -2 to 2 of that shape."""
    return ((2 * torch.arange(weight.numel()) + 1) % 5 - 2).to(weight.dtype).view(weight.shape)


@lru_cache(maxsize=64)
def arithmetic(layer: Layer) -> Arithmetic:
    """Computed by torch's layer.

    Raises:
        ValueError: torch refuses the settings, in torch's words.
    """
    conv, x = module(layer), sample_input(layer)
    with torch.no_grad():
        conv.weight.copy_(sample_weights(conv.weight))
        conv.bias.zero_()
        with refused():
            y = conv(x)
        single, slice_ = layer.replace(in_channels=1, out_channels=1, groups=1), conv.weight[:1, :1]
        alone = module(single)
        alone.weight.copy_(slice_)
        alone.bias.zero_()
        part = alone(x[:, :1])
    flat = [
        tensor.detach().reshape(-1, tensor.shape[-1])
        for tensor in (x[0, 0], slice_[0, 0], part[0, 0])
    ]
    touched = x if layer.transposed else y
    return Arithmetic(
        *flat,
        y[0].detach(),
        conv.weight.numel(),
        conv.bias.numel(),
        touched.numel() * conv.weight[0].numel(),
        feeds(layer),
    )


def out_size(layer: Layer) -> int:
    """Cells of the output along an axis, as torch documents it for both kinds; below 1 there is
    none.
    """
    n, k, s, p, d = layer.size, layer.kernel_size, layer.stride, layer.padding, layer.dilation
    if layer.transposed:
        return (n - 1) * s - 2 * p + d * (k - 1) + layer.output_padding + 1
    return (n + 2 * p - d * (k - 1) - 1) // s + 1


def feeds(layer: Layer) -> tuple[tuple[tuple[int, int], ...], ...]:
    """For each output place along an axis the pairs (input place, kernel place) that feed it, in
    the kernel's order.

    Kernel place k of output o lies on input o * stride - padding + k * dilation; transposed, input
    i and kernel place k go to output i * stride - padding + k * dilation.
    """
    found = []
    for out in range(out_size(layer)):
        pairs = []
        for k in range(layer.kernel_size):
            if layer.transposed:
                i, rest = divmod(out + layer.padding - k * layer.dilation, layer.stride)
            else:
                i, rest = out * layer.stride - layer.padding + k * layer.dilation, 0
            if not rest and 0 <= i < layer.size:
                pairs.append((i, k))
        found.append(tuple(pairs))
    return tuple(found)


def formula(layer: Layer) -> str:
    """The output's side with the numbers filled in, as LaTeX."""
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


GENERAL = {
    "normal": r"\left\lfloor \frac{n + 2p - d\,(k - 1) - 1}{s} \right\rfloor + 1",
    "transposed": r"(n - 1)\,s - 2p + d\,(k - 1) + o + 1",
}
"""The output's side: n input, k kernel, s stride, p padding, d dilation, o output padding."""
