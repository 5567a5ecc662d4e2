"""Digits side by side are cut apart, and a single one never is."""

import pytest
import torch

from core.data import mnist
from core.data.handwriting.hand import write
from core.data.handwriting.strokes import decode, draw
from core.data.handwriting.styles import STYLES, written
from core.vision.digits.marks import digits_apart


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
