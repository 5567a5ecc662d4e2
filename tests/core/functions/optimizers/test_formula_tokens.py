"""What is no formula is refused, in a line that says what is wrong and what is allowed."""

import pytest

from core.functions.optimizers.formula import parse
from core.functions.optimizers.formula_tokens import ALLOWED, CALLED, FUNCTIONS
from tests.core.functions.optimizers.formulas import X, Y


def mistake(text) -> str:
    with pytest.raises(ValueError) as caught:
        parse(text)
    line = str(caught.value)
    assert line.startswith("formula=") and len(line.splitlines()) == 1 and len(line) < 500, line
    return line


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
