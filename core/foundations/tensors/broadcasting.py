"""Broadcasting: which shapes fit, which dimensions are stretched, and what torch makes of them.

Shapes are aligned from the right. In each column the sizes have to be equal, or 1, or not there; a
size of 1 is stretched to the other, and so is one that is not there.
https://pytorch.org/docs/stable/notes/broadcasting.html
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import zip_longest

import torch
from torch import Tensor
from torch.nn import functional as F

from core.foundations.tensors.shapes import Shape, shape_of, shape_or_none
from core.registry import Choice, Choose, Config, Pick, Registry, Text, setting
from core.torch_message import TorchMessage, warned

NAMES = ("a", "b", "c")

MOST_ELEMENTS = 400
"""Of a result that is drawn."""


@dataclass(frozen=True, eq=False)
class Combination(Choice):
    """What is made of the tensors; `build` takes two of them.

    Args:
        sign: stands between them where there is one.
        takes: of how many tensors it is made at most.
        factors: by which the tensors count up. With 10, 1 and 100 the digits of a sum tell where
            they come from.
        reduce: makes one number of all elements, where that is the result.
    """

    sign: str = ""
    takes: int = len(NAMES)
    factors: tuple[int, ...] = (1, 1, 1)
    reduce: Callable[[Tensor, Tensor], Tensor] | None = None


def _squared_errors(prediction: Tensor, target: Tensor) -> Tensor:
    return F.mse_loss(prediction, target, reduction="none")


COMBINATIONS = Registry(
    "operation",
    {
        "Add": Combination(torch.add, code="torch.add", sign="+", factors=(10, 1, 100)),
        "Subtract": Combination(torch.sub, code="torch.sub", sign="-"),
        "Multiply": Combination(torch.mul, code="torch.mul", sign="*"),
        "Compare": Combination(torch.eq, code="torch.eq", sign="==", takes=2),
        "MSE loss": Combination(_squared_errors, code="F.mse_loss", takes=2, reduce=F.mse_loss),
    },
)
"""What tensors are combined by. To add one, add an entry."""


@dataclass(frozen=True)
class Shapes(Config):
    """The shapes that a reader sets, and what is made of them."""

    shape_a: str = setting(
        Text("3, 1", limit=20, valid=shape_of, examples=("4, 1", "2, 3, 4", "()", "1"))
    )
    shape_b: str = setting(
        Text("3", limit=20, valid=shape_of, examples=("4", "3, 1", "2, 1", "2, 1, 4"))
    )
    shape_c: str = setting(
        Text(
            "",
            limit=20,
            valid=shape_or_none,
            examples=("2, 1, 1", "5"),
            note="Leave it empty for none.",
        )
    )
    combination: Pick = setting(Choose(COMBINATIONS, COMBINATIONS.pick("Add")))

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """Those that count, (2 or 3)."""
        texts = (self.shape_a, self.shape_b, self.shape_c)[: self.combination.choice.takes]
        return tuple(shape_of(text) for text in texts if text.strip())


@dataclass(frozen=True)
class Column:
    """One dimension of the result.

    Args:
        sizes: of the tensors, from the first on; None where a shape is too short.
        size: of the result; None where they do not fit.
    """

    sizes: tuple[int | None, ...]
    size: int | None

    @property
    def stretched(self) -> tuple[bool, ...]:
        """Which of the tensors repeat their numbers along this dimension."""
        if self.size is None:
            return (False,) * len(self.sizes)
        return tuple((1 if size is None else size) != self.size for size in self.sizes)

    @property
    def invented(self) -> tuple[bool, ...]:
        """Which of the tensors do not have this dimension, so that it is put before theirs."""
        return tuple(size is None for size in self.sizes)


def columns(shapes: Sequence[Shape]) -> tuple[Column, ...]:
    """The dimensions of the result, from the left; the shapes are aligned from the right."""
    from_the_right = zip_longest(*(reversed(shape) for shape in shapes))
    return tuple(Column(sizes, _common(sizes)) for sizes in from_the_right)[::-1]


def _common(sizes: Sequence[int | None]) -> int | None:
    """The size to which all are stretched: that of those which are not 1; None if they differ."""
    others = {size for size in sizes if size not in (None, 1)} or {1}
    return others.pop() if len(others) == 1 else None


@dataclass(frozen=True, eq=False)
class Stretched:
    """A tensor as it takes part.

    Args:
        tensor: itself.
        values: stretched to the shape of the result, by torch's `expand`: no number is copied.
        sources: of each element of the result the one of the tensor that it is made of, as an index
            in row-major order; of the shape of the result.
        own: which elements of `values` are the tensor's own and not a repetition.
    """

    tensor: Tensor
    values: Tensor
    sources: Tensor
    own: Tensor


@dataclass(frozen=True, eq=False)
class Broadcast:
    """What torch made of some tensors.

    Args:
        tensors: the operands, each counting up from 0.
        columns: their shapes, aligned.
        result: element by element, or what torch raised.
        loss: the one number that is made of it, where there is one.
        warnings: what torch warned of.
        stretched: the operands as they take part; empty where they do not fit.
    """

    tensors: tuple[Tensor, ...]
    columns: tuple[Column, ...]
    result: Tensor | TorchMessage
    loss: Tensor | None
    warnings: tuple[TorchMessage, ...]
    stretched: tuple[Stretched, ...]

    @property
    def fits(self) -> bool:
        return isinstance(self.result, Tensor)

    @property
    def clashes(self) -> tuple[int, ...]:
        """The columns that do not fit, from the left."""
        return tuple(index for index, each in enumerate(self.columns) if each.size is None)


def counting(shape: Shape, factor: int = 1) -> Tensor:
    """0, 1, 2 ... times the factor, in this shape; float32."""
    return factor * torch.arange(float(math.prod(shape))).reshape(shape)


@lru_cache(maxsize=64)
def broadcast(shapes: Shapes) -> Broadcast:
    """Combines the tensors that a reader has set.

    Raises:
        ValueError: the result would be too large to be drawn.
    """
    choice, sizes = shapes.combination.choice, shapes.shapes
    aligned = columns(sizes)
    elements = math.prod(column.size or 1 for column in aligned)
    if elements > MOST_ELEMENTS:
        raise ValueError(
            f"result={elements:,} elements must be at most {MOST_ELEMENTS}: choose smaller shapes"
        )
    factors = choice.factors
    tensors = tuple(counting(shape, factor) for shape, factor in zip(sizes, factors, strict=False))
    result, warnings = warned(reduce, shapes.combination.build, tensors)
    fits = isinstance(result, Tensor)
    loss = None
    if fits and choice.reduce:
        loss, warnings = warned(choice.reduce, *tensors)
    stretched = tuple(stretch(tensor, result.shape) for tensor in tensors) if fits else ()
    return Broadcast(tensors, aligned, result, loss, warnings, stretched)


def stretch(tensor: Tensor, shape: Shape) -> Stretched:
    """A tensor stretched to a shape that it fits."""
    index = torch.arange(tensor.numel()).reshape(tensor.shape)
    values, sources = tensor.expand(shape), index.expand(shape)
    own = torch.ones(tuple(shape), dtype=torch.bool)
    for dimension, stride in enumerate(values.stride()):
        if stride == 0 and shape[dimension] > 1:
            own.narrow(dimension, 1, shape[dimension] - 1).fill_(False)
    return Stretched(tensor, values, sources, own)


def headline(shapes: Shapes) -> dict[str, float]:
    """The numbers of the view; none where torch refuses.

    Raises:
        ValueError: the result is more than can be drawn.
    """
    result = broadcast(shapes)
    if not result.fits:
        return {}
    if result.loss is not None:
        return {"pairs": result.result.numel(), "loss": float(result.loss)}
    numbers = {"dimensions": result.result.dim()}
    numbers |= {f"size of dim {dim}": size for dim, size in enumerate(result.result.shape)}
    values = result.result.flatten().tolist()
    return numbers | {f"number {index}": float(value) for index, value in enumerate(values)}
