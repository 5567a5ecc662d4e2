"""What a benchmark reports: a list of rows, each a figure, what it is compared with, and the target
it must meet.
"""

from collections.abc import Iterable
from typing import NamedTuple


class Row(NamedTuple):
    """One figure. `ratio` is to the baseline, and None where there is none to take."""

    what: str
    baseline: str
    value: str
    ratio: float | None
    target: str
    met: bool


def table(rows: Iterable[Row]) -> str:
    """The rows as text in columns under a heading."""
    lines = [("what", "value", "baseline", "ratio", "target", "met")]
    lines += [
        (
            row.what,
            row.value,
            row.baseline,
            "" if row.ratio is None else f"{row.ratio:.2f}",
            row.target,
            "yes" if row.met else "NO",
        )
        for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, tuple("-" * width for width in widths))
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
