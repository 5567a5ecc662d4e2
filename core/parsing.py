"""Python's own parser, for one thread at a time."""

import ast
from threading import Lock

_one = Lock()


def parse_python(text: str, mode: str = "exec") -> ast.AST:
    """`ast.parse`, safe to call from several sessions at once.

    Before CPython 3.13 all threads share the parser's count of its depth: two that parse at once
    may both get a SystemError, "AST constructor recursion depth mismatch" (gh-106905).

    Raises:
        SyntaxError, ValueError, RecursionError, MemoryError: as `ast.parse`.
    """
    with _one:
        return ast.parse(text, mode=mode)
