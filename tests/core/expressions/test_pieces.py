"""What is cut off from a tensor takes time, be it ever so small."""

import pytest
import torch

from core.expressions import parse, pieces
from core.expressions.pieces import PIECE

EXACT = [
    (pieces.pieces, (torch.zeros(2, 8),), {}, 8 * PIECE),
    (pieces.pieces, (torch.zeros(30, 40),), {}, 1200),
    (pieces.pieces_by_count, (torch.zeros(1), 500), {}, 500 * PIECE),
    (pieces.pieces_by_count, (torch.zeros(0),), {"chunks": 7}, 7 * PIECE),
    (pieces.differences, (torch.zeros(5),), {}, 5),
    (pieces.differences, (torch.zeros(5),), {"n": 3}, 15),
]


@pytest.mark.parametrize(("rule", "arguments", "keywords", "elements"), EXACT)
def test_pieces_are_counted_as_elements(rule, arguments, keywords, elements):
    assert rule(arguments, keywords) == elements


@pytest.mark.parametrize("text", ["torch.zeros(0).chunk(10**9)", "x.tensor_split(10**9)"])
def test_a_billion_of_empty_pieces_is_refused(text):
    with pytest.raises(ValueError, match="are allowed"):
        parse(text, ("x",)).value({"x": torch.zeros(3)})


def test_a_tensor_is_cut_into_its_rows():
    rows = parse("x.unbind()", ("x",)).value({"x": torch.eye(3)})
    assert [row.tolist() for row in rows] == torch.eye(3).tolist()
