"""What an entry of the operations says of itself."""

import pytest
import torch

from core.foundations.tensors.operation import (
    Operation,
    broadcast_clash,
    operation,
    product_clash,
    same_clash,
    written_call,
)


def test_a_call_is_computed_as_it_is_written():
    entry = operation("x * {factor} + y", "A line.", shapes=("2", "2"))
    assert isinstance(entry, Operation) and entry.names == ("x", "y")
    result = entry.build(torch.ones(2), torch.ones(2), factor=3.0)
    assert result.tolist() == [4, 4]
    assert written_call(entry.call, {"factor": 3.0}) == "x * 3 + y"
    assert written_call("f({a}, {b})", {"a": True, "b": 2.5}) == "f(True, 2.5)"


@pytest.mark.parametrize(
    ("clash", "x", "y", "dims"),
    [
        (broadcast_clash, (2, 3), (2, 4), ([1], [1])),
        (broadcast_clash, (4, 2, 3), (4, 3), ([1], [0])),
        (broadcast_clash, (2, 3), (1, 3), ([], [])),
        (product_clash, (2, 3), (2, 3), ([1], [0])),
        (product_clash, (2, 3), (3,), ([], [])),
        (product_clash, (5, 2, 3), (5, 4, 3), ([2], [1])),
        (product_clash, (), (3,), ([], [0])),
        (same_clash, (2, 3), (2, 4), ([1], [1])),
        (same_clash, (2, 3), (2,), ([1], [])),
    ],
)
def test_the_dimensions_that_do_not_fit_are_known(clash, x, y, dims):
    assert tuple(map(list, clash(x, y))) == dims
