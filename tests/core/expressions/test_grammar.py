"""Every kind of node, every name and every keyword of an expression is on a list."""

import ast

import pytest

from core.expressions.grammar import Grammar, module_of
from core.expressions.mistakes import Mistake

NAMES = ("x", "y", "mask")
RIGHT = (
    "x",
    "-x + 2 * y ** 2 // 3 % 5 @ y",
    "(x > 0) & ~(y == 1) | mask",
    "x[1:, ::2, ..., None, -1]",
    "x[[0, 2], (1, 0)]",
    "x[mask].T.shape[0]",
    "x.sum(dim=(0, 1), keepdim=True)",
    "torch.einsum('ij,jk->ik', x, y)",
    "x.reshape(*x.shape[:-1], -1)",
    "torch.zeros(2, 3, dtype=torch.int64)",
    "F.cross_entropy(x, y, reduction='none')",
    "x.max(dim=1).values",
    "torch.pi * True",
)
WRONG = {
    "z": "the name 'z' in it: there are x, y, mask, torch, F",
    "sum(x)": r"it is written torch.sum\(",
    "relu": "it is written torch.relu",
    "open(x)": "functions are called as",
    "torch": "'torch' without a function behind it",
    "torch.relu": "without parentheses",
    "torch.load(x)": "the name 'torch.load' in it",
    "torch.rellu(x)": "did you mean torch.relu?",
    "torch.float3": "did you mean torch.float32?",
    "F.dropout(x)": "the name 'F.dropout'",
    "x.sum": r"has .sum without parentheses",
    "x.data": "the name '.data' in it",
    "x.numpy()": "the name '.numpy' in it",
    "x.add_(1)": r"the name '.add_' in it: did you mean .add\?",
    "x.sum(axs=0)": "the keyword 'axs' in it: did you mean axis?",
    "torch.add(x, y, out=x)": "the keyword 'out' in it",
    "torch.zeros(3, device='cpu')": "the keyword 'device'",
    "F.mse_loss(x, y, reduction='all')": "'all' behind reduction=",
    "x['a']": "something in it that is not allowed",
    "x + 'a'": "something in it that is not allowed",
    "torch.einsum(x, 'ij')": "something in it that is not allowed",
    "x and y": "written & and |",
    "not x": "written ~",
    "0 < x < 1": "compares twice",
    "x if y else x": "torch.where",
    "[x for x in y]": "a loop",
    "lambda: x": "a function in it",
    "x is y": "'is' in it",
    "x in y": "'in' in it",
    "(x := 1)": "sets a name",
    "x()": r"calls x\( \)",
    "(x + 1)(2)": "no function of torch",
    "x.sum(**y)": "the keyword 'None'",
    "x << 2": "not allowed",
    "await x": "not allowed",
    "f'{x}'": "not allowed",
    "-" * 40 + "x": "more than 30 operations in each other",
}


def node(text):
    return ast.parse(text, mode="eval").body


@pytest.mark.parametrize("text", RIGHT)
def test_an_expression_passes(text):
    Grammar(NAMES).check(node(text))


@pytest.mark.parametrize("text", WRONG)
def test_what_is_not_on_a_list_is_named(text):
    with pytest.raises(Mistake, match=WRONG[text]) as caught:
        Grammar(NAMES).check(node(text))
    assert len(str(caught.value)) < 300


def test_changing_in_place_is_only_for_who_asks():
    Grammar(NAMES, in_place=True).check(node("x.add_(1)"))
    with pytest.raises(Mistake):
        Grammar(NAMES, in_place=True).check(node("x.set_(y)"))


def test_a_module_is_known_by_its_name():
    assert module_of(node("torch.pi")) == "torch" and module_of(node("F.relu")) == "F"
    assert module_of(node("x.T")) == module_of(node("torch.x.y")) == ""
