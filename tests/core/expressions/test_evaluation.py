"""The walk through a tree gives what Python and torch give."""

import pytest
import torch
import torch.nn.functional as F

from core.expressions.evaluation import Evaluation
from core.expressions.grammar import Grammar
from core.expressions.mistakes import Mistake
from core.expressions.tokens import tree
from core.expressions.work import Budget

X = torch.arange(12.0).reshape(3, 4)
V = torch.tensor([2, 0, 1])

SAME = {
    "x + 1": X + 1,
    "2 ** x - x / 4": 2**X - X / 4,
    "x @ x.T": X @ X.T,
    "x.mT": X.mT,
    "x[1:, ::2]": X[1:, ::2],
    "x[v, [0, 1, 2]]": X[V, [0, 1, 2]],
    "x[x > 5]": X[X > 5],
    "x[..., None, -1]": X[..., None, -1],
    "x.sum(dim=1, keepdim=True)": X.sum(dim=1, keepdim=True),
    "x.reshape(*x.shape[:1], 2, -1)": X.reshape(3, 2, -1),
    "torch.einsum('ij,kj->ik', x, x)": torch.einsum("ij,kj->ik", X, X),
    "torch.where((x > 2) & ~(x > 9) | (x == 0), x, -1)": torch.where(
        (X > 2) & ~(X > 9) | (X == 0), X, -1
    ),
    "x.max(dim=1).indices": X.max(dim=1).indices,
    "torch.sort(x, descending=True)[0]": torch.sort(X, descending=True)[0],
    "F.softmax(x, dim=-1)": F.softmax(X, dim=-1),
    "torch.stack([x[0], x[1] * 2])": torch.stack([X[0], X[1] * 2]),
    "torch.full((2, 3), torch.pi)": torch.full((2, 3), torch.pi),
    "x.to(torch.int64) % 5 // 2": X.to(torch.int64) % 5 // 2,
    "v.float().mean() + x.shape[0] * 10 ** -1": V.float().mean() + 0.3,
    "x[:, 2 - 1 : -1]": X[:, 1:-1],
    "torch.zeros(x.shape[1], dtype=torch.uint8) + 250": torch.full((4,), 250, dtype=torch.uint8),
    "x.min(1)": X.min(1),
}
WRONG = {
    "x + [1, 2]": "computes with a list",
    "x.shape + 1": "neither a tensor nor a number",
    "[1] * 1000000": "neither a tensor nor a number",
    "9 ** 9 ** 9": "power above 64",
    "99 ** 50": "too large",
    "1 / 0": "cannot be computed",
    "(-1) ** 0.5": "too large, or none",
    "1e300 * 1e300 - 1e300 * 1e300": "none",
    "torch.zeros(65, 64)": "would make 4,160 numbers at once, and 4,096 are allowed",
    "torch.zeros(1000000000, 1000000000)": "would make",
    "torch.arange(0, 1, 1e-300)": "would make",
    "torch.arange(torch.inf)": "would make inf",
    "x.expand(1000, 3, 4)": "would make",
    "x.repeat(1000, 1000)": "would make",
    "torch.ones(64, 1) * torch.ones(65)": "would make",
    "torch.ones(1000)[:, None] + torch.ones(1000)": "would make",
    "x[[0] * 3]": "neither a tensor",
    "x.T.values": "asks for .values",
    "x.shape.T": "asks for .T",
    "x.shape[9]": "cannot take that element",
    "x.shape[x]": "no whole number",
    "x.ndim[0]": "has none",
    "x.shape.sum()": "no tensor",
    "x.reshape(*x)": "no list",
    "F.relu(x, True)": "too many arguments",
    "F.sigmoid([x])": "no tensor",
}


def value(text, budget=None):
    node = tree(text)
    Grammar(("x", "v")).check(node)
    return Evaluation({"x": X, "v": V}, budget).value(node)


@pytest.mark.parametrize("text", SAME)
def test_it_gives_what_torch_gives(text):
    result, expected = value(text), SAME[text]
    if isinstance(expected, tuple):
        result, expected = (
            torch.stack([part.float() for part in result]),
            torch.stack([part.float() for part in expected]),
        )
    assert torch.equal(result, expected) and result.dtype == expected.dtype


@pytest.mark.parametrize("text", WRONG)
def test_what_would_be_too_much_or_is_no_operation_is_named(text):
    with pytest.raises(Mistake, match=WRONG[text]):
        value(text)


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("x + v", RuntimeError, ("size", "match")),
        ("x @ x", RuntimeError, ("shapes", "multiplied")),
        ("x[9]", IndexError, ("index", "size 3")),
        ("x.view(5, 5)", RuntimeError, ("shape", "invalid")),
        ("x.sum(dim=7)", IndexError, ("Dimension", "range")),
        ("torch.cat(3)", TypeError, ("cat", "tuple of Tensors")),
    ],
)
def test_torchs_own_errors_pass(text, kind, words):
    with pytest.raises(kind) as caught:
        value(text)
    assert not isinstance(caught.value, Mistake)
    assert all(word in str(caught.value) for word in words)


def test_all_that_is_made_is_counted():
    budget = Budget(most=100, total=60)
    value("x + 1", budget)
    assert budget.spent == 12
    with pytest.raises(Mistake, match="more than 60"):
        value("x * 2 * 3 * 4 * 5 * 6", budget)
    assert budget.spent <= 72


def test_nothing_changes():
    before = X.clone(), V.clone()
    for text in SAME:
        value(text)
    assert torch.equal(X, before[0]) and torch.equal(V, before[1])
