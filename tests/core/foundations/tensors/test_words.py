"""What is said of a tensor."""

import pytest
import torch

from core.foundations.tensors.words import kind_of, sentence_of


@pytest.mark.parametrize(
    ("tensor", "kind", "words"),
    [
        (torch.tensor(2.0), "a single number", ("**()**: 1 number of type `float32`, 4 bytes",)),
        (torch.zeros(3), "a row", ("**(3,)**: 3 numbers",)),
        (torch.zeros(2, 3), "a grid", ("2 rows and 3 columns", "2 · 3 = 6 numbers")),
        (torch.zeros(2, 1, 3), "a stack of grids", ("2 grids, 1 row and 3 columns",)),
        (torch.zeros(1, 2, 3, 4), "a stack of stacks of grids", ("1 stack, 2 grids, 3 rows",)),
        (torch.zeros(2, device="meta"), "a row", ("room for 2 numbers", "On meta there are none.")),
    ],
)
def test_a_tensor_is_told_in_a_sentence(tensor, kind, words):
    assert kind_of(tensor) == kind
    assert all(word in sentence_of(tensor) for word in (kind, *words))
