"""What a reader's program consists of: statements, each at a line."""

import ast
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Statement:
    """One line of a program.

    Args:
        line: its index among the lines of the program.
    """

    line: int


@dataclass(frozen=True)
class Assign(Statement):
    """`y = w * x`, or `q, r = x.unbind()`: names get values."""

    names: tuple[str, ...]
    value: ast.expr = field(compare=False)


@dataclass(frozen=True)
class Change(Statement):
    """`x += 1`: a name's tensor is changed in place, by the operation `operation`."""

    name: str
    operation: type[ast.operator]
    value: ast.expr = field(compare=False)


@dataclass(frozen=True)
class SetItem(Statement):
    """`x[0] = 1`, or `x[0] += 1`: a part of a tensor is changed in place."""

    target: ast.Subscript = field(compare=False)
    operation: type[ast.operator] | None
    value: ast.expr = field(compare=False)


@dataclass(frozen=True)
class SetAttribute(Statement):
    """`x.grad = None`, `x.requires_grad = True`."""

    name: str
    attribute: str
    value: bool | None


@dataclass(frozen=True)
class Do(Statement):
    """`x.add_(1)`: something is done, and what comes of it has no name."""

    value: ast.expr = field(compare=False)


@dataclass(frozen=True)
class Block(Statement):
    """A line that ends in a colon, and the lines within it."""

    body: tuple[Statement, ...]


@dataclass(frozen=True)
class If(Block):
    """`if test:`; `otherwise` is what stands under `elif` and `else`."""

    test: ast.expr = field(compare=False)
    otherwise: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class While(Block):
    """`while test:`."""

    test: ast.expr = field(compare=False)


@dataclass(frozen=True)
class For(Block):
    """`for name in range(count):`."""

    name: str
    count: ast.expr = field(compare=False)


@dataclass(frozen=True)
class With(Block):
    """`with torch.no_grad():`; `mode` is a key of MODES."""

    mode: str
