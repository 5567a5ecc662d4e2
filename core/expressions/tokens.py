"""The first look at a reader's text: its length, its characters, its tokens and its parentheses.

What passes is short, plain ASCII, and holds numbers, names, a few signs and short texts in quotes.
Python's parser gets nothing else.
"""

import ast
import re

from core.expressions.mistakes import Mistake
from core.parsing import parse_python

LIMIT = 200
"""Characters of an expression."""

TOKENS = 120
DEEPEST = 20
"""Parentheses and brackets in each other."""

LARGEST = 1e9
"""Whole number that may be written."""

TYPOGRAPHY = str.maketrans({"−": "-", "×": "*", "·": "*", "“": '"', "”": '"', "’": "'", "‘": "'"})
"""Signs that a text gets on its way through a word processor, and what was meant."""

NUMBER = r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?![A-Za-z_0-9.])"
TOKEN = re.compile(
    rf"({NUMBER})|([A-Za-z_][A-Za-z_0-9]*)(?![\"'])"
    r"|(\.\.\.|\*\*|//|[<>=!]=|[-+*/%@&|~<>=.,:()\[\]])"
    r"|(\"[A-Za-z0-9_.,> -]*\"|'[A-Za-z0-9_.,> -]*')|[ \t]+|(.)",
    re.DOTALL,
)
UNFINISHED = ("+", "-", "*", "/", "//", "%", "**", "@", "&", "|", "~", "<", ">", "=", "==", ".")
"""Signs behind which something has to come."""

PAIRS = {")": "(", "]": "["}

HINTS = {
    "^": "a power is written **",
    "{": "there are no dictionaries and sets",
    ";": "there is one expression",
    "#": "there are no comments",
    "\n": "there is one line",
}
"""What to do in place of a character that is not allowed."""


def check_tokens(text: str, limit: int = LIMIT) -> str:
    """The text in plain ASCII, once its characters and its tokens are allowed.

    Raises:
        Mistake: what does not belong there, in words that follow the text.
    """
    if not isinstance(text, str) or len(text) > limit:
        raise Mistake(f"must be a text of at most {limit} characters")
    text = text.translate(TYPOGRAPHY).strip()
    tokens = []
    for number, name, sign, quoted, other in TOKEN.findall(text):
        _check(number, name, other)
        if token := number or name or sign or quoted:
            tokens.append(token)
    if not 0 < len(tokens) <= TOKENS:
        raise Mistake(f"has more than {TOKENS} parts" if tokens else "is empty")
    if tokens[-1] in UNFINISHED:
        raise Mistake("ends too early")
    _check_nesting(tokens)
    return text


def _check(number: str, name: str, other: str) -> None:
    """A number, a name or a character that is neither."""
    if other:
        hint = HINTS.get(other, "allowed are numbers, names and the signs of Python's arithmetic")
        raise Mistake(f"has the character {other!r} in it: {hint}")
    if name.startswith("_") or "__" in name:
        raise Mistake(f"has the name {name[:30]!r} in it: names with underscores are not allowed")
    if number.isdigit() and int(number) > LARGEST:
        raise Mistake(f"has a whole number above {LARGEST:.0e} in it")


def _check_nesting(tokens: list[str]) -> None:
    """Every parenthesis and bracket closed, by its own kind, and not too many in each other."""
    opened: list[str] = []
    for token in tokens:
        if token in PAIRS.values():
            opened.append(token)
        elif token in PAIRS and (not opened or opened.pop() != PAIRS[token]):
            raise Mistake(f"closes a {token!r} that was not opened")
        if len(opened) > DEEPEST:
            raise Mistake(f"nests more than {DEEPEST} parentheses")
    if opened:
        raise Mistake(f"opens a {opened[-1]!r} that is not closed")


def tree(text: str) -> ast.expr:
    """Python's tree of a text that `check_tokens` let pass.

    Raises:
        Mistake: it is no expression.
    """
    try:
        return parse_python(text, mode="eval").body
    except (SyntaxError, RecursionError, MemoryError) as error:
        rest = text[(getattr(error, "offset", 0) or 1) - 1 :][:20].strip()
        raise Mistake(f"cannot be read at {rest!r}") from None
