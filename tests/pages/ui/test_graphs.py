"""What a browser may send of a graph."""

import pytest

from pages.ui.graphs import LONGEST_NAME, read_name, read_step


def test_messages_of_our_component_are_read():
    assert read_step(3, 5) == 3 and read_step(2.0, 5) == 2
    assert read_name("m.layer1") == "m.layer1" and len(read_name("x" * 999)) == LONGEST_NAME


@pytest.mark.parametrize("message", [None, "a", [], {}, -1, 5, float("nan"), float("inf")])
def test_anything_else_is_nothing(message):
    assert read_step(message, 5) is None
    assert read_name(message) in ("", "a")
