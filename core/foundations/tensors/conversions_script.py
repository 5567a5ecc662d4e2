"""The code of the view "NumPy and devices"."""

import time

import numpy as np
import torch
from torch import Tensor

from core.catalogue.calls import own_code
from core.foundations.tensors.conversions import (
    ARRAY,
    DEVICES,
    LENGTH,
    NUMPY,
    Converting,
    converted,
)
from core.foundations.tensors.conversions_words import conversion_call
from core.foundations.tensors.devices import KINDS, SIZES, Moving, Race, moved
from core.foundations.tensors.drawn import draw_both
from core.foundations.tensors.shown import show_message
from core.script import Code, Script, write


def conversions_script(state: Converting, moving: Moving, race: Race) -> Script:
    """The conversion, the two devices, or the timing."""
    if state.about == NUMPY:
        return _numpy(state)
    return _devices(moving) if state.about == DEVICES else _speed(race)


def _numpy(state: Converting) -> Script:
    choice, code, own = state.conversion.choice, conversion_call(state), own_code(state.conversion)
    array = Code(f"np.arange({LENGTH}).astype(np.{state.array_dtype})")
    if converted(state).message is not None:
        return write(show_message, *own, a=array, make=Code(f"lambda: {code}"))
    target = Code("a" if state.write_into == ARRAY else "t")
    if not choice.back:
        values = {"a": array, "t": Code(code)}
    else:
        tensor = Code(f"torch.arange({LENGTH}).to(torch.{state.array_dtype})")
        values = {"t": tensor, "a": Code(code)}
    return write(show_both, *own, plot=draw_both, **values, target=target, number=state.number)


def show_both(a: np.ndarray, t: Tensor, target: Tensor, number: int) -> None:
    """An array and a tensor: what is written into one, and what the other then holds."""
    target[0] = number
    print(a)
    print(t)
    print(f"first number of a = {float(a[0])}")
    print(f"first number of t = {float(t[0])}")


def _devices(moving: Moving) -> Script:
    result = moved(moving)
    values = {
        name: Code(f'torch.ones(3, device="{device}")')
        for name, device in (("x", moving.device_x), ("y", moving.device_y))
    }
    if not result.fits:
        return write(show_message, **values, make=Code(f"lambda: {moving.action}"))
    return write(show_moved, **values, result=Code(moving.action))


def show_moved(x: Tensor, result: Tensor) -> None:
    """A result of two tensors on their devices."""
    print(result)
    print(f"the same tensor = {int(result is x)}")


def _speed(race: Race) -> Script:
    sizes = [size for size in SIZES if size <= race.largest]
    dtypes = [Code(f"torch.{name}") for name in KINDS]
    return write(show_speed, wait, sizes=sizes, dtypes=dtypes)


def show_speed(sizes: list[int], dtypes: list[torch.dtype]) -> None:
    """How long a matrix product takes on each device, of each type and at each size."""
    devices = ["cpu"]
    if torch.accelerator.is_available():
        devices.append(torch.accelerator.current_accelerator().type)
    for device in devices:
        for dtype in dtypes:
            for size in sizes:
                try:
                    matrix = torch.ones(size, size).to(device, dtype)
                    matrix @ matrix  # the first one takes longer
                except (RuntimeError, TypeError) as error:
                    print(device, dtype, "is not there:", error)
                    break
                wait(device)
                start = time.perf_counter()
                matrix @ matrix
                wait(device)
                print(device, dtype, size, f"{1000 * (time.perf_counter() - start):.3f} ms")


def wait(device: str) -> None:
    """Until an accelerator is done: it works on while Python goes on."""
    if device != "cpu":
        torch.accelerator.synchronize()
