"""What a browser says of a tensor's cells."""

import pytest

from pages.ui.tensors import read_edit, read_position


@pytest.mark.parametrize("message", [None, "x", [], {}, -1, 6, 1e99, float("nan"), "9" * 5000])
def test_what_our_component_would_not_send_is_no_position(message):
    assert read_position(message, 6) is None


def test_a_position_is_read():
    assert read_position(5, 6) == 5


BAD_EDITS = [None, 1, {}, {"cell": 6, "number": 1}, {"cell": 1}, {"cell": 1, "number": "x"}]


@pytest.mark.parametrize("message", [*BAD_EDITS, {"cell": 0, "number": float("inf")}])
def test_what_our_component_would_not_send_is_no_number(message):
    assert read_edit(message, 6) is None


def test_a_number_is_read():
    assert read_edit({"cell": 5, "number": -7}, 6) == (5, -7)
