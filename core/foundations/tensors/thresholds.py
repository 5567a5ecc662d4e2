"""At which numbers of a cell a comparison turns: `x > 5000` at 5000, `2 * x == y` at half of y.

Without them nobody would see that `x > 5000` compares a cell: no number near that of the cell
changes the answer.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import torch
from torch import Tensor
from torch.overrides import TorchFunctionMode

COMPARISONS = frozenset(["gt", "ge", "lt", "le", "eq", "ne", "__eq__", "__ne__", "isclose"])
"""Functions of torch that compare, as it calls them. Python's >, >=, < and <= are among them."""

MOST = 32
"""Numbers that a cell is set to; of more only the first."""

FEW = 8
"""Numbers up to which those between two of them are tried too, as for `(x > 2) & (x < 5)`."""

Numbers = tuple[tuple[float, ...], ...]
"""For each cell of a tensor, in order, the numbers that it is set to."""


class _Listener(TorchFunctionMode):
    """Notes what torch compares, and lets it do so."""

    def __init__(self):
        super().__init__()
        self.differences: list[Tensor] = []

    def __torch_function__(self, function, types, arguments=(), keywords=None):
        result = function(*arguments, **(keywords or {}))
        name = getattr(function, "__name__", "")
        if name in COMPARISONS and len(arguments) >= 2 and not keywords:
            first, second = (torch.as_tensor(each).double() for each in arguments[:2])
            self.differences.append(first - second)
        return result


def thresholds(operation: Callable[..., Any], inputs: Mapping[str, Tensor], name: str) -> Numbers:
    """For each cell of an input the numbers at which a comparison within an operation turns, and
    numbers on either side of them, in order; nothing at all where no cell is compared.

    A comparison of what is linear in a cell turns at one number, by the slope that autograd gives.

    Args:
        name: of the input whose cells are looked at.
    """
    x = inputs[name].clone().requires_grad_()
    with torch.enable_grad(), _Listener() as listener:
        operation(**{**inputs, name: x})
    roots: list[set[float]] = [set() for _ in range(x.numel())]
    for difference in listener.differences:
        for cell, number in _zeros(difference, x):
            roots[cell].add(number)
    return tuple(map(_around, roots)) if any(roots) else ()


def _around(roots: set[float]) -> tuple[float, ...]:
    """The numbers themselves, and some below, between and above them."""
    numbers = sorted(roots)[:MOST]
    if not numbers:
        return ()
    between = [(low + high) / 2 for low, high in zip(numbers, numbers[1:], strict=False)]
    others = between if len(numbers) <= FEW else []
    return tuple(sorted({*numbers, *others, numbers[0] - 0.5, numbers[-1] + 0.5}))


def _zeros(difference: Tensor, x: Tensor) -> Iterator[tuple[int, float]]:
    """For each number of a difference, and each cell that it depends on, that cell and where it
    would make the difference 0.
    """
    if not difference.requires_grad:
        return
    cells, largest = x.detach().double().flatten(), torch.finfo(x.dtype).max
    for each in difference.flatten():
        (slope,) = torch.autograd.grad(each, x, retain_graph=True)
        slope = slope.double().flatten()
        steep = slope.nonzero().flatten()
        numbers = cells[steep] - each.detach() / slope[steep]
        for cell, number in zip(steep.tolist(), numbers.tolist(), strict=True):
            if abs(number) < largest:
                yield cell, round(number, 9)
