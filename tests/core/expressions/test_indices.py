"""How much an index takes is known before, and never too little."""

import random

import pytest
import torch

from core.expressions.indices import indexed
from core.expressions.mistakes import Mistake

X = torch.arange(24).reshape(2, 3, 4)

EXACT = [
    ((slice(None), slice(1, None)), 24),
    (0, 12),
    (-1, 12),
    ((0, 1, 2), 1),
    (None, 24),
    ((Ellipsis, 0), 6),
    ((0, Ellipsis, 0), 3),
    ([0, 0, 1], 36),
    (([0, 1], [2, 2]), 8),
    (([[0], [1]], [0, 2]), 16),
    (X > 20, 3),
    (X[0] > 99, 4),  # none, of 4 each: a sum over none makes 4
    ((slice(None), torch.tensor([0, 1, 2, 0])), 32),
    ((torch.tensor(1), Ellipsis), 12),
    ((Ellipsis, [True, False, True, True]), 24),
]


@pytest.mark.parametrize(("index", "elements"), EXACT, ids=str)
def test_the_elements_are_counted(index, elements):
    assert indexed(X, index) == elements


def test_two_ellipses_are_refused():
    with pytest.raises(Mistake, match="twice"):
        indexed(X, (Ellipsis, 0, Ellipsis))


def part(source: random.Random):
    return source.choice(
        (
            None,
            Ellipsis,
            source.randrange(-4, 5),
            slice(
                source.choice((None, 0, 1)), source.choice((None, 2, 9)), source.choice((None, 2))
            ),
            [source.randrange(2) for _ in range(source.randint(0, 5))],
            [[0, 1], [1, 0]],
            torch.tensor([0, 1, 1]),
            torch.tensor(1),
            torch.tensor([[0], [1]]),
            torch.tensor([True, False]),
            X > 5,
            X[0] > 5,
            True,
            [torch.tensor([0, 1]), torch.tensor([1, 0])],
        )
    )


@pytest.mark.filterwarnings("ignore")
def test_no_index_takes_more_than_was_said():
    source, taken = random.Random(0), 0
    for _ in range(4000):
        index = tuple(part(source) for _ in range(source.randint(1, 4)))
        try:
            elements = indexed(X, index if len(index) > 1 else index[0])
            result = X[index if len(index) > 1 else index[0]]
        except (IndexError, TypeError, ValueError, RuntimeError):
            continue
        taken += 1
        assert result.numel() <= elements, index
    assert taken > 1000
