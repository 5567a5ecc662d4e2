"""Which cells of the inputs make a cell of the result: found out by changing one input cell after
the other and looking at what becomes of the result.
"""

import torch
from torch import Tensor

CHANGES = (float("nan"), 0.37, 1000.37, -1000.37)
"""What is added to a cell: enough to make a number of it that is none, to cross every threshold,
and to let the order of all cells be.
"""

SMALL = (0.001,)
"""The order of the cells stays: a result that only moves cells changes where the cell went."""


def row_of(result: Tensor | list[Tensor] | tuple[Tensor, ...]) -> Tensor:
    """All numbers of a result as one row; of several tensors, one after the other."""
    parts = [result] if isinstance(result, Tensor) else list(result)
    return torch.cat([part.detach().flatten().double() for part in parts])


def depends_on(
    operation,
    inputs: dict[str, Tensor],
    name: str,
    changes: list[float],
    numbers: list[list[float]],
) -> Tensor:
    """Which numbers of the result change with which cells of an input: (numbers, cells) bool.

    Each cell is changed alone: by each of the changes, and to each of its own numbers, if there
    are some. What torch refuses, or what makes a result of another size, says nothing. `operation`
    takes the inputs by name.
    """
    before, x = row_of(operation(**inputs)), inputs[name]
    depends = torch.zeros(len(before), x.numel(), dtype=torch.bool)
    for cell, own in enumerate(x.flatten().tolist()):
        others = numbers[cell] if numbers else []
        for number in [*(own + change for change in changes), *others]:
            changed = x.flatten().clone()
            changed[cell] = number
            try:
                after = row_of(operation(**{**inputs, name: changed.reshape(x.shape)}))
            except (RuntimeError, IndexError):
                continue
            if len(after) == len(before):
                same = (after == before) | (after.isnan() & before.isnan())
                depends[:, cell] |= ~same
    return depends
