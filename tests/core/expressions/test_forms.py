"""Which text has which form."""

import pytest

from core.expressions.forms import BRANCH, CHANGED, LOOP, MODE, SET, SET_ATTRIBUTE, SET_ITEM


@pytest.mark.parametrize(
    ("form", "text", "parts"),
    [
        (SET, "y = x == 1", ("y", " x == 1")),
        (SET, "a, b = y", ("a, b", " y")),
        (CHANGED, "y //= 2", ("y", "//", " 2")),
        (SET_ITEM, "x[0] = y[1]", ("x[0]", None, " y[1]")),
        (SET_ITEM, "x[y == 1][0] **= 2", ("x[y == 1][0]", "**", " 2")),
        (SET_ATTRIBUTE, "x.grad = None", ("x", "grad", "None")),
        (BRANCH, "while y < 1:", ("while", " y < 1")),
        (LOOP, "for i in range(3):", ("i", "3")),
        (MODE, "with torch.no_grad():", ("torch.no_grad",)),
    ],
)
def test_a_form_takes_a_line_apart(form, text, parts):
    assert form.fullmatch(text).groups() == parts


@pytest.mark.parametrize("text", ["x[0] == 1", "x[0] <= 1", "x[0]", "torch.sum(x, dim=[0])"])
def test_what_compares_or_calls_sets_no_part(text):
    assert SET_ITEM.fullmatch(text) is None and SET.fullmatch(text) is None
