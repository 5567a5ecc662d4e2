"""Stacks of layers as text, and the recursion of receptive fields by hand."""

import pytest

from core.vision.convolution.steps import (
    LARGEST_FIELD,
    Field,
    fields,
    parse,
    seen,
    sides,
)
from tests.core.vision.convolution.stacks import stacks, write


@pytest.mark.parametrize("steps", stacks(40), ids=write)
def test_what_is_written_is_read_again(steps):
    assert parse(write(steps)) == steps


def test_by_hand():
    expected = (Field(0, 1, 1), Field(-1, 1, 3), Field(-1, 2, 4), Field(-3, 2, 8))
    assert fields(parse("conv 3 p1, max 2, conv 3 p1")) == expected
    assert [field.length for field in fields(parse("conv 3 d1, conv 3 d2, conv 3 d4"))] == [
        1,
        3,
        7,
        15,
    ]


def test_strides_can_leave_holes():
    assert seen(parse("conv 1 s2, conv 2"), (8, 4, 3))[0][1] == (2, 4)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "conv",
        "conv 3 p1 max 2",
        "pool 2",
        "conv 0",
        "conv 12",
        "conv 3 s5",
        "conv 3 p6",
        "max 2 d2",
        "max 2 p2",
        "conv 3, " * 12 + "conv 3",
        "max 4, max 4, max 4, max 4",
        "conv 3 q1",
        "conv ３",
        "conv 3 s",
    ],
)
def test_a_stack_that_cannot_be_is_named(text):
    with pytest.raises(ValueError, match="stack="):
        parse(text)


def test_how_far_is_too_far_is_told():
    with pytest.raises(ValueError, match=f"sees 256 cells; at most {LARGEST_FIELD} are allowed"):
        parse("max 4, max 4, max 4, max 4")


def test_sides_are_told_by_torch():
    assert sides(parse("conv 3 p1, max 2, conv 3 s2"), 28) == (28, 28, 14, 6)
    with pytest.raises(ValueError, match="Output size is too small"):
        sides(parse("max 5"), 4)
