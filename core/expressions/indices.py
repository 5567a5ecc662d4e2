"""How much an index of a tensor would take out of it, known before it is taken."""

import math
from collections.abc import Iterator, Sequence
from typing import Any

import torch
from torch import Tensor

from core.expressions.mistakes import Mistake
from core.expressions.work import extent


def indexed(tensor: Tensor, index: Any) -> float:
    """Elements of `tensor[index]`, or more: those of the dimensions that stay, for each that lists,
    masks and tensors of indices choose together.

    Raises:
        Mistake: it has two ellipses, of which nobody knows what each stands for.
    """
    parts = index if isinstance(index, tuple) else (index,)
    if sum(part is Ellipsis for part in parts) > 1:
        raise Mistake("has ... twice in an index")
    left, chosen = extent(tensor.shape), []
    for part, sizes in _with_sizes(parts, list(tensor.shape)):
        if isinstance(part, Tensor | list):
            chosen.append(_shape(part))
        if sizes and not isinstance(part, slice):
            left /= extent(sizes)
    try:
        return left * extent(torch.broadcast_shapes(*chosen))
    except RuntimeError:
        return left * math.prod(map(extent, chosen))


def _with_sizes(parts: Sequence[Any], sizes: list[int]) -> Iterator[tuple[Any, list[int]]]:
    """Each part of an index with the sizes of the dimensions that it is for. What stands behind an
    ellipsis is for the last ones.
    """
    ends = [index for index, part in enumerate(parts) if part is Ellipsis]
    middle = ends[0] if ends else len(parts)
    for part in parts[:middle]:
        width = _width(part)
        yield part, sizes[:width]
        sizes = sizes[width:]
    for part in reversed(parts[middle + 1 :]):
        width = _width(part)
        yield part, sizes[len(sizes) - width :] if width <= len(sizes) else sizes
        sizes = sizes[: max(len(sizes) - width, 0)]


def _width(part: Any) -> int:
    """How many dimensions a part of an index is for."""
    if part is None or isinstance(part, bool):
        return 0
    if isinstance(part, Tensor) and part.dtype in (torch.bool, torch.uint8):
        return part.ndim
    return 1


def _shape(part: Tensor | list) -> tuple[int, ...]:
    """The shape of the indices that a tensor, a mask or a list chooses."""
    if isinstance(part, list):
        return _list_shape(part)
    if part.dtype in (torch.bool, torch.uint8):
        return (int(part.count_nonzero()),)
    return tuple(part.shape)


def _list_shape(part: list) -> tuple[int, ...]:
    """The shape of lists in lists; of anything else how much there is in it."""
    if all(isinstance(item, int | float) for item in part):
        return (len(part),)
    shapes = {_list_shape(item) if isinstance(item, list) else None for item in part}
    if len(shapes) == 1 and None not in shapes:
        return (len(part), *shapes.pop())
    return (sum(_count(item) for item in part),)


def _count(item: Any) -> int:
    if isinstance(item, Tensor):
        return item.numel()
    return sum(map(_count, item)) if isinstance(item, list | tuple) else 1
