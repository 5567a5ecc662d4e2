"""A convolution layer on a small input: which cells feed which."""

from collections.abc import Sequence
from functools import lru_cache

from torch import Tensor
from torch.nn import functional as F

from core.plots.cells import CellGrid, Cells, Links, skipped
from core.vision.convolution.arithmetic import FORMULAS, Arithmetic, ConvolutionLayer, formula
from core.vision.convolution.words import size_words

HEIGHT = 380  # pixels that a grid may take
HATCHED = "cells (hatched)"


@lru_cache(maxsize=32)
def arithmetic_cells(result: Arithmetic, layer: ConvolutionLayer) -> Cells:
    """Input, kernel and output of a layer, each cell linked with those that feed it."""
    rows, columns = padding(layer)
    padded = F.pad(result.input, (columns, columns, rows, rows))
    title = titled("Input", result.input)
    links = _links(result, layer)
    grids = (
        CellGrid(
            "input",
            f"{title}, padded by\N{NO-BREAK SPACE}{columns}" if columns else title,
            padded,
            digits=0,
            plain=True,
            padding=(rows, columns, rows, columns),
            height=HEIGHT,
            skipped=skipped(links["input"], padded.shape),
        ),
        CellGrid(
            "kernel",
            titled("Kernel", result.kernel),
            result.kernel,
            digits=0,
            signed=True,
            high=2.0,
            height=HEIGHT,
        ),
        CellGrid(
            "output",
            titled("Output", result.part),
            result.part,
            digits=0,
            signed=True,
            high=float(result.part.abs().max()) or 1.0,
            before="→",
            height=HEIGHT,
        ),
    )
    return Cells(grids, "output", links, products=("input", "kernel"))


def titled(name: str, values: Tensor) -> str:
    """What stands over a grid: its name and its size, which is not torn apart."""
    return f"{name} {size_words(values)}".replace(" × ", "\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}")


def padding(layer: ConvolutionLayer) -> tuple[int, int]:
    """Rows and columns of padding that are shown; a transposed layer pads nothing."""
    if layer.transposed:
        return 0, 0
    return (0 if layer.axes == 1 else layer.padding), layer.padding


def _links(result: Arithmetic, layer: ConvolutionLayer) -> dict[str, Links]:
    inputs, kernels = _along_an_axis(result, layer)
    if layer.axes == 1:
        return {"input": ([[0]], inputs), "kernel": ([[0]], kernels)}
    return {"input": (inputs, inputs), "kernel": (kernels, kernels)}


def _along_an_axis(
    result: Arithmetic, layer: ConvolutionLayer
) -> tuple[list[list[int]], list[list[int]]]:
    """For each output cell those of the (padded) input and those of the kernel, pair by pair."""
    if layer.transposed:
        inputs = [[i for i, _ in pairs] for pairs in result.feeds]
        return inputs, [[k for _, k in pairs] for pairs in result.feeds]
    taps, outputs = range(layer.kernel_size), range(len(result.feeds))
    inputs = [[out * layer.stride + tap * layer.dilation for tap in taps] for out in outputs]
    return inputs, [list(taps) for _ in outputs]


def arithmetic_words(result: Arithmetic, layer: ConvolutionLayer) -> str:
    """Size, parameters and cost of a layer, as Markdown."""
    size = f"({', '.join(map(str, result.output.shape))})"
    words = (
        f"`{layer}`\n\nOutput along an axis: ${FORMULAS[layer.kind]} = {formula(layer)}$\n\nThe "
        f"whole output is **{size}**. The layer has **{result.weights:,}** weights and "
        f"**{result.biases}** {'bias' if result.biases == 1 else 'biases'}, and multiplies and "
        f"adds **{result.multiply_adds:,}** times. Receptive field: {_reach_words(result)}."
    )
    skipped_rows = 0 if layer.axes == 1 else result.skipped
    unread = unread_words(result.input.shape, skipped_rows, result.skipped, HATCHED)
    return f"{words} {unread}" if unread else words


def _reach_words(result: Arithmetic) -> str:
    """On how much of the input a number of the output depends."""
    if not result.reach:
        return "**no number** of the output depends on the input"
    if result.reach == 1:
        return "each number of the output depends on **one cell** of the input at most"
    words = f"each number of the output spans **{result.reach} cells along an axis** of the input"
    if result.most_fed == result.reach:
        return f"{words} at most"
    return f"{words} at most, and reads {result.most_fed} of them"


def unread_words(shape: Sequence[int], rows: int, columns: int, cells: str = "cells") -> str:
    """How much of an input (height, width) is never read, of which so many rows and columns are
    skipped; or nothing.
    """
    height, width = shape
    unread = height * width - (height - rows) * (width - columns)
    if not unread:
        return ""
    share = f"**{unread:,} of {height * width:,} {cells} are never read**"
    return f"{share}: no number of the output depends on them."
