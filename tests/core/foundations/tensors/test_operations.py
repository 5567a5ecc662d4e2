"""Every operation: what it gives is torch's, and which cells made which is true."""

import random

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from core.foundations.tensors.operating import Operating, call_of, inputs_of, links, operated
from core.foundations.tensors.operations import OPERATIONS
from core.foundations.tensors.provenance import CHANGES, row_of
from tests.sampling import sample_pick

STATES = 4
"""Random arguments for each operation, beside its own."""

HUGE = (1e6, -1e6, float("nan"), float("inf"), -float("inf"))


def by_python(call, inputs):
    """What Python makes of a call that we have written."""
    return eval(call, {"torch": torch, "F": F} | inputs)


def states(name):
    source = random.Random(name)
    own = [Operating(operation=name)]
    return own + [
        Operating(
            operation=sample_pick(OPERATIONS, name, source),
            x_shape=source.choice(("", "", "3, 2", "2, 2, 3")),
            y_shape=source.choice(("", "", "2, 3")),
        )
        for _ in range(STATES)
    ]


def brute_force(function, inputs, name, source):
    """Each cell set to many numbers, one after the other: which numbers of the result change."""
    before = row_of(function(**inputs)).tolist()
    depends = [set() for _ in before]
    for cell in range(inputs[name].numel()):
        base = float(inputs[name].flatten()[cell])
        numbers = [*HUGE, base + 0.001, base - 0.25, *(source.gauss(0, 30) for _ in range(6))]
        for number in numbers:
            values = inputs[name].flatten().tolist()
            values[cell] = number
            changed = torch.tensor(values).reshape(inputs[name].shape)
            try:
                after = row_of(function(**{**inputs, name: changed})).tolist()
            except (RuntimeError, IndexError):
                continue
            if len(after) == len(before):
                for index, pair in enumerate(zip(before, after, strict=True)):
                    if not np.array_equal(*pair, equal_nan=True):
                        depends[index].add(cell)
    return [tuple(sorted(cells)) for cells in depends]


def test_there_are_thirty_and_more():
    assert len(OPERATIONS) >= 30


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_gives_what_torch_gives(name):
    for state in states(name):
        operation, inputs = operated(state), inputs_of(state)
        if operation.message:
            with pytest.raises(Exception) as caught:
                by_python(call_of(state), inputs)
            assert type(caught.value).__name__ == operation.message.kind
            continue
        expected = by_python(call_of(state), inputs)
        several = [expected] if isinstance(expected, torch.Tensor) else list(expected)
        assert len(several) == len(operation.outputs)
        for output, tensor in zip(operation.outputs.values(), several, strict=True):
            assert torch.equal(output.nan_to_num(9.5), tensor.nan_to_num(9.5))


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_cells_that_made_a_number_are_those_that_change_it(name):
    """For those that move cells in an order, a cell that is moved is the one that it copies."""
    source, choice = random.Random(name), OPERATIONS[name]
    for state in states(name)[:3]:
        operation, inputs = operated(state), inputs_of(state)
        if operation.message:
            continue

        def function(state=state, **tensors):
            return by_python(call_of(state), tensors)

        by_change = {key: brute_force(function, inputs, key, source) for key in inputs}
        for key, cells in links(state).items():
            if choice.changes is CHANGES:
                assert list(cells) == by_change[key], (call_of(state), key)
                continue
            values = next(iter(operation.outputs.values())).flatten().tolist()
            for value, made_of in zip(values, cells, strict=False):
                assert [float(inputs[key].flatten()[cell]) for cell in made_of] == [value]
            assert list(cells)[len(values) :] == by_change[key][len(values) :]


@pytest.mark.parametrize("name", [name for name in OPERATIONS if OPERATIONS[name].clash])
def test_where_dimensions_are_marked_torch_refuses(name):
    """And where none are, it takes the shapes, but for the number of dimensions."""
    choice, marked = OPERATIONS[name], 0
    shapes = ("2", "3", "2, 3", "3, 2", "2, 2, 3", "2, 3, 2", "1, 3")
    for x in shapes:
        for y in shapes:
            state = Operating(operation=name, x_shape=x, y_shape=y)
            inputs = inputs_of(state)
            dims = choice.clash(*(tuple(tensor.shape) for tensor in inputs.values()))
            if not operated(state).message:
                continue
            marked += any(map(bool, dims))
            for tensor, own in zip(inputs.values(), dims, strict=True):
                assert all(0 <= dim < tensor.ndim for dim in own)
    assert marked
