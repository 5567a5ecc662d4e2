"""CSV files of points: read with the columns that a reader picks, and written.

A mistake in a file is a `ValueError` of one line that names the column, the line of the file, and
the value.
"""

import csv
import io
import math
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from core.playground.own import FEWEST, MOST
from core.playground.points import FEWEST_CLASSES, MOST_CLASSES, NUMBERS, REACH, Points

LARGEST_FILE = 1_000_000
"""Bytes."""

FEWEST_COLUMNS, MOST_COLUMNS = 3, 100
LARGEST = 1e30
"""Number in a cell."""

LONGEST_NAME = 40
"""Characters of a column's name that are shown."""

SEPARATORS = (",", ";", "\t")

SCALED_TO = 5.0
"""How far from 0 a column reaches that is scaled, since it goes beyond the map."""


@dataclass(frozen=True)
class Table:
    """What is in a file.

    Args:
        names: of the columns, each different.
        lines: of the file, on which each row ends, from 1 on.
        rows: texts, one for each column.
    """

    names: tuple[str, ...]
    lines: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, name: str) -> Iterator[tuple[int, str]]:
        """The texts of a column, each with its line.

        Raises:
            ValueError: there is no such column.
        """
        if name not in self.names:
            raise ValueError(f"column={name[:LONGEST_NAME]!r} is not in the file")
        index = self.names.index(name)
        return ((line, row[index]) for line, row in zip(self.lines, self.rows, strict=True))

    def numbers(self, name: str) -> Tensor:
        """A column of numbers, (N,) float64.

        Raises:
            ValueError: one of its texts is no number.
        """
        return torch.tensor(
            [_number(name, line, text) for line, text in self.column(name)], dtype=torch.float64
        )


def _number(name: str, line: int, text: str) -> float:
    try:
        value = float(text.replace("_", "x"))  # Python's own underscores are no part of a number
    except ValueError:
        value = None
    if value is None or not abs(value) <= LARGEST:  # nan too
        shown = repr(text[:LONGEST_NAME]) if text else "an empty cell"
        raise ValueError(
            f"column={name!r} has {shown} in line {line}, which is no "
            f"number from {-LARGEST:g} to {LARGEST:g}"
        )
    return value


def read_table(data: bytes) -> Table:
    """The table in a CSV file, with commas, semicolons or tabs; with a head if its first row is not
    all numbers. Behind semicolons, numbers may have a decimal comma.

    Raises:
        ValueError: the file is too large, no text, or no table of two or more columns.
    """
    if len(data) > LARGEST_FILE:
        raise ValueError(f"file has {len(data):,} bytes: at most {LARGEST_FILE:,} are read")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("file is no text in UTF-8: save it as CSV in UTF-8") from None
    if "\0" in text:
        raise ValueError("file is no text: it has zero bytes in it")
    lines, rows = _rows(text)
    if not rows:
        raise ValueError("file is empty")
    names, has_head = _names(rows[0])
    if not FEWEST_COLUMNS <= len(names) <= MOST_COLUMNS:
        raise ValueError(
            f"file has {len(names)} column(s): {FEWEST_COLUMNS} to {MOST_COLUMNS} are needed, with "
            "a comma, a semicolon or a tab between them"
        )
    lines, rows = lines[has_head:], rows[has_head:]
    for line, row in zip(lines, rows, strict=True):
        if len(row) != len(names):
            raise ValueError(f"file has {len(row)} cells in line {line}, and {len(names)} columns")
    if not FEWEST <= len(rows) <= MOST:
        raise ValueError(f"file has {len(rows):,} points: {FEWEST} to {MOST:,} can be read")
    return Table(names, tuple(lines), tuple(rows))


def _rows(text: str) -> tuple[list[int], list[tuple[str, ...]]]:
    """The rows that hold anything, and the line of the file on which each ends."""
    head = text.lstrip().partition("\n")[0]
    separator = max(SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines, rows = [], []
    try:
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            cells = (cell.strip() for cell in row)
            if separator == ";":
                cells = (_with_point(cell) for cell in cells)
            lines.append(reader.line_num)
            rows.append(tuple(cells))
    except csv.Error as error:
        raise ValueError(f"file is no CSV in line {reader.line_num}: {error}") from None
    return lines, rows


def _with_point(cell: str) -> str:
    """A number with a decimal comma as one with a point; any other text as it is."""
    changed = cell.replace(",", ".")
    return changed if cell.count(",") == 1 and is_number(changed) else cell


def is_number(text: str) -> bool:
    """Whether a text is a number."""
    try:
        return math.isfinite(float(text)) and "_" not in text
    except ValueError:
        return False


def _names(first: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """The names of the columns, each different, and whether the first row is their head."""
    has_head = not all(map(is_number, first))
    names: list[str] = []
    for number, cell in enumerate(first, 1):
        name = usual = cell[:LONGEST_NAME] if has_head and cell else f"Column {number}"
        again = 2
        while name in names:
            name, again = f"{usual} ({again})", again + 1
        names.append(name)
    return tuple(names), has_head


@dataclass(frozen=True)
class Reading:
    """Points read from a table.

    Args:
        points: the points.
        labels: what stood in the file for each class, in order; empty if each point has a number.
        scaled: the columns that were moved and scaled to fit the map, or a number from -1 to 1.
    """

    points: Points
    labels: tuple[str, ...]
    scaled: tuple[str, ...]


def read_points(table: Table, x: str, y: str, target: str) -> Reading:
    """The points in three columns. A target of up to five different values is their class, and one
    of more numbers is a number to learn.

    Raises:
        ValueError: a cell is no number, or a column has only one value, or too many.
    """
    columns = [_within(table.numbers(name), name, REACH, SCALED_TO) for name in (x, y)]
    inputs = torch.stack([column for column, _ in columns], 1).float()
    scaled = [name for name, (_, moved) in zip((x, y), columns, strict=True) if moved]
    texts = []
    for line, text in table.column(target):
        if not text:
            raise ValueError(f"column={target!r} has an empty cell in line {line}")
        texts.append(text)
    labels = _labels(texts)
    if len(labels) > MOST_CLASSES:
        if not all(map(is_number, labels)) and sum(map(is_number, texts)) < len(texts) / 2:
            raise ValueError(
                f"column={target!r} has {len(labels)} different texts: classes are "
                f"{FEWEST_CLASSES} to {MOST_CLASSES}"
            )
        numbers, moved = _within(table.numbers(target), target, 1.0, 1.0)
        return Reading(
            Points(inputs, numbers.float(), NUMBERS), (), (*scaled, *([target] if moved else ()))
        )
    if len(labels) < FEWEST_CLASSES:
        raise ValueError(f"column={target!r} has the same value in every row: there is one class")
    classes = torch.tensor([labels.index(text) for text in map(_plain, texts)])
    return Reading(Points(inputs, classes, len(labels)), labels, tuple(scaled))


def _plain(text: str) -> str:
    """The label that a cell means: 1, 1.0 and 01 are the same class."""
    return f"{float(text):.15g}" if is_number(text) else text


def _labels(texts: list[str]) -> tuple[str, ...]:
    """The different labels in order, as numbers if all are."""
    labels = sorted({_plain(text) for text in texts})
    return tuple(sorted(labels, key=float) if all(map(is_number, labels)) else labels)


def _within(values: Tensor, name: str, reach: float, to: float) -> tuple[Tensor, bool]:
    """Values as they are if none is beyond `reach`; or moved and scaled from -to to `to`, and
    whether they were.
    """
    low, high = float(values.min()), float(values.max())
    if low == high:
        raise ValueError(f"column={name!r} has the same value in every row")
    if max(-low, high) <= reach:
        return values, False
    return ((values - low) / (high - low) * 2 - 1) * to, True


def write_table(points: Points) -> bytes:
    """Points as a CSV file with the columns x, y and label, in UTF-8."""
    rows = [
        f"{x:.9g},{y:.9g},{target:.9g}"
        for (x, y), target in zip(points.inputs.tolist(), points.targets.tolist(), strict=True)
    ]
    return "\n".join(["x,y,label", *rows, ""]).encode()
