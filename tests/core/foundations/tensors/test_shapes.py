"""Shapes as a reader types them."""

import pytest

from core.foundations.tensors.shapes import shape_of, shape_or_none, written


@pytest.mark.parametrize(
    ("text", "shape"),
    [("2, 3", (2, 3)), ("(3,)", (3,)), ("()", ()), ("[4 5]", (4, 5)), (" 9 ", (9,)), ("1,", (1,))],
)
def test_a_shape_is_read(text, shape):
    assert shape_of(text) == shape
    assert shape_of(written(shape)) == shape


@pytest.mark.parametrize("text", ["", "x", "-1", "2.5", "0, 3", "10", "1, 2, 3, 4, 5", "2; 3", "٣"])
def test_what_is_no_shape_is_one_line(text):
    with pytest.raises(ValueError, match="shape=.* must be whole numbers from 1 to 9"):
        shape_of(text)


def test_an_empty_text_is_no_shape():
    assert shape_or_none("  ") is None and shape_or_none("()") == ()
