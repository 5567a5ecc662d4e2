"""The view "Operations": what torch makes of tensors, and which of their cells made which."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import torch
from torch import Tensor

from core.expressions import parse
from core.foundations.tensors.operation import Operation, written_call
from core.foundations.tensors.operations import OPERATIONS
from core.foundations.tensors.provenance import CHANGES, depends_on, row_of
from core.foundations.tensors.shapes import Shape, drawable_shape, shape_or_none
from core.foundations.tensors.thresholds import Numbers, thresholds
from core.plots.tensors import cell_text
from core.registry import Choose, Config, Pick, Range, Text, setting
from core.torch_message import TorchMessage, warned

MOST_CELLS, MOST_RESULTS = 64, 400
"""Numbers of an input, and of all results, that are drawn."""

RESULT = "result"


def _shape_text(name: str) -> Text:
    return Text(
        "",
        limit=20,
        valid=shape_or_none,
        examples=("3, 2", "3, 4", "2, 2, 3"),
        note=f"For example 2, 3. Empty: the default shape. () makes {name} a single number.",
    )


@dataclass(frozen=True)
class Operating(Config):
    """An operation, the shapes of what goes into it, and the cell of the result that is looked
    at.
    """

    operation: Pick = setting(Choose(OPERATIONS, OPERATIONS.pick("Sum")))
    x_shape: str = setting(_shape_text("x"))
    y_shape: str = setting(_shape_text("y"))
    cell: int = setting(Range(0, MOST_RESULTS - 1, 0, 1))


@dataclass(frozen=True, eq=False)
class Operated:
    """What an operation makes of its inputs.

    Args:
        inputs: by name.
        outputs: by name; empty where torch refuses.
        message, warnings: what torch says then, and what it warns of where it goes on.
    """

    inputs: dict[str, Tensor]
    outputs: dict[str, Tensor]
    message: TorchMessage | None = None
    warnings: tuple[TorchMessage, ...] = ()


def shapes(operating: Operating) -> tuple[Shape, ...]:
    """Of the inputs: those that a reader has typed, or the example's.

    Raises:
        ValueError: a shape has too many numbers.
    """
    own = (operating.x_shape, operating.y_shape)
    texts = [
        text.strip() or usual
        for text, usual in zip(own, operating.operation.choice.shapes, strict=False)
    ]
    return tuple(drawable_shape(text, MOST_CELLS) for text in texts)


def inputs_of(operating: Operating) -> dict[str, Tensor]:
    """The tensors that go into the operation, by name."""
    choice, tensors, start = operating.operation.choice, {}, 0
    for name, shape in zip(_names(operating), shapes(operating), strict=False):
        count = math.prod(shape)
        if choice.counting:
            values = torch.arange(start, start + count)
        elif not tensors:
            values = torch.tensor(mixed(count))
        else:
            values = torch.arange(1, count + 1)
        tensors[name] = values.float().reshape(shape)
        start += count
    return tensors


def _names(operating: Operating) -> tuple[str, ...]:
    """Of the inputs that stand in the call; x always."""
    choice = operating.operation.choice
    if not choice.call or len(choice.names) == 1:
        return choice.names
    expression = parse(call_of(operating), choice.names)
    return choice.names if expression.uses("y") else choice.names[:1]


def mixed(count: int) -> list[int]:
    """So many different whole numbers of either sign, none of them 0, in no order."""
    prime = next(number for number in range(max(count + 1, 7), 200) if _is_prime(number))
    shifted = [5 * (index + 1) % prime - prime // 2 for index in range(count)]
    return [number + (number >= 0) for number in shifted]


def _is_prime(number: int) -> bool:
    return all(number % divisor for divisor in range(2, math.isqrt(number) + 1))


@lru_cache(maxsize=128)
def operated(operating: Operating) -> Operated:
    """What torch makes of the inputs.

    Raises:
        ValueError: the result has more numbers than can be drawn, or is no tensor.
    """
    inputs, choice = inputs_of(operating), operating.operation.choice
    build = partial(choice.build, **dict(operating.operation.arguments))
    result, warnings = warned(_computed, build, inputs)
    if isinstance(result, TorchMessage):
        return Operated(inputs, {}, result)
    if isinstance(result, ValueError):
        raise result
    outputs = _named(result, choice)
    if row_of(list(outputs.values())).numel() > MOST_RESULTS or any(
        output.ndim > 4 for output in outputs.values()
    ):
        raise ValueError(f"the result is too large: {MOST_RESULTS} numbers in 4 dimensions at most")
    return Operated(inputs, outputs, warnings=warnings)


def _computed(build: Callable, inputs: dict[str, Tensor]) -> Tensor | Sequence[Tensor] | ValueError:
    """The result; a reader's own mistake in an expression comes out as such and not as torch's."""
    try:
        return build(**inputs)
    except ValueError as error:
        if str(error).startswith("expression="):
            return error
        raise


def _named(result: Tensor | Sequence[Tensor], choice: Operation) -> dict[str, Tensor]:
    """The tensors of a result by name: `result`, or `values` and `indices`, or `result[0]` ..."""
    if isinstance(result, Tensor):
        return {RESULT: result.detach()}
    names = choice.parts or [f"{RESULT}[{index}]" for index in range(len(result))]
    return {name: part.detach() for name, part in zip(names, result, strict=True)}


def links(operating: Operating) -> dict[str, tuple[tuple[int, ...], ...]]:
    """By input: for each number of the results the cells that made it; nothing where torch
    refuses.
    """
    return _links(operating.replace(cell=0))  # whichever number is looked at


@lru_cache(maxsize=128)
def _links(operating: Operating) -> dict[str, tuple[tuple[int, ...], ...]]:
    if operated(operating).message:
        return {}
    made, compared = _depends(operating), None
    if operating.operation.choice.changes is not CHANGES:
        compared = _depends(operating, CHANGES)
    total = len(next(iter(made.values())))
    for number in range(total):
        if compared and not any(row[number].any() for row in made.values()):
            for name, row in made.items():  # it is a place of a number, found by comparing all
                row[number] = compared[name][number]
    return {
        name: tuple(tuple(row.nonzero().flatten().tolist()) for row in rows)
        for name, rows in made.items()
    }


def _depends(operating: Operating, changes: Sequence[float] = ()) -> dict[str, Tensor]:
    """By input: which numbers of the results depend on which of its cells."""
    choice, inputs = operating.operation.choice, operated(operating).inputs
    changes, numbers = changes or choice.changes, numbers_at(operating)
    return {
        name: depends_on(_built(operating), inputs, name, changes, numbers[name]) for name in inputs
    }


def _built(operating: Operating) -> Callable[..., Any]:
    """The operation with its parameters; takes the inputs by name."""
    return partial(operating.operation.choice.build, **dict(operating.operation.arguments))


@lru_cache(maxsize=128)
def numbers_at(operating: Operating) -> dict[str, Numbers]:
    """By input: the numbers that each of its cells is set to, so that each comparison turns."""
    if operating.operation.choice.changes is not CHANGES:  # it orders cells, and compares none
        return dict.fromkeys(operated(operating).inputs, ())
    inputs = operated(operating).inputs
    return {name: thresholds(_built(operating), inputs, name) for name in inputs}


def changes_at(operating: Operating) -> Sequence[float]:
    """The changes by which the cells that made the chosen number are found."""
    changes = operating.operation.choice.changes
    if changes is CHANGES:
        return changes
    number = chosen(operating)
    return changes if any(row[number].any() for row in _depends(operating).values()) else CHANGES


def clashes(operating: Operating) -> dict[str, tuple[int, ...]]:
    """By input: the dimensions that do not fit, where torch refuses; empty if it is not known."""
    choice, operation = operating.operation.choice, operated(operating)
    if not operation.message:
        return {}
    if choice.clash is None:
        return _told_of(operation)
    dimensions = choice.clash(*shapes(operating))
    return dict(zip(choice.names, map(tuple, dimensions), strict=True))


def _told_of(operation: Operated) -> dict[str, tuple[int, ...]]:
    """The dimension that torch's message names, of the one input that has it."""
    told = re.search(r"\bdimension (\d+)", operation.message.text)
    if told is None or len(operation.inputs) > 1:
        return {}
    ((name, tensor),) = operation.inputs.items()
    return {name: (int(told[1]),)} if int(told[1]) < tensor.ndim else {}


def call_of(operating: Operating) -> str:
    """The call in plain PyTorch: `x.sum(dim=1)`."""
    pick = operating.operation
    if pick.choice.call:
        return written_call(pick.choice.call, dict(pick.arguments))
    named = [f"{name}={value!r}" for name, value in pick.arguments]
    return f"{pick.choice.build.__name__}({', '.join([*pick.choice.names, *named])})"


def chosen(operating: Operating) -> int:
    """The number of the results that is looked at."""
    count = sum(output.numel() for output in operated(operating).outputs.values())
    return min(operating.cell, max(count - 1, 0))


def chosen_cell(operating: Operating) -> tuple[str, int]:
    """The tensor of the results that the chosen number is in, by name, and its position there."""
    position = chosen(operating)
    for name, output in operated(operating).outputs.items():
        if position < output.numel():
            return name, position
        position -= output.numel()
    raise ValueError("there are no numbers in the result")


def made_of(operating: Operating) -> dict[str, int]:
    """By input: how many of its cells made the chosen number; 0 where there is none."""
    number = chosen(operating)
    return {name: len(each[number]) if each else 0 for name, each in links(operating).items()}


MOST_TERMS = 8
"""Cells of an input that are written out."""


def written_out(operating: Operating) -> str:
    """How the cells make the chosen number, with their numbers: "1 + 4 + (−1) = 4"; empty where
    nobody would check it.
    """
    formula, number = operating.operation.choice.formula, chosen(operating)
    cells = [each[number] for each in links(operating).values() if each]
    if formula is None or not cells or not all(0 < len(each) <= MOST_TERMS for each in cells):
        return ""
    operation, (name, position) = operated(operating), chosen_cell(operating)
    tensors = operation.inputs.values()
    numbers = [
        [float(tensor.flatten()[cell]) for cell in each]
        for tensor, each in zip(tensors, cells, strict=True)
    ]
    value = operation.outputs[name].flatten()[position].item()
    terms, result = formula(numbers), cell_text(value)
    return f"{terms} = {result}" if terms != result else ""


def headline(operating: Operating) -> dict[str, float]:
    """The numbers of the view, by the names under which the script prints them; none where torch
    refuses.
    """
    operation = operated(operating)
    numbers: dict[str, float] = {}
    for name, output in operation.outputs.items():
        numbers |= {f"{name}: size of dim {dim}": size for dim, size in enumerate(output.shape)}
        values = output.flatten().tolist()
        numbers |= {f"{name}: number {index}": float(value) for index, value in enumerate(values)}
    if not numbers:
        return {}
    return numbers | {f"cells of {name}": count for name, count in made_of(operating).items()}
