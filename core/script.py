"""Scripts: a state as plain PyTorch text that prints the numbers on the screen.

A script may use torch, torchvision, Pillow, safetensors and the standard library, and nothing of
this project: it is to run in an empty folder. It is written from a real function: the function's
body is the script, and its parameters stand on top as constants. So what is shown can be linted,
called and tested like all other code, and the functions that the app itself calls are shown as they
stand.

    def show_loss(logits, truth):
        \"""Cross-entropy of three logits.\"""
        loss = F.cross_entropy(torch.tensor(logits), torch.tensor(truth))
        print(f"loss = {loss.item()}")

    write(show_loss, logits=[2.0, 1.0, -1.0], truth=0).text
"""

import ast
import inspect
import json
import re
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import ModuleType
from typing import Any

from core.files import Files
from core.parsing import parse_python

WIDTH = 100

USUAL_IMPORTS = {
    "math": "import math",
    "partial": "from functools import partial",
    "np": "import numpy as np",
    "torch": "import torch",
    "Tensor": "from torch import Tensor",
    "nn": "from torch import nn",
    "F": "from torch.nn import functional as F",
    "lr_scheduler": "from torch.optim import lr_scheduler",
    "AveragedModel": "from torch.optim.swa_utils import AveragedModel",
}
"""Imports of names that stand in constants, as `nn` does in `Code("nn.ReLU()")`."""


@dataclass(frozen=True)
class Script:
    """A text of PyTorch, and the files that it reads, by name; both are offered for download.

    `plot` draws with matplotlib what the text has computed, in the names that it leaves: it stands
    at the end of the notebook and is no part of the text. It is empty where there is no picture.
    """

    text: str
    files: Mapping[str, bytes] = field(default_factory=dict, hash=False)
    plot: str = ""


class Code(str):
    """A piece of PyTorch, such as `nn.ReLU()`, which stands in a script as it is."""

    def __repr__(self) -> str:
        return str(self)


class SourceText(str):
    """The text of a function or class that is the source of none, such as a reader's formula."""


def write(
    function: Callable,
    /,
    *helpers: Callable | SourceText,
    title: str = "",
    files: Mapping[str, bytes | Callable[[], bytes]] | None = None,
    decided: Mapping[str, bool] | None = None,
    plot: Callable | None = None,
    **constants: Any,
) -> Script:
    """The script that a function's body is.

    Args:
        function: prints the numbers. Its docstring is the script's, unless there is a `title`.
        helpers: functions and classes that it calls, shown before it in this order, each once.
        files: what it reads, by name, or functions that make it once it is asked for.
        decided: arguments on which an `if` stands alone; see `decide`.
        plot: draws what the function has computed, see `write_plot`.
        constants: its arguments, each a literal, a `Code`, or a list, tuple or dictionary of such.
    """
    helpers = tuple(dict.fromkeys(helpers))
    lifted = [lift_imports(source(thing)) for thing in (*helpers, function)]
    *sources, text = (text for text, _ in lifted)
    lines = [assignment(name, value) for name, value in constants.items()]
    main = decide(body(text), decided or {})
    main = "\n".join([*lines, "", main]).strip("\n")
    doc = f'"""{title or inspect.cleandoc(function.__doc__ or "")}"""'
    rest = join(*sources, main)
    inner = {name: line for _, lines in lifted for name, line in lines.items()}
    return Script(
        join(f"{doc}\n\n{imports(rest, function, *helpers, inner=inner)}", *sources, main),
        Files(files or {}),
        write_plot(plot, decided or {}) if plot else "",
    )


def write_plot(plot: Callable, decided: Mapping[str, bool]) -> str:
    """The code of a picture: the body of a function that draws with matplotlib, below its docstring
    and what it imports.

    Its parameters are names that the script leaves; those that a `partial` has set stand on top.
    """
    function, constants = getattr(plot, "func", plot), getattr(plot, "keywords", {})
    text, inner = lift_imports(source(function))
    lines = [assignment(name, value) for name, value in constants.items()]
    main = "\n".join([*lines, decide(body(text), decided)]).strip("\n")
    doc = f'"""{inspect.cleandoc(function.__doc__ or "")}"""'
    return f"{doc}\n\n{imports(main, function, inner=inner)}\n\n{main}\n"


@lru_cache(maxsize=256)
def source(thing: Callable | SourceText) -> str:
    """The text of a class or function as it stands in the project, without a linter's marks."""
    if isinstance(thing, SourceText):
        return str(thing)
    text = textwrap.dedent(inspect.getsource(thing)).rstrip()
    return re.sub(r"  # noqa: [A-Z0-9, ]+$", "", text, flags=re.MULTILINE)


def parts(thing: Callable) -> Iterator[Callable]:
    """A function or class with all functions and classes of its module that it uses, these first.

    Nothing for what torch itself offers.
    """
    module = inspect.getmodule(thing)
    if module.__name__.partition(".")[0] in ("torch", "torchvision"):
        return
    for node in ast.walk(parse_python(source(thing))):
        used = vars(module).get(node.id) if isinstance(node, ast.Name) else None
        if callable(used) and used is not thing and inspect.getmodule(used) is module:
            yield from parts(used)
    yield thing


def body(text: str) -> str:
    """What stands in the text of a function below its docstring, as code of its own."""
    (definition,) = parse_python(text).body
    first = definition.body[1 if ast.get_docstring(definition) else 0]
    end = definition.body[0].end_lineno if ast.get_docstring(definition) else first.lineno - 1
    return textwrap.dedent("\n".join(text.splitlines()[end:])).strip("\n")


def decide(text: str, flags: Mapping[str, bool]) -> str:
    """The text with each `if flag:` or `if needs.flag:` decided: the branch that is taken stands in
    its place.

    So one function serves several states, and each script shows only what its own state needs. A
    comment above the first line of a branch is lost.
    """
    for node in ast.walk(parse_python(text)):
        if isinstance(node, ast.If) and (flag := ast.unparse(node.test)) in flags:
            branch, lines = node.body if flags[flag] else node.orelse, text.splitlines()
            taken = lines[branch[0].lineno - 1 : branch[-1].end_lineno] if branch else []
            shift = branch[0].col_offset - node.col_offset if branch else 0
            taken = [line[shift:] for line in taken]
            before, after = lines[: node.lineno - 1], lines[node.end_lineno :]
            return decide("\n".join([*before, *taken, *after]), flags)
    return text


def assignment(name: str, value: Any) -> str:
    """`name = value`, on several lines where one would be too long."""
    return f"{name} = {_literal(value, len(name) + 3)}"


def _literal(value: Any, before: int, indent: int = 0) -> str:
    """A value as text; items on lines of their own if it does not fit behind `before` columns."""
    text = _on_one_line(value)
    if before + len(text) <= WIDTH or not isinstance(value, list | tuple | dict) or not value:
        return text
    inner = " " * (indent + 4)
    if isinstance(value, dict):
        items = [
            f"{inner}{(name := _on_one_line(key))}: "
            f"{_literal(item, len(inner) + len(name) + 3, indent + 4)},"
            for key, item in value.items()
        ]
    elif all(isinstance(item, int | float) for item in value):
        items = textwrap.wrap(
            ", ".join(map(repr, value)) + ",", WIDTH, initial_indent=inner, subsequent_indent=inner
        )
    else:
        items = [f"{inner}{_literal(item, len(inner) + 1, indent + 4)}," for item in value]
    opening, closing = {list: "[]", tuple: "()", dict: "{}"}[type(value)]
    return "\n".join([opening, *items, " " * indent + closing])


def _on_one_line(value: Any) -> str:
    """A value as text on one line; strings in double quotes, as in all code here."""
    if isinstance(value, dict):
        items = (f"{_on_one_line(key)}: {_on_one_line(item)}" for key, item in value.items())
        return f"{{{', '.join(items)}}}"
    if isinstance(value, list | tuple):
        opening, closing = "[]" if isinstance(value, list) else "()"
        comma = "," if isinstance(value, tuple) and len(value) == 1 else ""
        return f"{opening}{', '.join(map(_on_one_line, value))}{comma}{closing}"
    if type(value) is str and '"' not in value:
        return json.dumps(value, ensure_ascii=False)
    return repr(value)


@lru_cache(maxsize=256)
def lift_imports(text: str) -> tuple[str, dict[str, str]]:
    """A function's text without the imports in its body, and a line of import for each name.

    The app imports late what takes long; in a script imports stand at the top.
    """
    lines, tree = text.splitlines(), parse_python(text)
    late = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom) and node not in tree.body
    ]
    for node in late:
        after = node.end_lineno + (not "".join(lines[node.end_lineno : node.end_lineno + 1]))
        lines[node.lineno - 1 : after] = [None] * (after - node.lineno + 1)
    text = "\n".join(line for line in lines if line is not None)
    return text, dict(_named(ast.Module(late, [])))


def imports(
    text: str, *things: Callable | SourceText, inner: Mapping[str, str] | None = None
) -> str:
    """The import lines that a text needs, taken from the modules of the things that it shows.

    Args:
        inner: further names, each with its line of import.
    """
    names = {node.id for node in ast.walk(parse_python(text)) if isinstance(node, ast.Name)}
    known = dict(USUAL_IMPORTS)
    for thing in things:
        if isinstance(thing, SourceText):
            continue
        known |= _imported_by(inspect.getmodule(thing))
    known |= inner or {}
    lines = {known[name] for name in names & known.keys()}
    groups = [
        sorted(line for line in lines if _is_standard(line) == standard)
        for standard in (True, False)
    ]
    return "\n\n".join("\n".join(_merged(group)) for group in groups if group)


@lru_cache(maxsize=256)
def _imported_by(module: ModuleType) -> dict[str, str]:
    """Each name that a module imports, with a line that does: read once, as the script of a page
    is written anew for every state.
    """
    return dict(_named(parse_python(inspect.getsource(module))))


def _named(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Each name that a module imports from elsewhere than this project, with a line that does."""
    for node in module.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            start = "import" if isinstance(node, ast.Import) else f"from {node.module} import"
            for alias in node.names:
                renamed = f" as {alias.asname}" if alias.asname else ""
                if not re.match(r"(from|import) (core|pages)\b", f"{start} {alias.name}"):
                    yield alias.asname or alias.name, f"{start} {alias.name}{renamed}"


def _is_standard(line: str) -> bool:
    return line.split()[1].partition(".")[0] in sys.stdlib_module_names


def _merged(lines: list[str]) -> Iterator[str]:
    """Import lines as isort has them: whole modules first, and one line for each module."""
    yield from (line for line in lines if line.startswith("import"))
    names: dict[str, list[str]] = {}
    for line in lines:
        if line.startswith("from"):
            start, _, name = line.partition(" import ")
            names.setdefault(start, []).append(name)
    yield from (f"{start} import {', '.join(sorted(each))}" for start, each in names.items())


def join(*parts: str) -> str:
    """Parts of a script, in the spacing of PEP 8."""
    return "\n\n\n".join(part.strip("\n") for part in parts) + "\n"
