"""The `step` of torch's optimizers without what torch wraps around it.

The wrappers note each step in the profiler and switch gradients off, which a race does for all at
once. They take as long as the step itself: against plain loops, ten optimizers are 3 to 4 times
faster with them and 5 to 6 times without (`python -m tests.benchmarks optimizers`).

An optimizer keeps its wrappers if its class is not torch's, since they may matter there, and if
anything is other than expected: its first steps have to be the same to the last bit.
"""

import inspect
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import torch

from core.catalogue.optimizer import optimizer
from core.registry import Pick

TRIED = 3
"""Steps that are compared."""


def step_of(pick: Pick, runner: torch.optim.Optimizer) -> Callable[[], Any]:
    """What takes a step of an optimizer that needs no closure.

    Args:
        pick: what the optimizer was made from.
    """
    return _unwrapped(runner) if can_be_unwrapped(pick) else runner.step


def _unwrapped(runner: torch.optim.Optimizer) -> Callable[[], Any]:
    return inspect.unwrap(type(runner).step).__get__(runner)


@lru_cache(maxsize=256)
def can_be_unwrapped(pick: Pick) -> bool:
    """Whether an optimizer of torch takes the same first steps without its wrappers."""
    try:
        wrapped, plain = _walk(pick, lambda runner: runner.step), _walk(pick, _unwrapped)
    except Exception:  # whatever it is: the public step is there
        return False
    return _is_of_torch(pick) and torch.equal(wrapped, plain)


def _is_of_torch(pick: Pick) -> bool:
    step = type(optimizer(pick, [torch.zeros(pick.choice.parameter_shape)])).step
    return step.__module__.partition(".")[0] == "torch"


@torch.inference_mode()
def _walk(pick: Pick, step_from: Callable) -> torch.Tensor:
    """The points after each of the first steps, down a bowl."""
    start = torch.tensor([1.0, -2.0], dtype=torch.float64)
    point = start.view(pick.choice.parameter_shape)
    runner = optimizer(pick, [point])
    step, points = step_from(runner), []
    for _ in range(TRIED):
        slope = 2 * point
        point.grad = slope.to_sparse() if pick.choice.sparse_gradients else slope
        step()
        points.append(point.clone())
    return torch.stack(points)
