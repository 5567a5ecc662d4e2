"""The view "Make": a tensor of a source, a shape, a type and a device."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import torch
from torch import Tensor

from core.expressions import parse
from core.foundations.tensors.shapes import drawable_shape, shape_of
from core.foundations.tensors.sources import MOST_NUMBERS, SOURCES, uneven
from core.registry import Choose, Config, Options, Pick, Text, setting
from core.torch_message import TorchMessage, caught

AUTOMATIC = "Automatic"
"""Torch chooses the type: by the numbers that are given, float32 where there are none."""

DTYPES = {
    name: getattr(torch, name)
    for name in (
        "float32",
        "float64",
        "float16",
        "bfloat16",
        "int64",
        "int32",
        "int8",
        "uint8",
        "bool",
    )
}

CPU, META = "cpu", "meta"

DEVICE_LABELS = {CPU: "CPU", META: "Meta", "cuda": "CUDA", "mps": "MPS", "xpu": "XPU"}
"""How devices stand on the page."""


def devices() -> tuple[str, ...]:
    """Where a tensor can be: the CPU, what the machine has beside it, and `meta`, where a tensor
    has a shape and a type and no numbers.
    """
    more = (
        (torch.accelerator.current_accelerator().type,) if torch.accelerator.is_available() else ()
    )
    return (CPU, *more, META)


@dataclass(frozen=True)
class Making(Config):
    """What a tensor is made from."""

    source: Pick = setting(Choose(SOURCES, SOURCES.pick("A list")))
    shape: str = setting(
        Text(
            "2, 3",
            limit=20,
            valid=shape_of,
            examples=("()", "4", "3, 4", "2, 3, 4", "2, 2, 3, 4"),
            note="The sizes of the dimensions, for example 2, 3. () is a single number.",
        )
    )
    dtype: str = setting(
        Options(
            (AUTOMATIC, *DTYPES),
            AUTOMATIC,
            note="What kind of number each cell holds, and how many bytes it takes.",
        )
    )
    device: str = setting(
        Options(
            devices,
            CPU,
            labels=DEVICE_LABELS,
            note="Where the numbers are stored. On meta there are none: a tensor has a shape and a "
            "type, but takes no memory.",
        )
    )


@lru_cache(maxsize=128)
def made(making: Making) -> Tensor | TorchMessage:
    """The tensor, or what torch says of the mistake.

    Raises:
        ValueError: it has more numbers than can be drawn.
    """
    choice, arguments = making.source.choice, dict(making.source.arguments)
    leading = _shape(making) if choice.shaped else ()
    dtype = DTYPES.get(making.dtype)
    device = None if making.device == CPU else making.device
    result = caught(choice.build, *leading, dtype=dtype, device=device, **arguments)
    if isinstance(result, Tensor) and (result.numel() > MOST_NUMBERS or result.ndim > 4):
        raise ValueError(
            f"{making.source.name} makes {result.numel()} numbers in {result.ndim} dimensions: "
            f"{MOST_NUMBERS} in 4 can be drawn"
        )
    return result


def _shape(making: Making) -> tuple[tuple[int, ...]]:
    """The shape, as the first argument of a source.

    Raises:
        ValueError: it has too many numbers.
    """
    return (drawable_shape(making.shape, MOST_NUMBERS),)


def unlike(making: Making) -> tuple[Any, Any] | None:
    """A part of the lists that a tensor is to be made of, and the first beside it, which is of
    another length; None where all are alike, or where there are no lists.
    """
    lists = making.source.choice.lists
    return uneven(lists(**dict(making.source.arguments))) if lists else None


def call_of(making: Making) -> str:
    """The call in plain PyTorch: `torch.zeros((2, 3), dtype=torch.int64)`."""
    choice = making.source.choice
    dtype = [] if making.dtype == AUTOMATIC else [f"dtype=torch.{making.dtype}"]
    device = [] if making.device == CPU else [f'device="{making.device}"']
    values = {name: written_argument(value) for name, value in making.source.arguments}
    shape = str(shape_of(making.shape))
    if not choice.call:
        leading = [shape] if choice.shaped else []
        named = [f"{name}={value!r}" for name, value in making.source.arguments]
        named += [f"dtype={'None' if not dtype else dtype[0].removeprefix('dtype=')}"]
        named += [f"device={'None' if not device else device[0].removeprefix('device=')}"]
        return f"{choice.build.__name__}({', '.join([*leading, *named])})"
    inside = dtype if "{moved}" in choice.call else dtype + device
    return choice.call.format(
        shape=shape,
        options="".join(f", {option}" for option in inside),
        moved=f'.to("{making.device}")' if device else "",
        converted=f".to({', '.join(dtype + device)})" if dtype + device else "",
        **values,
    )


def constants(making: Making) -> dict[str, str]:
    """What stands before the call, by name: the generator of random numbers, where there is
    one.
    """
    generator = making.source.choice.generator
    return {"generator": generator.format(**dict(making.source.arguments))} if generator else {}


def code_of(making: Making) -> str:
    """The call and what stands before it, in lines of Python."""
    lines = constants(making) | {"x": call_of(making)}
    return "\n".join(f"{name} = {code}" for name, code in lines.items())


def written_argument(value: float | str) -> str:
    """A parameter as a reader of PyTorch writes it: 2 and not 2.0; a list in the usual spacing."""
    if isinstance(value, str):
        return parse(value, ()).code
    return str(int(value)) if float(value).is_integer() else repr(value)


def headline(making: Making) -> dict[str, float]:
    """The numbers of the view, by the names under which the script prints them; none where torch
    makes no tensor.
    """
    tensor = made(making)
    if isinstance(tensor, TorchMessage):
        return {}
    numbers = {
        "dimensions": tensor.ndim,
        "numbers": tensor.numel(),
        "bytes": tensor.numel() * tensor.element_size(),
    }
    numbers |= {f"size of dim {dim}": size for dim, size in enumerate(tensor.shape)}
    if not tensor.is_meta:
        for position, value in enumerate(tensor.flatten().tolist()):
            numbers[f"number {position}"] = float(value)
    return numbers
