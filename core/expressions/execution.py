"""A program at work, line by line."""

import ast
import operator
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from typing import Any

from torch import Tensor

from core.expressions import actions, work
from core.expressions.evaluation import Evaluation
from core.expressions.indices import indexed
from core.expressions.mistakes import Mistake
from core.expressions.programs import Program
from core.expressions.statements import (
    Assign,
    Change,
    Do,
    For,
    If,
    SetAttribute,
    SetItem,
    Statement,
    While,
    With,
)
from core.expressions.work import Budget

LONGEST = 64
"""Items of a list that a name may stand for."""

MOST, ALL = 1024, 10_000
"""Elements of a tensor, and of all together: who follows a program copies them after each line."""

STEPS = 60
"""Lines that a program may run, those of a loop each time."""

COUNT = 20
"""Rounds of a loop."""

IN_PLACE = {
    ast.Add: operator.iadd,
    ast.Sub: operator.isub,
    ast.Mult: operator.imul,
    ast.Div: operator.itruediv,
    ast.FloorDiv: operator.ifloordiv,
    ast.Mod: operator.imod,
    ast.Pow: operator.ipow,
}


class Execution:
    """A run of a program.

    Attributes:
        names: all variables by name, as they are now.
        line: the index of the line that runs, or has run last; -1 before the first.
    """

    def __init__(self, program: Program, values: Mapping[str, Any]):
        self.program = program
        self.names: dict[str, Any] = dict(values)
        self.line = -1
        self.steps = 0
        self._evaluation = Evaluation(self.names, Budget(MOST, ALL))

    def run(self) -> Iterator[int]:
        """Runs the program; yields the index of each line once it has run.

        Raises:
            ValueError: in one line, what of it would be too much or cannot be done.
            Exception: torch's own, as torch raises it, where torch refuses an operation.
        """
        yield from self._block(self.program.statements)

    def _block(self, statements: tuple[Statement, ...]) -> Iterator[int]:
        for statement in statements:
            self._begin(statement)
            try:
                yield from self._statement(statement)
            except Mistake as mistake:
                text = self.program.lines[self.line].strip()
                is_named = str(mistake).startswith("line=")
                raise mistake if is_named else mistake.named("line", text) from None

    def _begin(self, statement: Statement) -> None:
        self.line = statement.line
        self.steps += 1
        if self.steps > STEPS:
            raise Mistake(f"takes the program beyond {STEPS} steps: does its loop end?").named(
                "line", self.program.lines[self.line].strip()
            )

    def _statement(self, statement: Statement) -> Iterator[int]:
        match statement:
            case If(body=body, otherwise=otherwise, test=test):
                holds = self._truth(test)
                yield self.line
                yield from self._block(body if holds else otherwise)
            case While(body=body, test=test):
                yield from self._while(statement, body, test)
            case For(body=body, name=name, count=count):
                yield from self._for(statement, body, name, self._whole(count))
            case With(body=body, mode=mode):
                yield self.line
                yield from self._within(body, mode)
            case _:
                self._do(statement)
                yield self.line

    def _within(self, body: tuple[Statement, ...], mode: str) -> Iterator[int]:
        """A block in a mode of autograd. The mode is left while the caller looks at a line: it is
        of this thread, and whoever listens does things of their own.
        """
        runs = self._block(body)
        while True:
            with actions.MODES.get(mode, nullcontext)():
                line = next(runs, None)
            if line is None:
                return
            yield line

    def _while(self, statement: Statement, body: tuple, test: ast.expr) -> Iterator[int]:
        while self._truth(test):
            yield statement.line
            yield from self._block(body)
            self._begin(statement)
        yield statement.line

    def _for(self, statement: Statement, body: tuple, name: str, count: int) -> Iterator[int]:
        if count > COUNT:
            raise Mistake(f"goes round {count} times, and {COUNT} are allowed")
        for index in range(count):
            self.line = statement.line
            self.names[name] = index
            yield self.line
            yield from self._block(body)

    def _do(self, statement: Statement) -> None:
        """A statement that has no others in it."""
        match statement:
            case Assign(names=names, value=ast.Starred(value=value)):
                self._unpack(names, self._value(value))
            case Assign(names=(name,), value=value):
                self.names[name] = _storable(self._value(value))
            case Change(name=name, operation=operation, value=value):
                self.names[name] = self._changed(name, operation, self._value(value))
            case SetItem(target=target, operation=operation, value=value):
                self._set_item(target, operation, self._value(value))
            case SetAttribute(name=name, attribute=attribute, value=value):
                setattr(self._tensor(name), attribute, value)
            case Do(value=value):
                self._value(value)

    def _unpack(self, names: tuple[str, ...], values: Any) -> None:
        if not isinstance(values, tuple | list) or len(values) != len(names):
            count = len(values) if isinstance(values, tuple | list) else 1
            raise Mistake(f"sets {len(names)} names, and there are {count} values")
        self.names.update(zip(names, map(_storable, values), strict=True))

    def _changed(self, name: str, operation: type[ast.operator], other: Any) -> Any:
        """`name += other`: in place for a tensor."""
        value = self._evaluation.named(name)
        if not isinstance(value, Tensor):
            node = ast.BinOp(ast.Name(name), operation(), ast.Constant(other))
            return self._evaluation.value(node)
        self._evaluation.budget.spend(work.broadcast((value, other), {}))
        return IN_PLACE[operation](value, other)

    def _set_item(
        self, target: ast.Subscript, operation: type[ast.operator] | None, value: Any
    ) -> None:
        """`tensor[index] = value`, and `tensor[index] += value` as Python does it: the part is
        changed in place, and then set to itself.
        """
        tensor, index = map(self._evaluation.value, (target.value, target.slice))
        if not isinstance(tensor, Tensor):
            raise Mistake("sets a part of something that is no tensor")
        if not isinstance(value, Tensor | int | float | list | tuple):
            raise Mistake("sets a part of a tensor to something that is neither tensor nor number")
        self._evaluation.budget.spend(indexed(tensor, index))
        if operation is not None:
            value = IN_PLACE[operation](tensor[index], value)
        tensor[index] = value

    def _value(self, node: ast.expr) -> Any:
        if actions.is_action(node):
            return actions.run(node, self._evaluation.value)
        return self._evaluation.value(node)

    def _tensor(self, name: str) -> Tensor:
        value = self._evaluation.named(name)
        if not isinstance(value, Tensor):
            raise Mistake(f"sets an attribute of {name}, which is no tensor")
        return value

    def _truth(self, node: ast.expr) -> bool:
        """Whether a test holds; torch refuses to say it of a tensor with several elements."""
        return bool(self._value(node))

    def _whole(self, node: ast.expr) -> int:
        value = self._value(node)
        if isinstance(value, Tensor) and value.numel() == 1 and not value.is_floating_point():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise Mistake("counts by something that is no whole number")
        return value


def _storable(value: Any) -> Any:
    """A value that a name may stand for. A list of lists is none: it could grow without end, each
    line doubling it.
    """
    if isinstance(value, tuple | list):
        is_flat = all(isinstance(item, Tensor | int | float) for item in value)
        if not is_flat or len(value) > LONGEST:
            raise Mistake(
                "sets a name to a list of lists, or to a long one: a tensor holds numbers"
            )
    elif isinstance(value, slice | str):
        raise Mistake("sets a name to something that is neither a tensor nor a number")
    return value
