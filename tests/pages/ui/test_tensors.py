"""What a browser says of a tensor's cells."""

import pytest

from pages.ui.tensors import read_position


@pytest.mark.parametrize("message", [None, "x", [], {}, -1, 6, 1e99, float("nan"), "9" * 5000])
def test_what_our_component_would_not_send_is_no_position(message):
    assert read_position(message, 6) is None


def test_a_position_is_read():
    assert read_position(5, 6) == 5
