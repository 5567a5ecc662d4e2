"""Grids as the cells component takes them."""

import base64
import json

import torch

from core.plots.cells import CellGrid, Cells, skipped


def numbers(data):
    return torch.frombuffer(bytearray(base64.b64decode(data["values"])), dtype=torch.float32)


def test_a_grid_is_sent_with_every_number():
    values = torch.tensor([[1.5, float("nan")], [-2, 1e-20]], dtype=torch.float64)
    data = CellGrid("a", "A", values, padding=(1, 0, 0, 1), before="×").as_data()
    assert torch.equal(numbers(data).nan_to_num(9), torch.tensor([1.5, 9, -2, 1e-20]))
    assert (data["rows"], data["columns"], data["follows"]) == (2, 2, False)
    assert data["before"] == "×" and data["padding"] == (1, 0, 0, 1)


def test_a_grid_that_follows_has_numbers_for_each_cell_of_the_leader():
    data = CellGrid("a", "A", torch.arange(24.0).view(6, 2, 2)).as_data()
    assert (data["rows"], data["columns"], data["follows"]) == (2, 2, True) and len(
        numbers(data)
    ) == 24


def test_rows_and_columns_that_go_with_no_cell_of_the_leader():
    links = ([[0, 1], [-1, 3]], [[2], [2]])
    assert skipped(links, (5, 3)) == ([2, 4], [0, 1])
    data = CellGrid("a", "A", torch.zeros(5, 3), skipped=skipped(links, (5, 3))).as_data()
    assert json.loads(json.dumps(data))["skipped"] == [[2, 4], [0, 1]]


def test_cells_are_plain_data():
    cells = Cells(
        (CellGrid("a", "A", torch.zeros(2, 2)), CellGrid("b", "B", torch.zeros(1, 2))),
        "b",
        {"a": ([[0]], [[0], [1]])},
        {"a": [0, -1]},
        ("a", "a"),
        lines=("one", "two"),
    )
    data = json.loads(json.dumps(cells.as_data()))
    assert data["links"] == {"a": {"rows": [[0]], "columns": [[0], [1]]}} and data["points"] == {
        "a": [0, -1]
    }
    assert (
        data["leader"] == "b" and data["lines"] == ["one", "two"] and data["products"] == ["a", "a"]
    )
