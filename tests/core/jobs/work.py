"""Work for the tests of jobs: they run in another process, so they stand in a module."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import torch

from core.jobs import Progress


def squares(count: int) -> Iterator[Progress]:
    """The squares from 0 on, a step each."""
    values = torch.zeros(count, dtype=torch.float64)
    for index in range(count):
        values[index] = index**2
        yield Progress((index + 1) / count, f"{index + 1} of {count}", {"squares": values})


def growing(before: int, after: int) -> Iterator[Progress]:
    """Steps with nothing to see, and then some with more and more."""
    for _ in range(before):
        yield Progress(0.1)
    for number in range(after):
        yield Progress(0.5, value=number)
    yield Progress(1.0, value=after)


def threads() -> Iterator[Progress]:
    """How many threads torch has there, and the process."""
    print("what a library prints is no message")
    yield Progress(1.0, value=(torch.get_num_threads(), os.getpid()))


def endless(name: str) -> Iterator[Progress]:
    """Goes on until it is stopped."""
    while True:
        yield Progress(0.5, name)
        time.sleep(0.01)


def slow(seconds: float) -> Iterator[Progress]:
    """Takes so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield Progress(0.5)
        time.sleep(0.01)
    yield Progress(1.0, value=True)


def deaf(folder: str) -> Iterator[Progress]:
    """Yields once, and then hears nothing."""
    Path(folder, "begun").touch()
    yield Progress(0.1)
    time.sleep(600)
    yield Progress(1.0)


def mistaken(lr: float) -> Iterator[Progress]:
    """A reader's mistake, after a step."""
    yield Progress(0.1)
    raise ValueError(f"lr={lr} must be above 0")


def broken() -> Iterator[Progress]:
    """A bug of ours."""
    yield Progress(0.1)
    raise KeyError("weights")


def dying() -> Iterator[Progress]:
    """A process that is killed."""
    yield Progress(0.1)
    os.kill(os.getpid(), 9)
    yield Progress(1.0)
