"""The formula parser against Python's own mathematics, and against thousands of texts that want
something else.
"""

import builtins
import math
import operator
import random
import string
import sys
import warnings
from contextlib import contextmanager

import pytest
import torch

from core.functions.optimizers import formula
from core.functions.optimizers.formula import ALLOWED, CALLED, FUNCTIONS, LIMIT, Formula, parse

HOSTILE = 12_000
X, Y = torch.meshgrid(
    torch.linspace(-2.3, 2.2, 7).double(), torch.linspace(-1.7, 3.1, 5).double(), indexing="ij"
)
NAMESPACE = {"torch": torch, "__builtins__": {}}

ORACLES = {
    name: getattr(math, name)
    for name in (
        "sin",
        "cos",
        "tan",
        "asin",
        "acos",
        "atan",
        "sinh",
        "cosh",
        "tanh",
        "exp",
        "log",
        "log2",
        "log10",
        "sqrt",
        "floor",
        "ceil",
        "erf",
    )
} | {
    "abs": abs,
    "ln": math.log,
    "relu": lambda a: max(a, 0.0),
    "sigmoid": lambda a: 1 / (1 + math.exp(-a)),
    "sign": lambda a: (a > 0) - (a < 0),
    "min": min,
    "max": max,
}


def mistake(text) -> str:
    with pytest.raises(ValueError) as caught:
        parse(text)
    line = str(caught.value)
    assert line.startswith("formula=") and len(line.splitlines()) == 1 and len(line) < 500, line
    return line


def by_code(read: Formula) -> torch.Tensor:
    return eval(read.code, NAMESPACE | {"x": X, "y": Y})


SIGNS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}


class Grown:
    """A random formula: its text, as a reader may write it, and what Python's mathematics makes of
    it.
    """

    def __init__(self, source: random.Random):
        self.source = source

    def space(self) -> str:
        return self.source.choice(("", "", " ", "\t"))

    def part(self, depth: int):
        """(text, function of x and y), the text safe to stand anywhere."""
        choice = self.source.random()
        if depth == 0 or choice < 0.1:
            return self.leaf()
        if choice < 0.4:
            name = self.source.choice(sorted(ORACLES))
            count = self.source.randint(2, 3) if name in formula.PAIRS else 1
            parts = [self.part(depth - 1) for _ in range(count)]
            text = f"{name}{self.space()}({self.space()}{','.join(text for text, _ in parts)})"
            return text, lambda x, y: float(ORACLES[name](*(value(x, y) for _, value in parts)))
        text, value = self.chain(depth)
        return f"({text})", value

    def leaf(self):
        number = self.source.choice(("2", "0.5", "3.", ".25", "1e-1", "10", "007"))
        return self.source.choice(
            (
                ("x", lambda x, y: x),
                ("y", lambda x, y: y),
                ("pi", lambda x, y: math.pi),
                ("e", lambda x, y: math.e),
                (number, lambda x, y: float(number)),
            )
        )

    def chain(self, depth: int):
        """Parts with signs between and no parentheses around: the order of the operations is the
        parser's to find.
        """
        parts = [self.part(depth - 1) for _ in range(self.source.randint(1, 4))]
        signs = [self.source.choice("+-*/^") for _ in parts[1:]]
        minus = self.source.choice(("", "", "-", "+"))
        text = minus + parts[0][0]
        for sign, (after, _) in zip(signs, parts[1:], strict=True):
            sign = self.source.choice(("^", "**")) if sign == "^" else sign
            text += self.space() + sign + self.space() + after
        return text, lambda x, y: ordered([value(x, y) for _, value in parts], signs, minus == "-")


def ordered(values: list[float], signs: list[str], minus: bool) -> float:
    """Powers first, from the right; then a sign in front; products, sums from the left. As at
    school.
    """
    values, signs = list(values), list(signs)
    while "^" in signs:
        at = len(signs) - 1 - signs[::-1].index("^")
        values[at : at + 2] = [real(values[at] ** values[at + 1])]
        del signs[at]
    values[0] = -values[0] if minus else values[0]
    for one, other in ("*/", "+-"):
        while one in signs or other in signs:
            at = next(at for at, sign in enumerate(signs) if sign in (one, other))
            left, right = values[at], values[at + 1]
            values[at : at + 2] = [SIGNS[signs.pop(at)](left, right)]
    return values[0]


def real(value) -> float:
    if isinstance(value, complex):
        raise ValueError("not a real number")
    return value


def test_formulas_are_what_python_makes_of_them():
    compared = steep = 0
    for seed in range(1500):
        text, oracle = Grown(random.Random(seed)).chain(3)
        try:
            read = parse(text)
        except ValueError as error:
            assert any(
                reason in str(error)
                for reason in ("neither x nor y", "characters", "parts", "power above")
            )
            continue
        found = read(X, Y)
        assert found.shape == X.shape and found.dtype == torch.float64
        for x, y, value in zip(
            X.flatten().tolist(), Y.flatten().tolist(), found.flatten().tolist(), strict=True
        ):
            try:
                expected = oracle(x, y)
            except (ValueError, ZeroDivisionError, OverflowError):
                continue
            if not abs(expected) < 1e12:
                continue
            compared += 1
            steep += not math.isclose(value, expected, rel_tol=1e-9, abs_tol=1e-9)
    assert compared > 15_000
    assert steep < compared / 1000, "the last bit before a floor, a tan or a power may be another"


def test_the_code_is_the_formula():
    read = 0
    for seed in range(1500):
        text, _ = Grown(random.Random(seed)).chain(3)
        try:
            one = parse(text)
        except ValueError:
            continue
        read += 1
        assert torch.allclose(by_code(one), one(X, Y), rtol=1e-12, atol=1e-12, equal_nan=True), (
            text,
            one.code,
        )
    assert read > 700


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("sin(x) * y^2", "torch.sin(x) * y**2"),
        ("x**2+y", "x**2 + y"),
        ("2x", "2 * x"),
        ("2 pi x y", "2 * torch.pi * x * y"),
        ("3(x+1)(y-1)", "3 * (x + 1) * (y - 1)"),
        ("sin(x)cos(y)", "torch.sin(x) * torch.cos(y)"),
        ("2x^2", "2 * x**2"),
        ("-x^2", "-x**2"),
        ("(-x)^2", "(-x) ** 2"),
        ("x^-1", "x**-1"),
        ("2^x^y", "2 ** x**y"),
        ("(x^y)^2", "(x**y) ** 2"),
        ("x - (y - 1)", "x - (y - 1)"),
        ("(x - y) - 1", "x - y - 1"),
        ("x / (y * 2)", "x / (y * 2)"),
        ("+x", "x"),
        ("x² − 3·y³ × π", "x**2 - 3 * y**3 * torch.pi"),
        ("e^-(x^2 + y^2)", "torch.e ** -(x**2 + y**2)"),
        ("max(x, 0)", "torch.clamp(x, min=0)"),
        ("min(1, x, y)", "torch.minimum(torch.clamp(x, max=1), y)"),
        ("ln(abs(x))", "torch.log(torch.abs(x))"),
        ("sin(2) x", "0.9092974268256817 * x"),
        ("x + log(-1)", "x + torch.nan"),
        ("x - 1/0", "x - torch.inf"),
        ("x + 10^20", "x + 1e+20"),
        ("x + (-8)^(1/3)", "x + torch.nan"),
        ("x * 007", "x * 7"),
    ],
)
def test_the_code_is_written_as_one_would(text, code):
    read = parse(text)
    assert (read.text, read.code) == (text, code)
    assert torch.equal(by_code(read).nan_to_num(9.5), read(X, Y).nan_to_num(9.5))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sinn(x)", "did you mean 'sin'?"),
        ("cso(x)", "did you mean 'cos'?"),
        ("z + 1", "name='z' is not known"),
        ("x.real", "the character '.'"),
        ("x[0]", "the character '['"),
        ("x = 1", "the character '='"),
        ("", "is empty"),
        (" \t ", "is empty"),
        ("3 + 4", "neither x nor y"),
        ("sin(2)", "neither x nor y"),
        ("x +", "ends too early"),
        ("x + * y", "at '* y'"),
        ("(x", "is not closed"),
        ("x)", "was not opened"),
        ("sin x", "as in sin(x)"),
        ("sin", "as in sin(x)"),
        ("x * max", "as in max(x)"),
        ("sin()", "one number in sin"),
        ("sin(x, y)", "one number in sin"),
        ("max(x)", "two numbers or more"),
        ("x, y", "has a comma"),
        ("sin(*x)", "a sign or nothing where"),
        ("max(**x)", "two numbers or more"),
        ("()", "or nothing where"),
        ("(,)", "cannot be read at ',"),
        ("1/2x", "in two ways between '2' and 'x'"),
        ("x^2y", "in two ways"),
        ("x^-2y", "in two ways"),
        ("1/sin(x)cos(y)", "in two ways between ')' and 'cos'"),
        ("x(y)", "in two ways between 'x' and '('"),
        ("x 2", "in two ways"),
        ("2 3x", "in two ways"),
        ("1e10x", "a number above 1e+09"),
        ("1e999 + x", "a number above"),
        ("9^9^9 + x", "a power above 100"),
        ("x^101", "a power above 100"),
        ("x^-1000", "a power above 100"),
        ("x^(1/0)", "a power above 100"),
        ("x^log(-1)", "a power above 100"),
        ("(" * 21 + "x" + ")" * 21, "more than 20 parentheses"),
        ("-" * 160 + "x", "more than 150 parts"),
        ("x" * 201, "at most 200 characters"),
        ("(" * 10_000, "at most 200 characters"),
        (None, "at most"),
        (3, "at most"),
        ("x\n+ y", r"the character '\n'"),
        ("x\0", r"the character '\x00'"),
        ("\ud800x", r"the character '\ud800'"),
        ("х + y", "the character"),
        ("ｓｉｎ(x)", "the character"),
        ("x\u200b", r"the character '\u200b'"),
        ("𝑥 + 1", "the character"),
        ("x + ١", "the character"),
        ("\u202ex", r"the character '\u202e'"),
        ("lambda: x", "name='lambda'"),
        ("x if x else y", "name='if'"),
        ("__import__", "name='__import__'"),
        ("1_000 x", "name='_000'"),
        ("0x10 + x", "name='x10'"),
        ("2j x", "name='j'"),
        ("x // y", "cannot be read at '/ y'"),
    ],
)
def test_a_mistake_says_what_is_wrong_and_what_is_allowed(text, said):
    line = mistake(text)
    assert said in line
    assert ALLOWED in line or "choose from x, y, pi, e, sin" in line or "200 characters" in line


def test_whatever_is_listed_can_be_used():
    listed = mistake("unheard_of").rpartition("choose from ")[2].split(", ")
    assert listed == [*"xy", "pi", "e", *CALLED]
    for name in CALLED:
        read = parse(f"{name}(x)" if name in FUNCTIONS else f"{name}(x, y)")
        assert read(X, Y).shape == X.shape


def test_shapes_types_and_slopes():
    read = parse("x^2 * 3 + 1")
    assert read(X.float(), Y.float()).dtype == torch.float32
    assert read(X[:, :1], Y[:1]).shape == X.shape
    x = torch.tensor(2.0, requires_grad=True)
    read(x, torch.tensor(1.0)).backward()
    assert x.grad == 12
    assert parse("sqrt(x)")(-X.abs() - 1, Y).isnan().all()


def test_a_formula_is_a_value():
    assert parse("x + y") == parse("x + y") != parse("x+y")
    assert len({parse("x + y"), parse("x + y")}) == 1


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
            *formula.NAMES,
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
                one = parse(text)
            except ValueError as error:
                line = str(error)
                assert (
                    len(line.splitlines()) == 1 and line.startswith("formula=") and len(line) < 500
                ), repr(text)
                line.encode()  # it can be sent to a browser
            else:
                read.append((one, one(X, Y)))
    assert set(sys.modules) == modules and vars(builtins) == known
    assert {event for event, _ in heard} == {"compile"}, "and that only to make a tree"
    assert 200 < len(read) < HOSTILE / 2
    for one, values in read:
        assert values.shape == X.shape and values.dtype == X.dtype, repr(one.text)
        assert torch.allclose(by_code(one), values, rtol=1e-12, atol=1e-12, equal_nan=True), repr(
            one.text
        )


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
        assert len(text.split()) <= 2 * formula.TOKENS and text.count("(") <= LIMIT
        assert set(text) <= set(string.ascii_lowercase + string.digits + "+-*/(),. "), repr(text)
