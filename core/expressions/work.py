"""How much a call would make, known before it is made.

A rule takes the arguments of a call, the tensor of a method first, and returns the number of
elements of the result, or more. It never computes anything of that size itself. A dimension of size
0 counts as one of size 1: a sum over it makes a number for each of the others. Where torch is to
refuse the arguments (shapes that do not fit), a rule may return anything small: nothing is made.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from core.expressions.mistakes import Mistake

MOST = 4096
"""Elements of a tensor, on the way and in the end."""

ALL = 100_000
"""Elements of all tensors of an expression together."""

STEPS = ("start", "end", "step")
"""The arguments of `torch.arange`."""

Rule = Callable[[Sequence[Any], Mapping[str, Any]], float]


class Budget:
    """What an expression may make, and what of it is spent."""

    def __init__(self, most: int = MOST, total: int = ALL):
        self.most, self.total, self.spent = most, total, 0.0

    def spend(self, elements: float) -> None:
        """Notes that a tensor of so many elements is to be made.

        Raises:
            Mistake: that is too much.
        """
        if not elements <= self.most:
            raise Mistake(
                f"would make {elements:,.0f} numbers at once, and {self.most:,} are allowed"
            )
        self.spent += elements
        if self.spent > self.total:
            raise Mistake(f"would make more than {self.total:,} numbers in all")


def tensors(values: Any) -> Iterator[Tensor]:
    """The tensors among values, those in lists, tuples and dictionaries too."""
    if isinstance(values, Tensor):
        yield values
    elif isinstance(values, list | tuple):
        for value in values:
            yield from tensors(value)
    elif isinstance(values, Mapping):
        yield from tensors(tuple(values.values()))


def whole_numbers(values: Any) -> Iterator[int]:
    """The whole numbers among values, those in tensors too: torch takes these as sizes."""
    if isinstance(values, Tensor):
        if not values.is_floating_point() and not values.is_complex():
            yield from map(int, values.flatten())
    elif isinstance(values, int):
        yield int(values)
    elif isinstance(values, list | tuple):
        for value in values:
            yield from whole_numbers(value)
    elif isinstance(values, Mapping):
        yield from whole_numbers(tuple(values.values()))


def extent(sizes: Iterable[int]) -> float:
    """Elements of a tensor of these sizes, where 0 counts as 1, and so does −1, which stands for
    what is there.
    """
    return math.prod(float(max(abs(size), 1)) for size in sizes)


def sized(values: Any) -> float:
    """The same of all whole numbers among values."""
    return extent(whole_numbers(values))


def total(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> float:
    """Elements of all tensors together: for what puts them side by side."""
    return float(sum(extent(tensor.shape) for tensor in tensors((*arguments, keywords))))


def listed(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> float:
    """Elements of all lists and tensors together: for what makes a tensor of a list."""
    return float(sum(map(_leaves, (*arguments, *keywords.values()))))


def _leaves(value: Any) -> int:
    if isinstance(value, Tensor):
        return int(extent(value.shape))
    return sum(map(_leaves, value)) if isinstance(value, list | tuple) else 1


def broadcast(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> float:
    """Elements of all tensors broadcast together: for what goes element by element, or makes
    less.
    """
    shapes = [tensor.shape for tensor in tensors((*arguments, keywords))]
    try:
        return extent(torch.broadcast_shapes(*shapes))
    except RuntimeError:
        return total(arguments, keywords)


def product(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> float:
    """Every element with every other, and one more dimension for the pairs."""
    return pairs(arguments, keywords) * max(1, len(list(tensors((*arguments, keywords)))))


def pairs(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> float:
    """Every element of a tensor with every element of another."""
    return math.prod(extent(tensor.shape) for tensor in tensors((*arguments, keywords)))


def new(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> float:
    """A new tensor, of the sizes that are given."""
    return sized((arguments, keywords))


def filled(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> float:
    """A new tensor of a size that comes before the number it is filled with."""
    return sized(arguments[:1] or keywords.get("size", ()))


def new_like(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> float:
    """A new tensor by a method, `x.new_full(size, value)`; `x.new_zeros(2, 3)`."""
    sizes = arguments[1:]
    if sizes and isinstance(sizes[0], list | tuple):
        sizes = sizes[:1]
    return sized(sizes or keywords.get("size", ()))


def identity(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> float:
    """`torch.eye(n, m)`: square where there is one size."""
    sizes = list(whole_numbers((arguments, keywords)))
    return extent(sizes) if len(sizes) > 1 else extent(2 * sizes)


def counted(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> float:
    """`torch.arange(start, end, step)`."""
    names = dict(zip(("end",) if len(arguments) == 1 else STEPS, arguments, strict=False))
    names |= {name: keywords[name] for name in STEPS if name in keywords}
    start, end, step = (
        _number(names.get(name, usual)) for name, usual in zip(STEPS, (0, 0, 1), strict=True)
    )
    count = abs((end - start) / step) + 1 if step else 0.0
    return 0.0 if math.isnan(count) else count  # torch refuses both


def _number(value: Any) -> float:
    """A number, that of a tensor with one element too; 0 for what is none and torch refuses."""
    if isinstance(value, Tensor) and value.numel() == 1 and not value.is_complex():
        return float(value)
    return float(value) if isinstance(value, int | float) else 0.0


def spaced(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> float:
    """`torch.linspace(start, end, steps)`."""
    return sized(arguments[2:3]) if len(arguments) > 2 else sized(keywords.get("steps", ()))


def repeated(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> float:
    """The tensor, times each of the numbers."""
    _, *times = _operands(arguments, keywords)
    return pairs(arguments, keywords) * sized(times)


def expanded(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> float:
    """`x.expand(sizes)`: the sizes; −1 stands for a size that is there."""
    first, *sizes = arguments
    sizes = list(whole_numbers((sizes, keywords)))
    there = extent(first.shape) if -1 in sizes and isinstance(first, Tensor) else 1.0
    return extent(sizes) * there


def windows(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> float:
    """`x.unfold(dimension, size, step)`: at most a window at each element."""
    sizes = arguments[2:3] or keywords.get("size", ())
    return total(arguments[:1], {}) * max([1, *map(abs, whole_numbers(sizes))])


def interleaved(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> float:
    """`torch.repeat_interleave(x, repeats)`, with a number or a number for each element."""
    first, *times = [*_operands(arguments, keywords), None]
    if not isinstance(first, Tensor) or times == [None]:  # repeats alone: torch counts up
        return float(sum(map(abs, whole_numbers(first))))
    return extent(first.shape) * max([1, *map(abs, whole_numbers(times[:1]))])


def _operands(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> list[Any]:
    """The arguments of a call, the tensor first though it be given by name, then the keywords."""
    named = dict(keywords)
    first = [named.pop("input")] if "input" in named else []
    return [*first, *arguments, *named.values()]


def multiplied(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> float:
    """A product of matrices, (..., n, k) @ (..., k, m)."""
    matrices = list(tensors((*arguments, keywords)))[-2:]
    if len(matrices) < 2 or any(matrix.ndim == 0 for matrix in matrices):
        return total(arguments, keywords)
    left, right = matrices
    rows = left.shape[-2] if left.ndim > 1 else 1
    columns = right.shape[-1] if right.ndim > 1 else 1
    try:
        batch = extent(torch.broadcast_shapes(left.shape[:-2], right.shape[:-2]))
    except RuntimeError:
        return total(arguments, keywords)
    return max(batch * extent((rows, columns)), broadcast(arguments[:1], {}))


def linear(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> float:
    """`F.linear(x, weight, bias)`: (..., inputs) becomes (..., outputs)."""
    words = {name: value for name, value in keywords.items() if name != "bias"}
    return math.prod(extent(each.shape[:-1]) for each in tensors((*arguments[:2], words)))


def summed(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> float:
    """`torch.einsum(equation, ...)`: all products, before any are added up."""
    sizes: dict[str, int] = {}
    equation = next(iter(arguments), "")
    if not isinstance(equation, str):  # indices in lists
        return pairs(arguments, keywords)
    terms = equation.replace(" ", "").partition("->")[0].split(",")
    for term, tensor in zip(terms, tensors(arguments), strict=False):
        letters = term.replace("...", "")
        before = term.partition("...")[0] if "..." in term else letters
        hidden = tensor.ndim - len(letters)
        names = [*before, *(f".{index}" for index in range(hidden, 0, -1))]
        names += letters[len(before) :]
        for name, size in zip(names, tensor.shape, strict=False):
            sizes[name] = max(size, sizes.get(name, 1))
    return extent(sizes.values())


def padded(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> float:
    """`F.pad(x, pad)`: two numbers for each dimension, from the last on."""
    first = next(tensors((*arguments, keywords)), torch.empty(0))
    margins = list(whole_numbers(arguments[1:2] or keywords.get("pad", ())))
    sizes = list(first.shape)[::-1]
    for index in range(min(len(sizes), len(margins) // 2)):
        sizes[index] += abs(margins[2 * index]) + abs(margins[2 * index + 1])
    return extent(sizes)


def on_a_diagonal(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> float:
    """A matrix with the numbers on a diagonal, for each row of them."""
    first = next(tensors((*arguments, keywords)), torch.empty(0))
    numbers = list(whole_numbers((arguments[1:2], keywords.get("diagonal", ()))))
    shift = sum(map(abs, numbers)) + abs(keywords.get("offset", 0))
    side = max(first.shape[-1] if first.ndim else 1, 1) + shift
    return max(extent(first.shape[:-1]) * side * side, extent(first.shape))


def flat_on_a_diagonal(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> float:
    """A matrix with all numbers of a tensor on a diagonal."""
    first = next(tensors((*arguments, keywords)), torch.empty(0))
    shift = sum(map(abs, whole_numbers((arguments[1:2], keywords.get("offset", ())))))
    return (extent(first.shape) + shift) ** 2


def coordinates(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> float:
    """An index for each dimension, of as many elements as there are at most."""
    several = list(tensors((*arguments, keywords)))
    return broadcast(arguments, keywords) * max([1, *(tensor.ndim for tensor in several)])


def in_classes(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> float:
    """`F.one_hot(x, num_classes)`: a row for each number."""
    first = next(tensors((*arguments, keywords)), torch.empty(0))
    classes = max([1, *whole_numbers((arguments[1:2], keywords.get("num_classes", ())))])
    largest = max([0, *whole_numbers(first)]) + 1
    return extent(first.shape) * max(classes, largest)
