"""What a call makes is known before, and never too little."""

import pytest
import torch
from torch.nn import functional

from core.expressions import work
from core.expressions.functions import FUNCTIONAL, METHODS, TORCH
from core.expressions.mistakes import Mistake
from core.expressions.work import Budget, tensors
from tests.core.expressions.calls import CALLS

REFUSED = (RuntimeError, TypeError, IndexError, ValueError, AttributeError)
ONLY_METHODS = {name: rule for name, rule in METHODS.items() if name not in TORCH}

EXACT = [
    (work.new, ((2, 3),), {}, 6),
    (work.new, (), {"size": (4, 5)}, 20),
    (work.filled, ((2, 3), 250), {}, 6),
    (work.identity, (4,), {}, 16),
    (work.identity, (4, 2), {}, 8),
    (work.counted, (5,), {}, 6),
    (work.counted, (2, 12, 5), {}, 3),
    (work.counted, (0, 1, 0), {}, 0),
    (work.counted, (0,), {"end": 3}, 4),
    (work.counted, (float("nan"),), {}, 0),
    (work.spaced, (0, 1, 50), {}, 50),
    (work.repeated, (torch.zeros(2, 3), 4, 5), {}, 120),
    (work.expanded, (torch.zeros(1, 3), 4, 3), {}, 12),
    (work.interleaved, (torch.zeros(3), torch.tensor([1, 0, 7])), {}, 21),
    (work.multiplied, (torch.zeros(5, 2, 3), torch.zeros(3, 4)), {}, 40),
    (work.summed, ("ij,jk->ik", torch.zeros(2, 3), torch.zeros(3, 4)), {}, 24),
    (work.summed, ("b...,...c", torch.zeros(2, 3), torch.zeros(3, 4)), {}, 24),
    (work.padded, (torch.zeros(2, 3), (1, 1)), {}, 10),
    (work.in_classes, (torch.tensor([0, 9]),), {}, 20),
    (work.broadcast, (torch.zeros(4, 1), torch.zeros(5)), {}, 20),
    (work.broadcast, (torch.zeros(4), torch.zeros(5)), {}, 9),
]


@pytest.mark.parametrize(("rule", "arguments", "keywords", "elements"), EXACT)
def test_the_elements_are_counted(rule, arguments, keywords, elements):
    assert rule(arguments, keywords) == elements


def copied(values):
    """The same with tensors of their own: some functions change theirs when asked to."""
    if isinstance(values, torch.Tensor):
        return values.clone()
    return tuple(map(copied, values)) if isinstance(values, tuple) else values


def results(function, rule, calls):
    """Of each call that torch takes: the elements of the largest tensor that comes out, and what
    the rule says.
    """
    for arguments, keywords in calls:
        try:
            result = function(*copied(arguments), **keywords)
        except (
            RuntimeError,
            TypeError,
            IndexError,
            ValueError,
            NotImplementedError,
            AttributeError,
        ):
            continue
        largest = max((tensor.numel() for tensor in tensors(result)), default=0)
        yield largest, rule(arguments, keywords), arguments, keywords


@pytest.mark.parametrize(
    ("owner", "rules"),
    [(torch, TORCH), (functional, FUNCTIONAL), (torch.Tensor, ONLY_METHODS)],
    ids=["torch", "F", "methods"],
)
@pytest.mark.filterwarnings("ignore")
def test_no_call_makes_more_than_its_rule_says(owner, rules):
    untried = set()
    for name, rule in rules.items():
        tried = list(results(getattr(owner, name), rule, CALLS))
        if not tried:
            untried.add(name)
        for largest, elements, arguments, keywords in tried:
            assert largest <= elements or largest <= 1, (name, arguments, keywords)
    assert untried == set()


def test_a_budget_is_of_each_tensor_and_of_all():
    budget = Budget(most=10, total=25)
    budget.spend(10)
    budget.spend(10)
    with pytest.raises(Mistake, match="more than 25 numbers"):
        budget.spend(10)
    with pytest.raises(Mistake, match="would make 11 numbers at once, and 10 are allowed"):
        Budget(most=10).spend(11)
    for elements in (float("inf"), float("nan")):
        with pytest.raises(Mistake):
            Budget().spend(elements)
