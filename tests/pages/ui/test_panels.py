"""What a browser may send in place of a click or an edit."""

import pytest

from pages.ui.panels import read_cell, read_rows, read_unit

NONSENSE = [None, 7, "text", [], {}, {"row": 1}, {"layer": "conv1"}, {"rows": None}]


def test_messages_of_our_components_are_read():
    assert read_cell({"row": 3, "column": 4.0}) == (3, 4)
    assert read_unit({"layer": "conv1", "unit": 5}) == ("conv1", 5)
    assert read_rows({"rows": [[1, "2.5"]]}) == [[1.0, 2.5]]


def test_a_unit_is_not_negative_and_a_name_not_long():
    assert read_unit({"layer": "x" * 500, "unit": -3}) == ("x" * 80, 0)


@pytest.mark.parametrize(
    "message",
    [
        *NONSENSE,
        {"row": "a", "column": 1},
        {"row": float("nan"), "column": 1},
        {"row": float("inf"), "column": 1},
        {"layer": "conv1", "unit": None},
        {"rows": [["a"]]},
        {"rows": [1]},
    ],
)
@pytest.mark.parametrize("read", [read_cell, read_unit, read_rows])
def test_anything_else_is_nothing(read, message):
    assert read(message) is None
