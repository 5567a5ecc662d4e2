"""Devices: what the machine has, what goes from one to another, and how long a product takes on
each.
"""

import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from core.foundations.tensors.making import CPU, DEVICE_LABELS, META, devices
from core.registry import Config, Options, setting
from core.torch_message import TorchMessage, caught

ADD, COPY, READ = "x + y", "x.to(y.device)", "x.tolist()"
"""What may be done with a tensor of each device."""

ACTIONS = {ADD: "Add: x + y", COPY: "Move: x.to(y.device)", READ: "Read: x.tolist()"}


@dataclass(frozen=True)
class Moving(Config):
    """Two devices, a tensor on each, and what is done with them."""

    device_x: str = setting(Options(devices, CPU, labels=DEVICE_LABELS))
    device_y: str = setting(Options(devices, META, labels=DEVICE_LABELS))
    action: str = setting(Options(tuple(ACTIONS), ADD, labels=ACTIONS))


@dataclass(frozen=True, eq=False)
class Moved:
    """What came of it.

    Args:
        result: a tensor, a list of numbers, or what torch raised.
        device: of the result; empty if it is no tensor.
        same: whether the result is the very tensor `x`.
    """

    result: Tensor | list | TorchMessage
    device: str
    same: bool

    @property
    def fits(self) -> bool:
        return not isinstance(self.result, TorchMessage)


def operands(state: Moving) -> tuple[Tensor, Tensor]:
    """Two tensors of three numbers, each on its device."""
    return torch.ones(3, device=state.device_x), torch.ones(3, device=state.device_y)


@lru_cache(maxsize=64)
def moved(state: Moving) -> Moved:
    """Does what a reader has set with the two tensors."""
    x, y = operands(state)
    actions = {ADD: lambda: x + y, COPY: lambda: x.to(y.device), READ: x.tolist}
    result = caught(actions[state.action])
    device = result.device.type if isinstance(result, Tensor) else ""
    return Moved(result, device, result is x)


SIZES = (128, 256, 512, 1024)

REPEATS = 3

KINDS = ("float32", "float64", "bfloat16", "float16", "int64")
"""Dtypes that are compared on each device, the usual one first."""

LONGEST = 0.2
"""Seconds that a product may take to be tried at a larger size too."""


@dataclass(frozen=True)
class Timing:
    """How long a matrix product took.

    Args:
        device, dtype: where, and of which numbers.
        size: rows and columns of both matrices.
        seconds: the middle of several; nan where torch has no such product.
    """

    device: str
    dtype: str
    size: int
    seconds: float


@dataclass(frozen=True)
class Timings:
    """All that was timed so far.

    Args:
        rows: in the order in which they were timed.
        done: the share of the work, 0 to 1.
    """

    rows: tuple[Timing, ...]
    done: float

    def ratio(self, timing: Timing) -> float | None:
        """How many times as fast as the CPU with its usual dtype at the same size."""
        usual = next(
            (
                row.seconds
                for row in self.rows
                if (row.device, row.dtype, row.size) == (CPU, KINDS[0], timing.size)
            ),
            None,
        )
        return usual / timing.seconds if usual and timing.seconds == timing.seconds else None


@dataclass(frozen=True)
class Race(Config):
    """What is timed: matrices up to this size."""

    largest: int = setting(Options(SIZES, 512))


def timings(race: Race) -> Iterator[Timings]:
    """Times a matrix product on every device with numbers, of each dtype and at each size."""
    sizes = tuple(size for size in SIZES if size <= race.largest)
    combinations = [(device, dtype) for device in devices()[:-1] for dtype in KINDS]
    rows: list[Timing] = []
    for number, (device, dtype) in enumerate(combinations):
        seconds = 0.0
        for size in sizes:
            if seconds > LONGEST / 8:  # eight times the work at twice the size
                break
            seconds = seconds_of(device, dtype, size)
            rows.append(Timing(device, dtype, size, seconds))
            yield Timings(tuple(rows), number / len(combinations))
    yield Timings(tuple(rows), 1.0)


def seconds_of(device: str, dtype: str, size: int, repeats: int = REPEATS) -> float:
    """The middle of several products of two matrices (size, size), after one that does not count;
    nan where torch has no such product.
    """
    numbers = torch.randint(0, 3, (size, size), generator=torch.Generator().manual_seed(0))
    matrix = caught(numbers.to, device, getattr(torch, dtype))  # MPS has no float64
    if not isinstance(matrix, Tensor):
        return float("nan")
    if isinstance(caught(torch.matmul, matrix, matrix), TorchMessage):  # CUDA multiplies no int64
        return float("nan")
    return statistics.median(_seconds(matrix, device) for _ in range(repeats))


def _seconds(matrix: Tensor, device: str) -> float:
    """Of one product; an accelerator works on while Python goes on, so it is waited for."""
    _wait(device)
    start = time.perf_counter()
    torch.matmul(matrix, matrix)
    _wait(device)
    return time.perf_counter() - start


def _wait(device: str) -> None:
    if device != CPU:
        torch.accelerator.synchronize()
