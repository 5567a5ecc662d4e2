"""What reaches Python's parser is short and plain."""

import ast

import pytest

from core.expressions.mistakes import Mistake
from core.expressions.tokens import DEEPEST, LIMIT, TOKENS, check_tokens, tree

WRONG = {
    "": "is empty",
    "   ": "is empty",
    "x" * (LIMIT + 1): f"at most {LIMIT} characters",
    "x+" * (TOKENS // 2 + 1): f"more than {TOKENS} parts",
    "x ^ 2": r"a power is written \*\*",
    "x\ny": "one line",
    "x; y": "one expression",
    "x +": "ends too early",
    "{x}": "no dictionaries",
    "x # y": "no comments",
    "ｘ": "the character",
    "x.\u0435": "the character",
    "x\\y": "the character",
    "f'{x}'": "the character",
    "b'x'": "the character 'b'",
    "x.__class__": "underscores",
    "_x": "underscores",
    "0x10": "the character",
    "1_000": "the character",
    "2j": "the character",
    "1if x": "the character",
    "9999999999": "a whole number above 1e\\+09",
    "x)": "closes a '\\)'",
    "(x]": "closes a '\\]'",
    "[x": "opens a '\\[' that is not closed",
    "(" * (DEEPEST + 1) + "x" + ")" * (DEEPEST + 1): f"nests more than {DEEPEST}",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_does_not_belong_is_named(text):
    with pytest.raises(Mistake, match=WRONG[text]):
        check_tokens(text)


def test_signs_of_a_word_processor_are_understood():
    assert check_tokens(" x − 2 × torch.einsum(“ij->i”, x) ") == 'x - 2 * torch.einsum("ij->i", x)'
    assert check_tokens("x[1:, ::2, ..., None] @ y.T") == "x[1:, ::2, ..., None] @ y.T"


def test_a_tree_or_where_there_is_none():
    assert isinstance(tree("x + 1"), ast.BinOp)
    with pytest.raises(Mistake, match="cannot be read at 'y'"):
        tree("x y")
