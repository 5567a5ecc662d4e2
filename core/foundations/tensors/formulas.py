"""How the cells of the inputs make a number, written out: "1 · 2 + 4 · 4 + (−1) · 6"."""

from collections.abc import Iterable, Sequence

from core.plots.numbers import number

Cells = Sequence[Sequence[float]]
"""The numbers of the cells that made a number, a list for each input."""

DIGITS = 3


def sum_of(cells: Cells) -> str:
    """All cells added up."""
    return " + ".join(_factors(value for values in cells for value in values))


def product_of(cells: Cells) -> str:
    """All cells multiplied."""
    return " · ".join(_factors(value for values in cells for value in values))


def mean_of(cells: Cells) -> str:
    """The sum, divided by how many there are."""
    return f"({sum_of(cells)}) / {sum(map(len, cells))}"


def pairs_of(cells: Cells) -> str:
    """The cells of two inputs multiplied, pair by pair, and added up."""
    first, second = map(_factors, cells)
    return " + ".join(f"{a} · {b}" for a, b in zip(first, second, strict=True))


def _factors(values: Iterable[float]) -> list[str]:
    """Numbers as they stand in a sum or a product: what is negative stands in parentheses."""
    return [
        f"({number(value, DIGITS)})" if value < 0 else number(value, DIGITS) for value in values
    ]
