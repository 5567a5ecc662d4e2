"""Worked examples as tables."""

from core.functions.losses.examples import EXAMPLES
from core.functions.losses.figures import examples as plots


def test_a_worked_example_is_a_table():
    columns, _ = EXAMPLES[0].work()
    rows = plots.example_rows(columns)
    assert [row["Error squared"] for row in rows] == ["0.25", "0.25", "0", "1"]
    assert rows[0]["Error"] == "−0.5"
