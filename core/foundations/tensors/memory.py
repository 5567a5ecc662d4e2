"""Memory: in which cells a tensor's numbers lie, read from the tensors themselves.

A tensor is a storage, which is a row of cells, and a way to walk through it: where to begin (its
offset) and how many cells to go on for one step along each dimension (its strides). Operations that
change the way alone share the storage; others copy the numbers into one of their own.
"""

import ast
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from core.expressions import Mistake, parse
from core.foundations.tensors.shapes import Shape, drawable_shape, shape_of
from core.parsing import parse_python
from core.registry import Config, Range, Text, setting
from core.torch_message import RAISED, TorchMessage, caught, message_of

MOST_CELLS = 36
"""Of the tensor that a chain starts from; each is drawn."""

MOST_ELEMENTS = 120
"""Of a tensor in the chain."""

MOST_STEPS = 5

NAME, LAST = "x", "y"
"""Of the tensor that a chain starts from, and of the one before an operation."""


def _shape(text: str) -> None:
    drawable_shape(text, MOST_CELLS)


def _chain(text: str) -> None:
    count = len(prefixes(parse(text, (NAME,)).code))
    if count > MOST_STEPS + 1:
        raise ValueError(
            f"chain={text[:40]!r} must have at most {MOST_STEPS} steps, not {count - 1}"
        )


def index_of(text: str) -> tuple[int, ...]:
    """The index of an element that a text such as `0, 1` is.

    Raises:
        ValueError: it is none.
    """
    if not re.fullmatch(r"\s*(-?\d{1,3}\s*(,\s*-?\d{1,3}\s*){0,5},?)?\s*", text):
        raise ValueError(f"index={text[:40]!r} must be whole numbers with commas between them")
    return tuple(int(number) for number in re.findall(r"-?\d+", text))


@dataclass(frozen=True)
class Chain(Config):
    """A tensor `x` that counts up from 0, a chain of operations on it, and what is written into
    the result: nothing while `write_at` is empty.
    """

    base: str = setting(Text("2, 3", limit=20, valid=_shape, examples=("3, 4", "6", "2, 2, 3")))
    chain: str = setting(
        Text(
            "x.T",
            limit=100,
            valid=_chain,
            examples=("x[..., ::2]", "x.T.reshape(-1)", "x.T.contiguous()", "x.flatten().clone()"),
        )
    )
    write_at: str = setting(
        Text("", limit=20, valid=index_of, note="Leave it empty to write nothing.")
    )
    written: int = setting(Range(-999, 999, 99, 1))


@dataclass(frozen=True, eq=False)
class Step:
    """A tensor of the chain.

    Args:
        code: the expression that makes it from `x`.
        tensor: itself, after what was written; or what torch raised.
        buffer: the number of its storage among those of the chain; -1 of an error.
        path: the cells of that storage in the order in which the tensor reads them.
        changed: which of its elements what was written has changed, in the same order.
    """

    code: str
    tensor: Tensor | TorchMessage
    buffer: int = -1
    path: tuple[int, ...] = ()
    changed: tuple[bool, ...] = ()

    @property
    def fits(self) -> bool:
        return isinstance(self.tensor, Tensor)

    @property
    def shares(self) -> bool:
        """Whether it has the storage of `x`."""
        return self.buffer == 0


@dataclass(frozen=True, eq=False)
class Buffer:
    """A storage.

    Args:
        values: of all its cells, after what was written.
        changed: which of them that has changed.
    """

    values: tuple[float, ...]
    changed: tuple[bool, ...]


@dataclass(frozen=True, eq=False)
class Memory:
    """A chain of tensors with their storages, that of `x` first, and what torch raised when
    something was to be written.
    """

    steps: tuple[Step, ...]
    buffers: tuple[Buffer, ...]
    refused: TorchMessage | None = None

    @property
    def last(self) -> Step:
        return self.steps[-1]


def prefixes(code: str) -> tuple[str, ...]:
    """`x`, and the chain's expression after each of its operations: `x`, `x.T`, `x.T.view(6)`.

    What is no chain on `x` is a single step, whatever it consists of.
    """
    nodes, node = [], parse_python(code, mode="eval").body
    while not isinstance(node, ast.Name):
        if (inner := _inner(node)) is None:
            return (NAME, code)
        nodes.append(node)
        node = inner
    return (NAME, *map(ast.unparse, reversed(nodes)))


def _inner(node: ast.expr) -> ast.expr | None:
    """What an operation of a chain is applied to; None of what is no such operation."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="torch" | "F"))):
            return None
        case ast.Call(func=ast.Attribute(value=inner)):
            return inner
        case ast.Attribute(value=inner) | ast.Subscript(value=inner):
            return inner
    return None


@lru_cache(maxsize=64)
def memory(chain: Chain) -> Memory:
    """Computes the chain, writes into its result what is to be written, and reads what lies where.

    Raises:
        ValueError: the chain's result is no tensor, or too large to be drawn.
    """
    tensors, message = [], None
    for code, tensor in _computed(chain):
        if isinstance(tensor, TorchMessage):
            message = Step(code, tensor)
            break
        tensors.append((code, tensor))
    storages = {tensor.untyped_storage().data_ptr(): storage(tensor) for _, tensor in tensors}
    before = {pointer: cells.tolist() for pointer, cells in storages.items()}
    refused = None
    if chain.write_at.strip() and message is None:
        refused = caught(_write, tensors[-1][1], index_of(chain.write_at), chain.written)
    changed = {
        pointer: tuple(old != new for old, new in zip(before[pointer], cells.tolist(), strict=True))
        for pointer, cells in storages.items()
    }
    steps = tuple(_step(code, tensor, changed) for code, tensor in tensors)
    buffers = tuple(
        Buffer(tuple(cells.tolist()), changed[pointer]) for pointer, cells in storages.items()
    )
    return Memory(steps if message is None else (*steps, message), buffers, refused)


def _computed(chain: Chain) -> Iterator[tuple[str, Tensor | TorchMessage]]:
    """The chain's tensors, each made from the one before: so a copy is made once. What gives
    several, such as `x.max(0)`, is one operation with the next, which takes one of them.
    """
    tensor = first = start(shape_of(chain.base))
    before, *codes = prefixes(parse(chain.chain, (NAME,)).code)
    yield before, tensor
    for code in codes:
        step = LAST + code.removeprefix(before) if code.startswith(before) else code
        result = _value(step, {NAME: first, LAST: tensor})
        if not isinstance(result, Tensor | TorchMessage):
            if code == codes[-1]:
                raise ValueError(f"chain={code!r} must give one tensor: choose one, such as [0]")
            continue
        before, tensor = code, result
        if isinstance(tensor, Tensor) and max(tensor.numel(), _cells(tensor)) > MOST_ELEMENTS:
            raise ValueError(f"chain={code!r} must give at most {MOST_ELEMENTS} elements")
        if _is_cut_up(tensor, first):
            raise ValueError(f"chain={code!r} must keep the size of a number: it is a cell here")
        yield code, tensor


def _is_cut_up(tensor: Tensor | TorchMessage, first: Tensor) -> bool:
    """Whether a tensor reads the memory of `first` in numbers of another size."""
    if not isinstance(tensor, Tensor) or tensor.element_size() == first.element_size():
        return False
    return tensor.untyped_storage().data_ptr() == first.untyped_storage().data_ptr()


def _value(code: str, tensors: dict[str, Tensor]) -> Tensor | TorchMessage:
    try:
        return parse(code, tuple(tensors)).value(tensors)
    except Mistake:
        raise
    except RAISED as error:
        return message_of(error)


def start(shape: Shape) -> Tensor:
    """0, 1, 2 ... in this shape; int64."""
    return torch.arange(math.prod(shape)).reshape(shape)


def _write(tensor: Tensor, index: tuple[int, ...], value: int) -> None:
    tensor[index] = value


def _step(code: str, tensor: Tensor, changed: dict[int, tuple[bool, ...]]) -> Step:
    pointer, cells = tensor.untyped_storage().data_ptr(), path(tensor)
    own = tuple(changed[pointer][cell] for cell in cells)
    return Step(code, tensor, list(changed).index(pointer), cells, own)


def storage(tensor: Tensor) -> Tensor:
    """All cells of a tensor's storage, (cells,): a view, which shows what is written later."""
    return tensor.as_strided((_cells(tensor),), (1,), 0)


def path(tensor: Tensor) -> tuple[int, ...]:
    """The cells of its storage in the order in which a tensor reads them: the number that a probe
    of the same strides and the same offset finds there.
    """
    cells = torch.arange(_cells(tensor))
    return tuple(
        cells.as_strided(tensor.shape, tensor.stride(), tensor.storage_offset()).flatten().tolist()
    )


def _cells(tensor: Tensor) -> int:
    return tensor.untyped_storage().nbytes() // tensor.element_size()


def headline(chain: Chain) -> dict[str, float]:
    """The numbers of the view, of `x` and of the last tensor that the chain makes.

    Raises:
        ValueError: the chain gives no tensor, or more than can be drawn.
    """
    result = memory(chain)
    first, last = result.steps[0], next(step for step in reversed(result.steps) if step.fits)
    numbers = _way("x", first.tensor) | _way("y", last.tensor)
    numbers["shared memory"] = int(last.shares)
    if chain.write_at.strip() and result.refused is None and result.last.fits:
        numbers |= {"changed in x": sum(first.changed), "changed in y": sum(last.changed)}
    return numbers


def _way(name: str, tensor: Tensor) -> dict[str, float]:
    strides = {f"{name} stride of dim {dim}": each for dim, each in enumerate(tensor.stride())}
    contiguous = {f"{name} contiguous": int(tensor.is_contiguous())}
    return {f"{name} offset": tensor.storage_offset()} | strides | contiguous
