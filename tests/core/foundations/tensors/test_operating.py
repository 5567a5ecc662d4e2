"""The view "Operations" as data."""

import pytest
import torch

from core.foundations.tensors.operating import (
    Operating,
    call_of,
    changes_at,
    chosen,
    chosen_cell,
    clashes,
    headline,
    inputs_of,
    links,
    mixed,
    operated,
    shapes,
)
from core.foundations.tensors.operations import OPERATIONS
from core.foundations.tensors.provenance import CHANGES, SMALL


def own(expression, **settings):
    return Operating(operation=OPERATIONS.pick("Your own", expression=expression), **settings)


def test_the_headline_has_the_shape_the_numbers_and_how_many_cells_made_one():
    x = torch.tensor(mixed(6)).reshape(2, 3)
    assert headline(Operating(operation="Sum", cell=1)) == {
        "result: size of dim 0": 2,
        "result: number 0": float(x[0].sum()),
        "result: number 1": float(x[1].sum()),
        "cells of x": 3,
    }


@pytest.mark.parametrize("count", range(1, 65))
def test_mixed_numbers_are_different_and_none_is_0(count):
    numbers = mixed(count)
    assert len(set(numbers)) == count and 0 not in numbers
    assert count < 3 or (min(numbers) < 0 < max(numbers))


def test_shapes_are_the_readers_or_the_examples():
    assert shapes(Operating(operation="Matmul (@)")) == ((2, 3), (3, 2))
    assert shapes(Operating(operation="Matmul (@)", y_shape="3, 4")) == ((2, 3), (3, 4))
    assert shapes(Operating(operation="Sum", x_shape="()", y_shape="7")) == ((),)
    with pytest.raises(ValueError, match="shape='9, 9' has 81 numbers: 64 can be drawn"):
        shapes(Operating(x_shape="9, 9"))


def test_where_cells_are_moved_they_count_up():
    tensors = inputs_of(Operating(operation="Cat"))
    assert tensors["x"].flatten().tolist() == list(range(6))
    assert tensors["y"].flatten().tolist() == list(range(6, 12))


def test_what_torch_refuses_has_a_message_and_its_dimensions_marked():
    state = Operating(operation="Matmul (@)", y_shape="2, 3")
    message = operated(state).message
    assert message.kind == "RuntimeError" and "mat1 and mat2" in message.text
    assert clashes(state) == {"x": (1,), "y": (0,)}
    assert headline(state) == links(state) == {}
    assert clashes(Operating(operation="Matmul (@)")) == {}


def test_a_dimension_that_torch_names_is_marked():
    assert clashes(Operating(operation=OPERATIONS.pick("Index", index="5"))) == {"x": (0,)}
    assert clashes(Operating(operation=OPERATIONS.pick("Index", index=":, 7"))) == {"x": (1,)}
    assert clashes(Operating(operation=OPERATIONS.pick("Sum", dim=3))) == {}


def test_what_does_not_stand_in_an_expression_is_not_there():
    assert list(inputs_of(own("x * 2"))) == ["x"] and list(inputs_of(own("y * 2"))) == ["x", "y"]
    assert headline(own("torch.ones(3)"))["cells of x"] == 0


def test_several_tensors_have_names():
    assert list(operated(Operating(operation="Max")).outputs) == ["values", "indices"]
    assert list(operated(Operating(operation="Split")).outputs) == ["result[0]", "result[1]"]
    assert list(operated(own("x.sort(dim=0)")).outputs) == ["result[0]", "result[1]"]


def test_a_readers_mistake_is_one_line():
    with pytest.raises(ValueError, match="expression='x.shape' gives .* no tensor"):
        operated(own("x.shape"))
    with pytest.raises(ValueError, match="is too large"):
        operated(own("x.repeat(9, 9)"))
    with pytest.raises(ValueError, match="would make"):
        operated(own("x.repeat(999, 999)"))
    with pytest.raises(ValueError, match="^expression="):
        own("x +")


def test_an_index_is_made_of_all_that_are_compared_and_a_value_of_the_cell_it_was():
    state = Operating(operation="Sort", cell=0)
    assert len(links(state)["x"][0]) == 1 and links(state)["x"][6] == (0, 1, 2)
    assert changes_at(state) == SMALL
    assert changes_at(state.replace(cell=6)) == CHANGES == changes_at(Operating())


def test_a_chosen_cell_that_is_not_there_is_the_last():
    assert chosen(Operating(cell=399)) == 1
    assert chosen_cell(Operating(cell=1)) == ("result", 1)
    assert chosen_cell(Operating(operation="Max", cell=3)) == ("indices", 1)
    assert headline(own("x[[]]"))["cells of x"] == 0
    with pytest.raises(ValueError, match="no numbers"):
        chosen_cell(own("x[[]]"))
    assert call_of(Operating()) == "x.sum(dim=1, keepdim=False)"


def test_a_warning_of_torch_is_kept_each_time():
    single = Operating(operation=OPERATIONS.pick("Std"), x_shape="1, 1")
    for _ in range(2):
        (warning,) = operated.__wrapped__(single).warnings
        assert warning.warning and "degrees of freedom" in warning.text and warning.cure
    assert operated(Operating()).warnings == ()
