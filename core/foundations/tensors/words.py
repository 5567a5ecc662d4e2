"""What is to be seen now, in one sentence with its numbers."""

from collections.abc import Mapping, Sequence
from typing import Any

from torch import Tensor

from core.plots.tensors import index_of
from core.plots.words import counted, listed

KINDS = (
    "a single number (scalar)",
    "a row (vector)",
    "a grid (matrix)",
    "a stack of grids",
    "a stack of stacks of grids",
)
"""What a tensor of so many dimensions is."""

PARTS = (
    (),
    ("number",),
    ("row", "column"),
    ("grid", "row", "column"),
    ("stack", "grid", "row", "column"),
)
"""What the sizes of its dimensions count."""


ONE_LINE = 40
"""Characters of a sum that is not broken into lines."""


def kind_of(tensor: Tensor) -> str:
    """What a tensor is: "a grid"."""
    return KINDS[tensor.ndim]


def sentence_of(tensor: Tensor) -> str:
    """What a tensor is, how large, of what type and where."""
    shape = str(tuple(tensor.shape))
    named = zip(tensor.shape, PARTS[tensor.ndim], strict=True)
    parts = [counted(size, name) for size, name in named]
    sizes = f": {listed(parts)}" if tensor.ndim > 1 else ""
    product = "\N{NO-BREAK SPACE}·\N{NO-BREAK SPACE}".join(map(str, tensor.shape))
    total = f"{product} = {tensor.numel()}" if tensor.ndim > 1 else f"{tensor.numel()}"
    count = "number" if tensor.numel() == 1 else "numbers"
    kind = str(tensor.dtype).removeprefix("torch.")
    start = f"**x** is **{kind_of(tensor)}**{sizes}. Its shape is **{shape}**: "
    if tensor.is_meta:
        return f"{start}room for {total} {count} of type `{kind}`. On meta there are no numbers."
    device = tensor.device.type
    where = "the CPU" if device == "cpu" else f"the device {device}"
    size = counted(tensor.numel() * tensor.element_size(), "byte")
    return f"{start}{total} {count} of type `{kind}`, {size}, on {where}."


def operation_sentence(
    call: str,
    inputs: Mapping[str, Tensor],
    outputs: Mapping[str, Tensor],
    number_of_cells: Mapping[str, int],
    written_out: str = "",
) -> str:
    """What an operation makes of the shapes, and of how many cells the chosen number is made.

    Args:
        number_of_cells: by input, those that made the chosen number.
        written_out: how they make it, with their numbers; empty where it is not to be told.
    """
    before = listed([f"**{tuple(tensor.shape)}**" for tensor in inputs.values()])
    after = listed([f"**{tuple(output.shape)}**" for output in outputs.values()])
    start = f"`{call}` turns {before} into {after}."
    if not any(output.numel() for output in outputs.values()):
        return f"{start} It contains no numbers."
    counts = [
        f"{counted(count, 'cell')} of {name}" for name, count in number_of_cells.items() if count
    ]
    made = listed(counts) if counts else "no cell"
    if len(written_out) <= ONE_LINE:
        written_out = written_out.replace(" ", "\N{NO-BREAK SPACE}")
    end = f": {written_out}." if written_out else "."
    return f"{start} The marked number comes from {made}{end}"


def unmade_sentence(uneven: tuple[Any, Any] | None) -> str:
    """That torch cannot make a tensor, and which part of the lists is to blame.

    Args:
        uneven: a part, and the first beside it, which is of another length; None if all are alike.
    """
    start = "PyTorch cannot make a tensor from this"
    if uneven is None:
        return f"{start}."
    part, first = uneven
    return f"{start}: `{part}` is {_size_of(part)}, but `{first}` is {_size_of(first)}."


def _size_of(part: Any) -> str:
    if not isinstance(part, list | tuple):
        return "a single number"
    return f"a row of {len(part)}"


def cell_name(name: str, position: int, shape: Sequence[int]) -> str:
    """How a cell is written in PyTorch: `x[0, 1]`."""
    index = ", ".join(map(str, index_of(position, shape)))
    return f"{name}[{index}]" if index else name


def refusal_sentence(call: str, inputs: Mapping[str, Tensor]) -> str:
    """That torch refuses a call, and with which shapes."""
    shapes = listed([f"**{tuple(tensor.shape)}**" for tensor in inputs.values()])
    word = "shape" if len(inputs) == 1 else "the shapes"
    return f"PyTorch raises an error: `{call}` does not work for {word} {shapes}."
