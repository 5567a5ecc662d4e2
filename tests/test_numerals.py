"""The walk for numbers of machines, on texts that are right and on those that are not."""

import pytest

from tests.numerals import machine_written


@pytest.mark.parametrize(
    "text",
    [
        "98.8 %",
        "−0.349012",
        "1.28 · 10⁻⁷",
        "12,345",
        "Layers 3-4",
        "`lr=1e-05`",
        "$-1$",
        "2-D",
        "Step %{x}: %{y}",
    ],
)
def test_numbers_of_people(text):
    assert machine_written(text) == []


@pytest.mark.parametrize(
    "text", ["1e-05", "1.2e+06", "-3", "(-0.5, 2)", "98.8%", "0.349012216768", "%{y:.3g}"]
)
def test_numbers_of_machines(text):
    assert machine_written(text) != []
