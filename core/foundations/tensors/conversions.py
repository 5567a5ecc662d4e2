"""From NumPy to torch and back: what shares memory, what copies, and what becomes of the dtype."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import torch
from torch import Tensor

from core.foundations.tensors.devices import Moving, moved
from core.foundations.tensors.dtypes import name_of
from core.registry import Choice, Choose, Config, Options, Pick, Range, Registry, setting
from core.torch_message import TorchMessage, caught

NUMPY, DEVICES, SPEED = "NumPy", "Devices", "Speed"

PARTS = (NUMPY, DEVICES, SPEED)
"""What the view is about."""

LENGTH = 4

ARRAYS = ("float64", "float32", "float16", "int64", "int32", "uint8")
"""Dtypes of NumPy that are offered; float64 is what it makes of fractions by itself."""

ARRAY, TENSOR = "Array", "Tensor"
"""What a number may be written into."""


@dataclass(frozen=True, eq=False)
class Conversion(Choice):
    """A way between the two; `build` takes an array, or a tensor where it goes back, and `code` is
    the call in plain code: `a` is the array and `t` the tensor.

    Args:
        back: whether it goes from torch to NumPy.
    """

    back: bool = False


CONVERSIONS = Registry(
    "conversion",
    {
        "From NumPy (from_numpy)": Conversion(
            code="torch.from_numpy(a)", build=torch.from_numpy, note="Always shares the memory."
        ),
        "From NumPy (tensor)": Conversion(
            code="torch.tensor(a)", build=torch.tensor, note="Always copies."
        ),
        "From NumPy (as_tensor)": Conversion(
            code="torch.as_tensor(a)", build=torch.as_tensor, note="Shares the memory where it can."
        ),
        "To float32 (float)": Conversion(
            code="torch.from_numpy(a).float()",
            build=lambda a: torch.from_numpy(a).float(),
            note="Converts to float32. It copies, unless the tensor is float32 already.",
        ),
        "Backwards (a[::-1])": Conversion(
            code="torch.from_numpy(a[::-1])",
            build=lambda a: torch.from_numpy(a[::-1]),
            note="A NumPy array read from its end.",
        ),
        "To NumPy (numpy)": Conversion(
            code="t.numpy()",
            build=lambda t: t.numpy(),
            back=True,
            note="Shares the memory, on the CPU.",
        ),
        "To NumPy (copy)": Conversion(
            code="t.numpy().copy()", build=lambda t: t.numpy().copy(), back=True, note="Copies."
        ),
        "To a list (tolist)": Conversion(
            code="t.tolist()",
            build=lambda t: t.tolist(),
            back=True,
            note="Makes plain Python numbers, so it copies.",
        ),
    },
)
"""To add one, add an entry."""


@dataclass(frozen=True)
class Converting(Config):
    """What the view is about; a way between NumPy and torch, and the number that is then written
    into one of the two.
    """

    about: str = setting(Options(PARTS, NUMPY))
    conversion: Pick = setting(Choose(CONVERSIONS, CONVERSIONS.pick("From NumPy (from_numpy)")))
    array_dtype: str = setting(Options(ARRAYS, "float64"))
    write_into: str = setting(Options((ARRAY, TENSOR), ARRAY))
    number: int = setting(Range(0, 99, 99, 1))


@dataclass(frozen=True, eq=False)
class Converted:
    """The array and the tensor after a number was written into one of them.

    Args:
        array, tensor: the numbers of each, as Python's; None of what torch refused to make.
        array_dtype, tensor_dtype: their names; "list" of Python's numbers.
        shares: whether both have the same memory, measured by its address.
        message: what torch raised.
    """

    array: list | None
    tensor: list | None
    array_dtype: str
    tensor_dtype: str
    shares: bool
    message: TorchMessage | None = None


@lru_cache(maxsize=64)
def converted(state: Converting) -> Converted:
    """Converts 0, 1, 2, 3, then writes the number."""
    choice, dtype = state.conversion.choice, state.array_dtype
    array = np.arange(LENGTH).astype(dtype)
    tensor: Any = torch.arange(LENGTH).to(getattr(torch, dtype))
    result = caught(state.conversion.build, tensor if choice.back else array)
    if isinstance(result, TorchMessage):
        return Converted(_numbers(array), None, dtype, "", False, result)
    if choice.back:
        array = result
    else:
        tensor = result
    shares = isinstance(array, np.ndarray) and array.ctypes.data == tensor.data_ptr()
    target = array if state.write_into == ARRAY else tensor
    target[0] = state.number
    return Converted(_numbers(array), _numbers(tensor), _kind(array), _kind(tensor), shares)


def _numbers(values: Any) -> list:
    return values if isinstance(values, list) else values.tolist()


def _kind(values: Any) -> str:
    if isinstance(values, list):
        return "list"
    return name_of(values.dtype) if isinstance(values, Tensor) else values.dtype.name


@dataclass(frozen=True)
class Kinship:
    """What becomes of a dtype on the way from NumPy.

    Args:
        numpy: the name in NumPy.
        torch: the name in torch; empty where torch has none.
        message: torch's text then.
    """

    numpy: str
    torch: str
    message: str = ""


KINDS = (
    *("bool", "uint8", "uint16", "int8", "int16", "int32", "int64"),
    *("float16", "float32", "float64", "complex128", "datetime64[s]", "str", "object"),
)


@lru_cache(maxsize=1)
def kinships() -> tuple[Kinship, ...]:
    """Each dtype of NumPy, converted."""
    rows = []
    for name in KINDS:
        result = caught(torch.from_numpy, np.zeros(1).astype(name))
        if isinstance(result, TorchMessage):
            rows.append(Kinship(name, "", f"{result.kind}: {result.text}"))
        else:
            rows.append(Kinship(name, name_of(result.dtype)))
    return tuple(rows)


WEIGHT = torch.ones(2, LENGTH)
"""A weight as every layer has it, float32."""


def weighed(state: Converting) -> Tensor | TorchMessage | None:
    """What a layer makes of the tensor, `weight @ t`; None where there is no tensor from NumPy."""
    if state.conversion.choice.back:
        return None
    tensor = caught(state.conversion.build, np.arange(LENGTH).astype(state.array_dtype))
    if not isinstance(tensor, Tensor) or tensor.shape != (LENGTH,):
        return None
    return caught(torch.matmul, WEIGHT, tensor)


def headline(state: Converting, moving: Moving) -> dict[str, float]:
    """The numbers of the view; none where torch refuses, and none of the timing, which is another
    each time.
    """
    if state.about == NUMPY:
        result = converted(state)
        if result.message is not None:
            return {}
        return {
            "first number of a": float(result.array[0]),
            "first number of t": float(result.tensor[0]),
        }
    result = moved(moving)
    if state.about != DEVICES or not result.fits:
        return {}
    return {"the same tensor": int(result.same)}
