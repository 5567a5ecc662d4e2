"""A list of layers as a reader writes it, a layer a line, read without running anything."""

import ast
from dataclasses import dataclass
from typing import Any

from core.models.layers import LAYERS
from core.parsing import parse_python
from core.registry import unknown

MOST_LINES = 40
LONGEST_LINE = 160
LARGEST = 100_000
"""No number in a line may be larger, up or down."""

WORDS = ("same", "valid", "zeros", "reflect", "replicate", "circular", "none", "tanh")
"""Texts that arguments of layers can be."""

NOT_TAKEN = ("device", "dtype")


@dataclass(frozen=True)
class Call:
    """A line that was understood.

    Args:
        number: of the line, from 1.
        text: as it was written.
        name: of the layer.
        values: its arguments in their order.
        named: its arguments by name, in pairs.
    """

    number: int
    text: str
    name: str
    values: tuple[Any, ...] = ()
    named: tuple[tuple[str, Any], ...] = ()

    @property
    def code(self) -> str:
        """The layer as it stands in a script: `nn.Linear(784, 10)`."""
        parts = [*map(repr, self.values), *(f"{name}={value!r}" for name, value in self.named)]
        return f"{LAYERS[self.name].code or self.name}({', '.join(parts)})"

    @property
    def arguments(self) -> dict[str, Any]:
        """All of its arguments by name, those at torch's defaults left out."""
        return LAYERS[self.name].arguments(self.values, dict(self.named))


class LineMistake(ValueError):
    """A line that cannot be read as a layer. The text says why, without the line itself."""

    def __init__(self, number: int, text: str, reason: str):
        super().__init__(f"line {number}, {text[:LONGEST_LINE]!r}: {reason}")
        self.number, self.text, self.reason = number, text, reason


def read(layers: str) -> tuple[Call, ...]:
    """The layers of a text. Empty lines and comments behind `#` count for nothing.

    Raises:
        LineMistake: a line is no layer of `LAYERS` with plain numbers for arguments.
        ValueError: there are none, or too many.
    """
    return tuple(read_line(number, text) for number, text in lines(layers))


def lines(layers: str) -> list[tuple[int, str]]:
    """The lines of a text that are to be layers, each with its number, from 1.

    Raises:
        ValueError: there are none, or too many.
    """
    result = [
        (number, text)
        for number, line in enumerate(layers.splitlines(), 1)
        if (text := line.partition("#")[0].strip().rstrip(",").strip())
    ]
    if not result:
        raise ValueError("layers is empty: write a layer a line, such as Flatten()")
    if len(result) > MOST_LINES:
        raise ValueError(f"layers has {len(result)} lines, and {MOST_LINES} are allowed")
    return result


def read_line(number: int, text: str) -> Call:
    """One layer; raises as `read`."""
    try:
        if len(text) > LONGEST_LINE:
            raise ValueError(f"it is longer than {LONGEST_LINE} characters")
        name, values, named = _call(text)
        call = Call(number, text, name, values, named)
        LAYERS[name].arguments(values, dict(named))
    except TypeError as error:
        raise LineMistake(number, text, f"{name}: {error}") from None
    except (ValueError, MemoryError, RecursionError) as error:
        raise LineMistake(number, text, str(error)) from None
    return call


def _call(text: str) -> tuple[str, tuple[Any, ...], tuple[tuple[str, Any], ...]]:
    """Name and arguments of a call."""
    try:
        node = parse_python(text, mode="eval").body
    except SyntaxError:
        raise ValueError("it is not a layer as Python writes it, such as Linear(784, 10)") from None
    if isinstance(node, ast.Name | ast.Attribute):
        raise ValueError(f"write it with brackets: {text}()")
    if not isinstance(node, ast.Call):
        raise ValueError("it is not a layer, such as Linear(784, 10)")
    name = _name(node.func)
    values = tuple(_value(argument) for argument in node.args)
    named = tuple((str(word.arg), _value(word.value)) for word in node.keywords)
    for argument, _ in named:
        if argument in NOT_TAKEN:
            raise ValueError(f"{argument} is not for you to set here: leave it out")
    return name, values, named


def _name(node: ast.expr) -> str:
    """The layer that is called, with or without `nn.` and `torch.nn.` before it."""
    name = ast.unparse(node).removeprefix("torch.").removeprefix("nn.")
    if name not in LAYERS:
        raise ValueError(unknown("layer", name, tuple(LAYERS)))
    return name


def _value(node: ast.expr) -> Any:
    """A plain number, word or tuple of numbers."""
    match node:
        case ast.Constant(value=bool() | None as value):
            return value
        case ast.Constant(value=int() | float() as value) if abs(value) <= LARGEST:
            return value
        case ast.Constant(value=str() as value) if value in WORDS:
            return value
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)) if (
            abs(value) <= LARGEST
        ):
            return -value
        case ast.Tuple(elts=parts) | ast.List(elts=parts) if len(parts) <= 3:
            return tuple(_value(part) for part in parts)
        case ast.Constant(value=int() | float()):
            raise ValueError(f"{ast.unparse(node)[:20]} is too large: {LARGEST:,} is the most")
    raise ValueError(f"{ast.unparse(node)[:40]} must be a number")
