"""Worked examples as tables."""

from collections.abc import Mapping

from torch import Tensor

from core.plots.numbers import number


def example_rows(columns: Mapping[str, Tensor]) -> list[dict[str, str]]:
    """The columns of a worked example, (N,) each, as N rows."""
    return [
        {name: number(value, 6) for name, value in zip(columns, row, strict=True)}
        for row in zip(*(column.tolist() for column in columns.values()), strict=True)
    ]
