"""What an operation of the registry says of itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from torch import Tensor

from core.expressions import parse
from core.foundations.tensors.provenance import CHANGES
from core.registry import Choice, Spec

Shape = tuple[int, ...]
Clash = Callable[[Shape, Shape], tuple[Sequence[int], Sequence[int]]]
"""The dimensions of x and of y that do not fit each other."""

Formula = Callable[[Sequence[Sequence[float]]], str]
"""Takes the numbers of the cells that made a number, a list for each input."""

NAMES = ("x", "y")
"""What the inputs are called."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Operation(Choice):
    """Something torch makes of one tensor or of two. `build` takes `x`, `y` where there are two,
    and the parameters as keywords.

    Args:
        call: the call in plain PyTorch; the parameters' names in braces stand for what is set.
        shapes: of the inputs at first, as many as it takes.
        counting: whether the cells of x count up from 0, so that one sees where each goes; by
            default they are small numbers of either sign.
        changes: by which a cell is changed to see what it makes.
        clash: which dimensions of two inputs do not fit, where torch refuses them.
        parts: what the tensors of the result are called, where there are several.
        rule: how one finds the shape of the result.
        formula: writes out how the cells of the inputs make a number, where a reader can check it.
    """

    call: str = ""
    shapes: tuple[str, ...] = ("2, 3",)
    counting: bool = False
    changes: Sequence[float] = CHANGES
    clash: Clash | None = None
    parts: tuple[str, ...] = ()
    rule: str = ""
    formula: Formula | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Of the inputs."""
        return NAMES[: len(self.shapes)]


def operation(
    call: str, note: str, parameters: Mapping[str, Spec] | None = None, **fields: Any
) -> Operation:
    """An entry whose call is computed as it is written.

    Args:
        call: in terms of x, of y if there are two shapes, and of the parameters in braces.
        fields: as in `Operation`.
    """

    def build(x: Tensor, y: Tensor | None = None, **arguments: Any) -> Tensor | tuple[Tensor, ...]:
        tensors = {"x": x} if y is None else {"x": x, "y": y}
        return parse(written_call(call, arguments), tuple(tensors)).value(tensors)

    return Operation(build, parameters or {}, note, code=call, call=call, **fields)


def written_call(call: str, arguments: Mapping[str, Any]) -> str:
    """A call with its arguments: `x.sum(dim=1)`."""
    texts = {name: _written(value) for name, value in arguments.items()}
    return call.format(**texts)


def _written(value: Any) -> str:
    """An argument as one writes it; a whole number without a point."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def broadcast_clash(x: Shape, y: Shape) -> tuple[list[int], list[int]]:
    """The dimensions, counted from the right, that differ and of which neither is 1."""
    steps = range(1, min(len(x), len(y)) + 1)
    apart = [step for step in steps if x[-step] != y[-step] and 1 not in (x[-step], y[-step])]
    return [len(x) - step for step in apart], [len(y) - step for step in apart]


def product_clash(x: Shape, y: Shape) -> tuple[list[int], list[int]]:
    """The last dimension of x and the rows of y, where they are not of one size."""
    if not x or not y:
        return list(range(len(x))), list(range(len(y)))
    rows = max(len(y) - 2, 0)
    return ([len(x) - 1], [rows]) if x[-1] != y[rows] else ([], [])


def same_clash(x: Shape, y: Shape) -> tuple[list[int], list[int]]:
    """The dimensions in which two shapes differ."""
    apart = [dim for dim, sizes in enumerate(zip(x, y, strict=False)) if len(set(sizes)) > 1]
    return apart + list(range(len(y), len(x))), apart + list(range(len(x), len(y)))
