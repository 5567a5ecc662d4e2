"""Thousands of texts that want something else than a formula: they are refused, and run nothing."""

import builtins
import random
import string
import sys
import warnings
from contextlib import contextmanager

import pytest
import torch

from core.functions.optimizers import formula
from core.functions.optimizers.formula import LIMIT, parse
from core.functions.optimizers.formula_tokens import NAMES, TOKENS
from tests.core.functions.optimizers.formulas import Grown, X, Y, by_code

HOSTILE = 12_000
VALID = (
    "sin(x) * y^2",
    "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    "max(abs(x), 2y) - e^-x",
    "1 - exp(-(x*x + y*y) / 2)",
)
EVIL = (
    "__import__('os').system('true')",
    "().__class__.__bases__[0].__subclasses__()",
    "x.__class__",
    "x.grad",
    "torch",
    "eval('1')",
    "exec('x=1')",
    "open('/etc/passwd')",
    "(lambda: x)()",
    "[x for x in (1,)]",
    "{x: y for x in y}",
    "(x := 2)",
    "f'{x}'",
    "f'{x!r:>{y}}'",
    "sin(x=1)",
    "sin(*[x])",
    "sin(**{})",
    "max(x, key=y)",
    "9**9**9**9",
    "x**9**9",
    "10**10**10",
    "((" * 40,
    "-" * 149 + "x",
    "x" + "+x" * 90,
    "x if y else 1",
    "not x",
    "x and y",
    "x < y < 1",
    "x @ y",
    "x % y",
    "x | y",
    "~x",
    "x << 99",
    "yield x",
    "await x",
    "print(x)",
    "globals()",
    "x;y",
    "x#y",
    "'x'",
    "b'x'",
    '"""',
    "1e308*1e308",
    "1" * 190,
    "0." + "0" * 190 + "1",
    "...",
    "None",
    "True",
    "nan",
    "inf",
    "x.__init__.__globals__",
    "sin.__self__",
    "x[0]",
    "x[::]",
    "\\x41",
    "\\N{DIGIT ONE}",
    "\u2028",
    "\u0435",
    "\uff58",
    "\U0001d465",
    "\u00aa",
    "x\u0301",
    "\ufeffx",
    "\x00",
    "\x1b[31m",
    "\ud800\udfff",
    "%s",
    "{x}",
    "$x",
    "`x`",
    "<script>",
    "../..",
    "import os",
)
LETTERS = string.printable + "²³·×−π\u200b\u202e\u0435\ud800\uff08\uff09١\0"


def hostile(source: random.Random) -> str:
    """A text of one of many kinds: evil, valid with something evil in it, mutated, nested, or
    noise.
    """
    kind = source.randrange(8)
    if kind == 0:
        return source.choice(EVIL)
    if kind == 1:
        whole, at = source.choice(VALID), source.randrange(20)
        return whole[:at] + source.choice(EVIL) + whole[at:]
    if kind == 2:
        letters = list(Grown(source).chain(2)[0])
        for _ in range(source.randint(1, 4)):
            letters[source.randrange(len(letters)) :][:1] = []
            letters.insert(source.randrange(len(letters) + 1), source.choice(LETTERS))
        return "".join(letters)
    if kind == 3:
        opening, closing = source.choice(
            (("(", ")"), ("sin(", ")"), ("[", "]"), ("{", "}"), ("-", ""), ("2^", ""))
        )
        depth = source.choice((3, 19, 21, 60, 99, 10_000))
        return opening * depth + "x" + closing * (depth - source.randint(0, 1))
    if kind == 4:
        return bytes(source.randrange(256) for _ in range(source.randint(0, 60))).decode(
            source.choice(("latin-1", "utf-8", "utf-16", "utf-7")),
            source.choice(("replace", "ignore")),
        )
    if kind == 5:
        pieces = (
            *NAMES,
            *"+-*/^(),. ",
            "**",
            "//",
            "1",
            "2.5",
            "1e9",
            ":=",
            "=",
            "lambda",
            "if",
            "for",
        )
        return "".join(source.choice(pieces) for _ in range(source.randint(1, 30)))
    if kind == 6:
        return source.choice(VALID).replace(source.choice("xy(2*"), source.choice(EVIL), 1)
    return "".join(source.choice(LETTERS) for _ in range(source.randint(0, 40)))


@pytest.fixture(scope="module")
def listen():
    """A context in which the interpreter reports what is done: files, imports, processes, code
    compiled or run.
    """
    heard, listening = [], []
    sys.addaudithook(
        lambda event, arguments: heard.append((event, arguments)) if listening else None
    )

    @contextmanager
    def context():
        listening.append(True)
        try:
            yield heard
        finally:
            listening.clear()

    return context


def test_hostile_texts_are_refused_or_are_formulas(listen):
    source, read = random.Random(0), []
    texts = [hostile(source) for _ in range(HOSTILE)]
    modules, known = set(sys.modules), vars(builtins).copy()
    with warnings.catch_warnings(), listen() as heard:
        warnings.simplefilter("error")
        for text in texts:
            try:
                read_formula = parse(text)
            except ValueError as error:
                line = str(error)
                assert (
                    len(line.splitlines()) == 1 and line.startswith("formula=") and len(line) < 500
                ), repr(text)
                line.encode()  # it can be sent to a browser
            else:
                read.append((read_formula, read_formula(X, Y)))
    assert set(sys.modules) == modules and vars(builtins) == known
    assert {event for event, _ in heard} == {"compile"}, "and that only to make a tree"
    assert 200 < len(read) < HOSTILE / 2
    for read_formula, values in read:
        assert values.shape == X.shape and values.dtype == X.dtype, repr(read_formula.text)
        assert torch.allclose(
            by_code(read_formula), values, rtol=1e-12, atol=1e-12, equal_nan=True
        ), repr(read_formula.text)


def test_what_reaches_the_parser_of_python_is_short_and_plain(monkeypatch):
    seen, real_parse, source = [], formula.ast.parse, random.Random(1)

    def watched(text, mode):
        seen.append(text)
        return real_parse(text, mode=mode)

    monkeypatch.setattr(formula.ast, "parse", watched)
    for _ in range(3000):
        try:
            formula.parse.__wrapped__(hostile(source))
        except ValueError:
            continue
    assert len(seen) > 200
    for text in seen:
        assert len(text.split()) <= 2 * TOKENS and text.count("(") <= LIMIT
        assert set(text) <= set(string.ascii_lowercase + string.digits + "+-*/(),. "), repr(text)
