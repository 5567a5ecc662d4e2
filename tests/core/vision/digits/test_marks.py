"""Digits side by side are cut apart, and a single one never is."""

import pytest
import torch

from core.data import mnist
from core.data.handwriting.hand import write
from core.data.handwriting.strokes import decode, draw
from core.data.handwriting.styles import STYLES, written
from core.vision.digits.marks import box_of_ink, digits_apart, side_by_side, together


def beside(*styles, gap=14):
    """A drawing of digits in a row, `gap` pixels of the canvas between their brush's edges."""
    strokes, left = (), 20
    for style in styles:
        digit = decode(written(style, 0.4, left, 90))
        strokes += digit
        left = max(x for stroke in digit for x, _ in stroke) + 10 + gap
    return strokes


@pytest.mark.parametrize("brush", [12, 28])
def test_the_strokes_of_one_digit_stay_together(brush):
    generator = torch.Generator().manual_seed(3)
    for name, style in STYLES.items():
        for drawing in write(style.template, 3, generator):
            assert len(digits_apart(draw(drawing, brush))) == 1, name


def test_a_digit_of_mnist_stays_together():
    """But for one in a thousand, which is torn in two."""
    pictures = mnist.test_digits()[0][::4]
    assert sum(len(digits_apart(picture)) > 1 for picture in pictures) <= 3


@pytest.mark.parametrize(
    "styles",
    [
        ("bar 1", "oval 0"),
        ("open 4", "looped 2"),
        ("5 with its hat last", "barred 7", "round 3"),
        ("bar 1", "bar 1", "bar 1", "bar 1"),
    ],
)
def test_digits_in_a_row_are_cut_apart_from_left_to_right(styles):
    strokes = beside(*styles)
    picture = draw(strokes, 10)
    digits = digits_apart(picture)
    assert len(digits) == len(styles)
    assert torch.equal(torch.stack(digits).amax(0), picture)
    lefts = [int(digit.amax(0).nonzero()[0]) for digit in digits]
    assert lefts == sorted(lefts)


def test_digits_in_two_rows_are_read_row_by_row():
    upper, lower = beside("open 4", "looped 2"), beside("bar 1", "oval 0", "round 3")
    scaled = (
        tuple(tuple((x, round(y * 0.6) + shift) for x, y in stroke) for stroke in drawing)
        for drawing, shift in ((upper, -40), (lower, 100))
    )
    upper, lower = scaled
    digits = digits_apart(draw((*lower, *upper), 10))
    expected = [digits_apart(draw(drawing, 10)) for drawing in (upper, lower)]
    assert [len(row) for row in expected] == [2, 3] and len(digits) == 5
    assert list(map(box_of_ink, digits)) == [box_of_ink(digit) for row in expected for digit in row]


def test_a_row_may_rise_or_fall():
    for step in (60, -60):
        strokes = tuple(
            stroke
            for number, style in enumerate(("bar 1", "oval 0", "round 3"))
            for stroke in decode(written(style, 0.18, 40 + 70 * number, 110 + step * (number - 1)))
        )
        lefts = [int(digit.amax(0).nonzero()[0]) for digit in digits_apart(draw(strokes, 10))]
        assert len(lefts) == 3 and lefts == sorted(lefts)


def test_a_dot_beside_a_digit_is_left_out():
    seven = decode(written("plain 7", 0.5, 40, 60))
    alone = draw(seven, 10)
    for dot in ((200, 100), (180, 180)):
        (digit,) = digits_apart(draw((*seven, (dot,)), 10))
        assert torch.equal(digit, alone)


@pytest.mark.parametrize("shape", [(0, 0), (28, 28), (3, 400)])
def test_an_empty_picture_is_itself(shape):
    empty = torch.zeros(shape, dtype=torch.uint8)
    (picture,) = digits_apart(empty)
    assert picture is empty


def test_a_box_holds_the_ink_of_a_digit():
    strokes = beside("open 4", "looped 2")
    picture = draw(strokes, 10)
    digits = digits_apart(picture)
    for digit in digits:
        box = box_of_ink(digit, "4")
        inside = torch.zeros_like(digit, dtype=torch.bool)
        inside[box.top : box.bottom, box.left : box.right] = True
        assert not (digit[~inside] > 25).any() and digit[box.top].any() and digit[:, box.left].any()
        assert box.text == "4"
    assert torch.equal(together(digits), picture)


def test_pictures_side_by_side():
    first, second = torch.ones(4, 2, dtype=torch.uint8), torch.full((4, 3), 7, dtype=torch.uint8)
    row = side_by_side((first, second))
    assert torch.equal(together(row), torch.cat((first, second), 1))
    assert row[1][:, :2].sum() == 0
