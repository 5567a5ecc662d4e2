"""A small scanner for JavaScript: where its functions are, and how long they are.

It knows strings, templates, comments and regular expressions, and counts brackets. It takes source
that a browser takes; it does not check it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

OPENING, CLOSING = "([{", ")]}"
NOT_FUNCTIONS = {"if", "for", "while", "switch", "catch", "with"}
"""Words that stand before a bracket and a block, and make no function of it."""

TOKEN = re.compile(
    r"//[^\n]*|/\*.*?\*/|'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"|[`{}/]", re.DOTALL
)
REGEX = re.compile(r"/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*")
BEFORE_REGEX = re.compile(r"(^|[(,=:\[!&|?{};+\-*%<>~^]|\b(return|typeof|case))\s*$")
TEMPLATE_PART = re.compile(r"(?:\\.|[^`\\$]|\$(?!\{))*(`|\$\{)", re.DOTALL)
TOP_LEVEL = re.compile(r"^(?:async )?(?:function|const|let|class) (\w+)", re.MULTILINE)


@dataclass(frozen=True)
class Function:
    """A function: its name, if it has one, the line where it starts, and how many it takes."""

    name: str
    line: int
    lines: int


def functions(source: str) -> list[Function]:
    """All functions of a source: declarations, arrows and methods, nested ones too."""
    code = without_texts(source)
    return [
        Function(name, code.count("\n", 0, start) + 1, code.count("\n", start, end) + 1)
        for name, start, end in _spans(code)
    ]


def top_level_names(source: str) -> list[str]:
    """The names that a source declares outside of any function, each as often as it does."""
    return TOP_LEVEL.findall(without_texts(source))


def without_texts(source: str) -> str:
    """The source with strings, comments and regular expressions blanked; lines stay lines."""
    code, position, templates = list(source), 0, []

    def blank(start: int, end: int) -> int:
        code[start:end] = [char if char == "\n" else " " for char in source[start:end]]
        return end

    def template(start: int) -> int:
        part = TEMPLATE_PART.match(source, start)
        if part[1] == "${":
            templates.append(0)  # brackets that are open within the expression
        return blank(start, part.end())

    while token := TOKEN.search(source, position):
        text, position = token[0], token.end()
        if text == "`":
            blank(token.start(), position)
            position = template(position)
        elif text == "{" and templates:
            templates[-1] += 1
        elif text == "}" and templates:
            if templates[-1]:
                templates[-1] -= 1
            else:
                templates.pop()
                blank(token.start(), position)
                position = template(position)
        elif text == "/":
            regex = REGEX.match(source, token.start())
            if regex and BEFORE_REGEX.search("".join(code[: token.start()])[-200:]):
                position = blank(token.start(), regex.end())
        elif text not in "{}":
            blank(token.start(), position)
    return "".join(code)


def _spans(code: str) -> Iterator[tuple[str, int, int]]:
    """The name of each function, where it starts, and where it ends."""
    for match in re.finditer(r"=>|\)\s*\{", code):
        if match[0] == "=>":
            start = _arrow_start(code, match.start())
            yield _assigned(code[:start]), start, _arrow_end(code, match.end())
            continue
        word = re.search(r"([\w$]*)\s*$", code[: _opening(code, match.start())])
        name = word[1]
        if name == "function":
            yield _assigned(code[: word.start()]), word.start(), _closing(code, match.end() - 1)
        elif name and name not in NOT_FUNCTIONS:
            yield name, word.start(), _closing(code, match.end() - 1)


def _arrow_start(code: str, arrow: int) -> int:
    """Where the parameters of an arrow function start."""
    before = code[:arrow].rstrip()
    if before.endswith(")"):
        return _opening(code, len(before) - 1)
    return re.search(r"[\w$]*$", before).start()


def _arrow_end(code: str, start: int) -> int:
    """Where the body of an arrow function ends: with its block, or with its expression."""
    position = start + len(code[start:]) - len(code[start:].lstrip())
    if code[position : position + 1] == "{":
        return _closing(code, position)
    while position < len(code):
        char = code[position]
        if char in OPENING:
            position = _closing(code, position)
        elif (
            char in CLOSING
            or char in ",;"
            or char == "\n"
            and not _goes_on(code[:position], code[position:])
        ):
            return position
        position += 1
    return position


def _goes_on(before: str, after: str) -> bool:
    """Whether an operator at the end of a line, or at the start of the next, carries on."""
    return bool(re.search(r"[?:.&|+*/<>=\-]\s*$", before) or re.match(r"\s*[?:.&|+*/<>=]", after))


def _closing(code: str, opening: int) -> int:
    """The position of the bracket that closes this one; the end of the code if none does."""
    depth = 0
    for position in range(opening, len(code)):
        depth += (code[position] in OPENING) - (code[position] in CLOSING)
        if depth == 0:
            return position
    return len(code)


def _opening(code: str, closing: int) -> int:
    """The position of the bracket that this one closes; the start of the code if it closes none."""
    depth = 0
    for position in range(closing, -1, -1):
        depth += (code[position] in CLOSING) - (code[position] in OPENING)
        if depth == 0:
            return position
    return 0


def _assigned(before: str) -> str:
    """The variable or property that the function after this is assigned to; empty if none."""
    assigned = re.search(r"([\w$]+)\s*[=:]\s*(async\s+)?$", before)
    return assigned[1] if assigned else ""
