"""Outputs and slopes of functions of a vector are drawn as they are."""

import pytest
import torch

from core.catalogue.vectors import VECTORS
from core.functions.activations.figures.softmax import (
    jacobian_figure,
    outputs_figure,
    vector_rows,
)
from core.functions.activations.response import response
from core.functions.activations.state import State

SHARP = VECTORS.pick("Softmax", temperature=0.3)


@pytest.mark.parametrize("name", VECTORS)
def test_outputs_and_slopes_are_drawn_as_they_are(name):
    pick = VECTORS.pick(name)
    result = response(pick, State().z)
    (bars,) = outputs_figure(pick.choice, result).data
    (cells,) = jacobian_figure(pick.choice, result).data
    assert torch.equal(torch.tensor(bars.y), result.outputs.float())
    assert torch.equal(torch.tensor(cells.z), result.jacobian.float())


@pytest.mark.usefixtures("foreign")
def test_what_an_entry_does_not_say_follows_its_numbers():
    pick = VECTORS.pick("Pairs")
    result = response(pick, State().z)
    low, high = outputs_figure(pick.choice, result).layout.yaxis.range
    assert low < float(result.outputs.min()) and high >= max(0, float(result.outputs.max()))
    (cells,) = jacobian_figure(pick.choice, result).data
    assert cells.zmax == float(result.jacobian.abs().max())


def test_a_row_says_what_is_true_of_the_function():
    for name, alike, total in (
        ("Softmax", "Nothing changes", "1"),
        ("GLU", "The outputs change", None),
    ):
        pick = VECTORS.pick(name)
        (row,) = vector_rows(pick, response(pick, State().z))
        assert row["If all logits grow alike"] == alike
        assert total in (None, row["Sum of the outputs"])
    (row,) = vector_rows(SHARP, response(SHARP, State().z))
    assert row["Function"] == "Softmax(temperature=0.3)"
