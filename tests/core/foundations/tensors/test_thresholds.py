"""Where comparisons turn, and that each cell that is compared is found, against brute force."""

import pytest
import torch

from core.foundations.tensors.operating import Operating, inputs_of, links, numbers_at, operated
from core.foundations.tensors.operations import OPERATIONS
from core.foundations.tensors.provenance import row_of
from core.foundations.tensors.thresholds import MOST, thresholds

X = torch.arange(1.0, 4.0)


@pytest.mark.parametrize(
    ("operation", "numbers"),
    [
        (lambda x: x > 5000, ((4999.5, 5000, 5000.5),) * 3),
        (lambda x: 2 * x == 10, ((4.5, 5, 5.5),) * 3),
        (lambda x: (x > 2) & (x < 6), ((1.5, 2, 4, 6, 6.5),) * 3),
        (lambda x: x[1:] != x[:1], ((1.5, 2, 2.5, 3, 3.5), (0.5, 1, 1.5), (0.5, 1, 1.5))),
        (lambda x: x[:1] > 0, ((-0.5, 0, 0.5), (), ())),
        (lambda x: x.sum(), ()),
        (lambda x: torch.ones(3) > 2, ()),
        (lambda x: x.argmax() == 7, ()),
    ],
)
def test_a_comparison_turns_where_both_sides_are_equal(operation, numbers):
    assert thresholds(operation, {"x": X}, "x") == numbers


def test_there_are_not_too_many():
    x = torch.arange(50.0)
    compared = thresholds(lambda x: x[:, None] == x, {"x": x}, "x")
    assert max(map(len, compared)) <= MOST + 2


COMPARED = (
    "x > 5000",
    "x <= -5000",
    "x == 5000",
    "x != 0.1",
    "x == y",
    "x > y + 300",
    "2 * x - 1 == y",
    "(x > 20) & (x < 25)",
    "x[:, :1] >= y",
    "torch.where(x == 77, x, y)",
    "torch.gt(x, 900).sum(dim=1)",
    "(x == 12).any()",
    "x.sum(dim=1) == 100",
    "x * (y == 40)",
    "(x > 0) == (y > 3)",
    "x @ torch.ones(3) > 50",
)


@pytest.mark.parametrize("expression", COMPARED)
def test_every_cell_that_is_compared_is_found(expression):
    """Each cell is set to all whole and half numbers up to 1,000, and to a few more."""
    state = Operating(operation=OPERATIONS.pick("Your own", expression=expression), x_shape="2, 3")
    state = state.replace(y_shape="2, 3")
    inputs, operation = inputs_of(state), operated(state)
    before = row_of(tuple(operation.outputs.values()))
    numbers = [*torch.arange(-200, 1000.5, 0.5).tolist(), 5000.0, 5001.0, -5000.0, 0.1, torch.nan]
    for name, tensor in inputs.items():
        seen = torch.zeros(len(before), tensor.numel(), dtype=torch.bool)
        for cell in range(tensor.numel()):
            seen[:, cell] = changed_by(state, inputs, name, cell, numbers, before)
        cells = tuple(tuple(row.nonzero().flatten().tolist()) for row in seen)
        assert links(state)[name] == cells, name


def changed_by(state, inputs, name, cell, numbers, before):
    """Which numbers of the result ever change with a cell: all numbers at once, in a batch."""
    batch = {key: each.expand(len(numbers), *each.shape).clone() for key, each in inputs.items()}
    batch[name].view(len(numbers), -1)[:, cell] = torch.tensor(numbers)
    function = torch.vmap(
        lambda *tensors: by_python(state, dict(zip(inputs, tensors, strict=True)))
    )
    after = function(*batch.values()).reshape(len(numbers), -1).double()
    return (after != before).any(dim=0)


def by_python(state, tensors):
    """What Python makes of an expression that we have written."""
    return eval(dict(state.operation.arguments)["expression"], {"torch": torch} | tensors)


def test_operations_that_order_cells_have_no_numbers():
    assert numbers_at(Operating(operation="Sort")) == {"x": ()}
    assert numbers_at(Operating(operation="Compare"))["x"]
