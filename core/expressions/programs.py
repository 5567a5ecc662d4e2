"""A reader's program of a few lines of PyTorch, read safely: assignments, operations in place,
`if`, `while`, `for`, and `with torch.no_grad():`.

As with an expression, the text is never run. It is cut into lines; each line has one of a few
forms, and what is an expression in it goes through the same checks as any other. What a line does
is then done by functions of this project (`execution`), and every program ends after a number of
steps.
"""

import ast
import builtins
import keyword
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from core.expressions import forms
from core.expressions.actions import FUNCTIONS, MODES, is_action, names_in, parts_of
from core.expressions.grammar import Grammar
from core.expressions.mistakes import Mistake
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
from core.expressions.tokens import TYPOGRAPHY, check_tokens, tree

LIMIT = 600
"""Characters of a program."""

LINES = 24
DEEPEST = 4
"""Blocks in each other."""

INPUTS = 3
"""Names that a program may use and does not set."""

OUTPUT = "output"
"""The name of what the last line gives, where that is an expression alone."""

RESERVED = frozenset(
    [*keyword.kwlist, *dir(builtins), *FUNCTIONS, "torch", "F", "show", "count_nodes"]
)
"""Names that a program may not set: the script around it uses some of them."""

OPERATIONS = {
    "+": ast.Add, "-": ast.Sub, "*": ast.Mult, "/": ast.Div, "**": ast.Pow, "%": ast.Mod,
    "//": ast.FloorDiv,
}  # fmt: skip


@dataclass(frozen=True)
class Program:
    """What a reader wrote.

    Args:
        text: as it was written.
        lines: the same line by line, each indented by four spaces a block.
        inputs: the names that it uses and does not set.
        statements: what it does.
        actions: whether it may call `backward` and the like.
    """

    text: str
    lines: tuple[str, ...]
    inputs: tuple[str, ...]
    statements: tuple[Statement, ...] = field(compare=False, repr=False)
    actions: bool = False

    @property
    def code(self) -> str:
        """The program in plain PyTorch."""
        return "\n".join(self.lines)


@dataclass(frozen=True)
class _Line:
    """A line of the text: its index among those that are not empty, its depth and its statement."""

    index: int
    depth: int
    text: str


@lru_cache(maxsize=256)
def parse_program(text: str, actions: bool = False) -> Program:
    """The program that a text is.

    Args:
        actions: whether it may call `backward`, an optimizer and the like.

    Raises:
        ValueError: in one line, what is wrong with the text and what is allowed.
    """
    if not isinstance(text, str) or len(text) > LIMIT:
        raise Mistake(f"program={str(text)[:40]!r} must be a text of at most {LIMIT} characters")
    shown, lines = _cut(text)
    reader = _Reader(lines, actions)
    statements = reader.block(0)
    if len(reader.inputs) > INPUTS:
        names = ", ".join(reader.inputs)
        raise Mistake(
            f"program uses {names} and sets none of them: there are {INPUTS} inputs at most"
        )
    return Program(text, tuple(shown), tuple(reader.inputs), statements, actions)


def _cut(text: str) -> tuple[list[str], list[_Line]]:
    """The lines as they are shown, and those that say something, with their depths."""
    shown: list[str] = []
    lines: list[_Line] = []
    widths = [0]
    for raw in text.translate(TYPOGRAPHY).expandtabs(4).splitlines():
        statement, _, comment = raw.partition("#")
        width = len(statement) - len(statement.lstrip())
        if not statement.strip():
            if comment:
                shown.append(f"{' ' * 4 * (len(widths) - 1)}# {comment.strip()}")
            continue
        if width > widths[-1]:
            widths.append(width)
        while width < widths[-1]:
            widths.pop()
        if width != widths[-1]:
            raise _at(raw, "is indented by another width than the lines before it")
        depth = len(widths) - 1
        lines.append(_Line(len(shown), depth, statement.strip()))
        note = f"  # {comment.strip()}" if comment else ""
        shown.append(f"{' ' * 4 * depth}{statement.strip()}{note}")
    if not lines:
        raise Mistake("program='' is empty")
    if len(shown) > LINES:
        raise Mistake(f"program has {len(shown)} lines, and {LINES} are allowed")
    return shown, lines


def _at(line: str, words: str | Exception) -> Mistake:
    return Mistake(f"{words}").named("line", line.strip())


class _Reader:
    """Reads lines in order.

    Attributes:
        inputs: names that have been used and not set before.
        names: those that have been set.
    """

    def __init__(self, lines: list[_Line], actions: bool):
        self.lines, self.actions, self.position = lines, actions, 0
        self.inputs: dict[str, None] = {}
        self.names: dict[str, None] = {}

    def block(self, depth: int) -> tuple[Statement, ...]:
        """The statements of a block, up to the first line that is less deep."""
        statements = []
        if depth > DEEPEST:
            raise _at(self.lines[self.position].text, f"is in more than {DEEPEST} blocks")
        while self.position < len(self.lines) and self.lines[self.position].depth >= depth:
            line = self.lines[self.position]
            if line.depth > depth:
                raise _at(line.text, "is indented without a line before it that ends in ':'")
            self.position += 1
            try:
                statements.append(self._statement(line))
            except Mistake as mistake:
                already = str(mistake).startswith(("line=", "program"))
                raise mistake if already else _at(line.text, mistake) from None
        return tuple(statements)

    def _statement(self, line: _Line) -> Statement:
        """The statement of a line, with the block under it."""
        text, index = line.text, line.index
        if match := forms.MODE.fullmatch(text):
            if match[1] not in MODES:
                raise Mistake(f"allowed behind 'with' are {', '.join(MODES)}")
            return With(index, self._within(line), match[1])
        if match := forms.LOOP.fullmatch(text):
            count = self._expression(match[2])
            self._set(match[1])
            return For(index, self._within(line), match[1], count)
        if match := forms.BRANCH.fullmatch(text):
            if match[1] == "elif":
                raise Mistake("has no 'if' before it")
            test = self._expression(match[2])
            body = self._within(line)
            return While(index, body, test) if match[1] == "while" else self._if(line, body, test)
        if text.endswith(":"):
            raise Mistake("allowed are if, elif, else, while, for i in range(n) and with")
        return self._simple(index, text, is_last=self.position == len(self.lines))

    def _if(self, line: _Line, body: tuple[Statement, ...], test: ast.expr) -> If:
        """An `if` with what follows it at the same depth: `elif` and `else`."""
        following = self.lines[self.position] if self.position < len(self.lines) else None
        if following is None or following.depth != line.depth:
            return If(line.index, body, test)
        if re.fullmatch(r"else\s*:", following.text):
            self.position += 1
            return If(line.index, body, test, self._within(following))
        if (match := forms.BRANCH.fullmatch(following.text)) and match[1] == "elif":
            self.position += 1
            other = self._expression(match[2])
            inner = self._if(following, self._within(following), other)
            return If(line.index, body, test, (inner,))
        return If(line.index, body, test)

    def _within(self, line: _Line) -> tuple[Statement, ...]:
        """The block under a line that ends in a colon."""
        if self.position == len(self.lines) or self.lines[self.position].depth <= line.depth:
            raise Mistake("has no indented line under it")
        return self.block(line.depth + 1)

    def _simple(self, index: int, text: str, is_last: bool) -> Statement:
        """A statement of one line."""
        if match := forms.CHANGED.fullmatch(text):
            value = self._expression(match[3])
            self._use([match[1]])
            return Change(index, match[1], OPERATIONS[match[2]], value)
        if match := forms.SET.fullmatch(text):
            names = tuple(re.findall(forms.NAME, match[1]))
            value = self._expression(match[2])
            for name in names:
                self._set(name)
            unpacked = len(names) > 1 or "," in match[1]
            return Assign(index, names if unpacked else names[:1], _unpacked(value, unpacked))
        if match := forms.SET_ATTRIBUTE.fullmatch(text):
            return self._attribute(index, *match.groups())
        if match := forms.SET_ITEM.fullmatch(text):
            return self._item(index, *match.groups())
        value = self._expression(text)
        if is_last and not is_action(value) and not _is_in_place(value):
            self._set(OUTPUT)
            return Assign(index, (OUTPUT,), value)
        return Do(index, value)

    def _item(self, index: int, text: str, sign: str | None, value: str) -> SetItem:
        target = self._expression(text)
        if not isinstance(target, ast.Subscript):
            raise Mistake("sets something that is neither a name nor a part of a tensor")
        return SetItem(index, target, OPERATIONS[sign] if sign else None, self._expression(value))

    def _attribute(self, index: int, name: str, attribute: str, text: str) -> SetAttribute:
        allowed = forms.SETTABLE.get(attribute, ())
        if text not in allowed or not self.actions:
            ways = [
                f"{name}.{key} = {' or '.join(values)}" for key, values in forms.SETTABLE.items()
            ]
            raise Mistake(f"sets an attribute: allowed is {'; '.join(ways)}")
        self._use([name])
        return SetAttribute(index, name, attribute, {"None": None}.get(text, text == "True"))

    def _expression(self, text: str) -> ast.expr:
        """An expression, or an action, once it is checked."""
        node = tree(check_tokens(text))
        parts = parts_of(node, self.actions)
        for part in [node] if parts is None else parts:
            self._use(names_in(part))
            Grammar((*self.inputs, *self.names), in_place=True).check(part)
        return node

    def _use(self, names: Iterable[str]) -> None:
        """Notes names that are used: those that were not set before are inputs."""
        for name in names:
            if name not in self.names:
                _check_free(name)
                self.inputs.setdefault(name)

    def _set(self, name: str) -> None:
        _check_free(name)
        if name in self.inputs:
            return
        self.names.setdefault(name)


def _check_free(name: str) -> None:
    if name in RESERVED:
        raise Mistake(f"has the variable {name!r}, which is a word of Python or PyTorch")


def _unpacked(value: ast.expr, unpacked: bool) -> ast.expr:
    """A value that is to be taken apart is marked by a star, which no expression begins with."""
    return ast.Starred(value) if unpacked else value


def _is_in_place(node: ast.expr) -> bool:
    """Whether a line is a call that changes its tensor: `x.add_(1)`."""
    match node:
        case ast.Call(func=ast.Attribute(attr=name)):
            return name.endswith("_")
    return False
