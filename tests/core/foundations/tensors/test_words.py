"""What is said of a tensor."""

import pytest
import torch

from core.foundations.tensors.making import Making, unlike
from core.foundations.tensors.operating import Operating, links, operated
from core.foundations.tensors.sources import SOURCES
from core.foundations.tensors.words import (
    cell_name,
    kind_of,
    operation_sentence,
    refusal_sentence,
    sentence_of,
    unmade_sentence,
)


@pytest.mark.parametrize(
    ("tensor", "kind", "words"),
    [
        (
            torch.tensor(2.0),
            "a single number (scalar)",
            ("**()**: 1 number of type `float32`, 4 bytes",),
        ),
        (torch.zeros(3), "a row (vector)", ("**(3,)**: 3 numbers",)),
        (
            torch.zeros(2, 3),
            "a grid (matrix)",
            ("2 rows and 3 columns", "2\u00a0·\u00a03 = 6 numbers"),
        ),
        (torch.zeros(2, 1, 3), "a stack of grids", ("2 grids, 1 row and 3 columns",)),
        (torch.zeros(1, 2, 3, 4), "a stack of stacks of grids", ("1 stack, 2 grids, 3 rows",)),
        (
            torch.zeros(2, device="meta"),
            "a row (vector)",
            ("room for 2 numbers", "On meta there are no numbers."),
        ),
    ],
)
def test_a_tensor_is_told_in_a_sentence(tensor, kind, words):
    assert kind_of(tensor) == kind
    assert all(word in sentence_of(tensor) for word in (kind, *words))


def test_an_operation_is_told_with_the_chosen_cell():
    state = Operating(operation="Matmul (@)", cell=1)
    done = operated(state)
    counts = {name: len(cells[1]) for name, cells in links(state).items()}
    assert operation_sentence("x @ y", done.inputs, done.outputs, counts) == (
        "`x @ y` turns **(2, 3)** and **(3, 2)** into **(2, 2)**. The marked number comes from "
        "3 cells of x and 3 cells of y."
    )


def test_a_sum_is_written_out():
    done = operated(Operating())
    line = operation_sentence("x.sum()", done.inputs, done.outputs, {"x": 3}, "1 + 4 + (−1) = 4")
    assert line.replace("\N{NO-BREAK SPACE}", " ").endswith(" of x: 1 + 4 + (−1) = 4.")


def test_what_is_made_of_nothing_or_is_empty_is_told():
    done = operated(Operating(operation="Max"))
    line = operation_sentence("x.max()", done.inputs, done.outputs, {"x": 0})
    assert line.endswith("The marked number comes from no cell.")
    empty = operation_sentence("x[[]]", done.inputs, {"result": torch.zeros(0, 3)}, {"x": 0})
    assert empty.endswith("**(2, 3)** into **(0, 3)**. It contains no numbers.")


def test_a_cell_is_written_as_in_pytorch():
    assert cell_name("values", 5, (2, 3)) == "values[1, 2]" and cell_name("x", 0, ()) == "x"


def test_a_refusal_names_the_shapes():
    inputs = operated(Operating(operation="Mm", y_shape="2, 3")).inputs
    assert refusal_sentence("torch.mm(x, y)", inputs) == (
        "PyTorch raises an error: `torch.mm(x, y)` does not work for the shapes **(2, 3)** and "
        "**(2, 3)**."
    )


def test_lists_that_are_no_tensor_are_told_by_their_part():
    ragged = unlike(Making(source=SOURCES.pick("A list", values="[[1, 2, 3], [4, 5]]")))
    assert unmade_sentence(ragged) == (
        "PyTorch cannot make a tensor from this: `[4, 5]` is a row of 2, but `[1, 2, 3]` is a row "
        "of 3."
    )
    assert unlike(Making()) is None and unlike(Making(source="Zeros")) is None
    assert unmade_sentence(None) == "PyTorch cannot make a tensor from this."
    assert "`2` is a single number" in unmade_sentence((2, [1]))
