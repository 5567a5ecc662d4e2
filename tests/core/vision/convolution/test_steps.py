"""Stacks of layers as text, and the recursion of receptive fields by hand."""

import pytest

from core.vision.convolution.receptive import Stack
from core.vision.convolution.steps import (
    LARGEST_FIELD,
    LARGEST_ROOM,
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
        "conv 3, " * 21 + "conv 3",
        "max 7, max 7, max 7",
        ", ".join(["conv 1 s4"] * 12),
        ", ".join(["conv 1 s4"] * 3 + ["conv 1 p5"] * 12),
        "conv 3 q1",
        "conv ３",
        "conv 3 s",
    ],
)
def test_a_stack_that_cannot_be_is_named(text):
    with pytest.raises(ValueError, match="stack="):
        parse(text)


def test_how_far_is_too_far_is_told():
    with pytest.raises(ValueError, match=f"sees 343 cells; at most {LARGEST_FIELD} are allowed"):
        parse("max 7, max 7, max 7")
    with pytest.raises(ValueError, match=f"1024 cells .* at most {LARGEST_ROOM} are allowed"):
        parse("max 4, max 4, max 4, max 4")


@pytest.mark.parametrize(
    ("blocks", "layers", "field"), [((2, 2, 3, 3, 3), 18, 212), ((2, 2, 4, 4, 4), 21, 268)]
)
def test_vgg_can_be_entered(blocks, layers, field):
    """Simonyan and Zisserman, "Very deep convolutional networks", 2014; its fields by Araujo."""
    text = ", ".join(", ".join(["conv 3 p1"] * count + ["max 2"]) for count in blocks)
    steps = parse(text)
    assert len(steps) == layers and fields(steps)[-1] == Field(-(field - 32) // 2, 32, field)
    assert len(text) <= dict(Stack.specs())["stack"].limit


def test_sides_are_told_by_torch():
    assert sides(parse("conv 3 p1, max 2, conv 3 s2"), 28) == (28, 28, 14, 6)
    with pytest.raises(ValueError, match="Output size is too small"):
        sides(parse("max 5"), 4)
