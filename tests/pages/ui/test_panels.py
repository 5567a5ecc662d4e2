"""What a browser may send in place of a click or an edit."""

import pytest
import torch

from core.plots.cells import CellGrid, Cells
from pages.ui import panels
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


@pytest.mark.parametrize(
    ("message", "taken"),
    [
        ({"row": 1, "column": 2, "start": [0, 5]}, [(1, 2)]),
        ({"row": 0, "column": 9, "start": [0, 5]}, [(0, 4)]),
        ({"row": 0, "column": -1, "start": [0, 5]}, [(0, -1)]),
        ({"row": 1, "column": 2, "start": [0, 0]}, []),
        ({"row": 1, "column": 2, "start": "text"}, []),
        ({"row": 1, "start": [0, 5]}, []),
    ],
)
def test_a_cell_is_taken_if_it_is_of_the_part_that_is_shown(message, taken, monkeypatch):
    """A message may come late, when another part of a larger grid is there already."""
    listeners, chosen = [], []
    monkeypatch.setattr(
        panels, "CELLS", lambda on_cell_change, **_: listeners.append(on_cell_change)
    )
    monkeypatch.setattr(panels.st, "session_state", {"key": {"cell": message}})
    grids = Cells((CellGrid("y", "Output", torch.zeros(5, 5)),), "y", {})
    panels.cells(
        "key", grids, (0, 0), lambda *cell: chosen.append(cell), ((0, -1), (5, -5)), (0, 5)
    )
    listeners[0]()
    assert chosen == taken
