"""What is to be seen now, in one sentence with its numbers."""

from torch import Tensor

from core.plots.words import counted, listed

KINDS = ("a single number", "a row", "a grid", "a stack of grids", "a stack of stacks of grids")
"""What a tensor of so many dimensions is."""

PARTS = (
    (),
    ("number",),
    ("row", "column"),
    ("grid", "row", "column"),
    ("stack", "grid", "row", "column"),
)
"""What the sizes of its dimensions count."""


def kind_of(tensor: Tensor) -> str:
    """What a tensor is: "a grid"."""
    return KINDS[tensor.ndim]


def sentence_of(tensor: Tensor) -> str:
    """What a tensor is, how large, of what type and where."""
    shape = str(tuple(tensor.shape))
    named = zip(tensor.shape, PARTS[tensor.ndim], strict=True)
    parts = [counted(size, name) for size, name in named]
    sizes = f": {listed(parts)}" if tensor.ndim > 1 else ""
    product = " · ".join(map(str, tensor.shape))
    total = f"{product} = {tensor.numel()}" if tensor.ndim > 1 else f"{tensor.numel()}"
    count = "number" if tensor.numel() == 1 else "numbers"
    kind = str(tensor.dtype).removeprefix("torch.")
    start = f"**x** is **{kind_of(tensor)}**{sizes}. Its shape is **{shape}**: "
    if tensor.is_meta:
        return f"{start}room for {total} {count} of type `{kind}`. On meta there are none."
    device = tensor.device.type
    where = "the CPU" if device == "cpu" else f"the device {device}"
    size = counted(tensor.numel() * tensor.element_size(), "byte")
    return f"{start}{total} {count} of type `{kind}`, {size}, on {where}."
