"""Points that a reader edits, as text for a link: `"-1,0.5;2,3"` is two of them."""

import math
from collections.abc import Callable, Iterable

Point = tuple[float, float]
Points = tuple[Point, ...]

MOST_POINTS = 50
REACH = 5.0  # points lie from -REACH to REACH in x and in y
LIMIT = 14 * MOST_POINTS  # characters of the text
NEAR = 0.25  # a click nearer to a point than this means that point


def write(points: Iterable[Point]) -> str:
    """Points as text, to a hundredth."""
    return ";".join(f"{round(x, 2) + 0.0:g},{round(y, 2) + 0.0:g}" for x, y in points)


def read(text: str) -> Points:
    """The points that `write` wrote; any other text is a `ValueError` that says what is wrong."""
    if len(text) > LIMIT:
        raise ValueError(f"points={_short(text)} must be a text of at most {LIMIT} characters")
    return check(tuple(_point(part) for part in text.split(";")) if text else ())


def read_classes(text: str) -> Points:
    """The points of a text in which each y is a class, 0 or 1."""
    points = read(text)
    for x, y in points:
        if y not in (0, 1):
            raise ValueError(f"points=({x:g}, {y:g}) must have 0 or 1 as y, the class")
    return points


def check(points: Points) -> Points:
    """The points, if a line can be fitted to them: 2 to MOST_POINTS, not all at one x, none beyond
    REACH.

    Raises:
        ValueError: they are not.
    """
    for x, y in points:
        if not (abs(x) <= REACH and abs(y) <= REACH):  # nan neither
            raise ValueError(
                f"points=({x:g}, {y:g}) must lie from {-REACH:g} to {REACH:g} in x and in y"
            )
    if not 2 <= len(points) <= MOST_POINTS or len({x for x, _ in points}) < 2:
        raise ValueError(
            f"points={len(points)} of them must be 2 to {MOST_POINTS}, with "
            "at least two different x"
        )
    return points


def _point(part: str) -> Point:
    try:
        x, y = (float(number) for number in part.split(","))
    except ValueError:
        x = y = math.nan
    if not (math.isfinite(x) and math.isfinite(y)):
        raise ValueError(f"points={_short(part)} must be two numbers, as in '-1,0.5;2,3'")
    return x, y


def clicked(text: str, click: Point, read: Callable[[str], Points] = read) -> str:
    """The text after a click, which removes the nearest point if it is within NEAR, and else adds
    one.

    Raises:
        ValueError: the points after the click are not allowed.
    """
    points = read(text)
    distances = [math.dist(point, click) for point in points]
    nearest = distances.index(min(distances))
    rest = points[:nearest] + points[nearest + 1 :]
    changed = write(rest if distances[nearest] < NEAR else (*points, click))
    read(changed)
    return changed


def edited(text: str, changes: dict) -> list[dict[str, float | None]]:
    """The rows of a table after a reader's changes to them.

    Args:
        text: the points that the table held at first.
        changes: as Streamlit's table tells them: `edited_rows` by their index, `added_rows`,
            `deleted_rows`.
    """
    rows = rows_of(text)
    for index, change in changes.get("edited_rows", {}).items():
        rows[int(index)] |= change
    deleted = set(changes.get("deleted_rows", ()))
    left = [row for index, row in enumerate(rows) if index not in deleted]
    return left + list(changes.get("added_rows", ()))


def rows_of(text: str) -> list[dict[str, float | None]]:
    """Points as rows of a table."""
    return [{"x": x, "y": y} for x, y in read(text)]


def from_rows(rows: Iterable[dict[str, float | None]], read: Callable[[str], Points] = read) -> str:
    """The text of the rows that are filled in; a `ValueError` if they are not allowed."""
    points = [
        (row["x"], row["y"])
        for row in rows
        if row.get("x") is not None and row.get("y") is not None
    ]
    text = write(points)
    read(text)
    return text


def _short(text: str) -> str:
    return repr(text if len(text) <= 24 else text[:21] + "...")
