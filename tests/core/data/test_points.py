"""Points as text, in a table, and under clicks."""

import random

import pytest

from core.data import points
from core.data.points import (
    LIMIT,
    MOST_POINTS,
    REACH,
    clicked,
    edited,
    from_rows,
    read,
    read_classes,
    write,
)


def test_text_and_back():
    generator = random.Random(0)
    for count in (2, 3, 10, MOST_POINTS):
        known = tuple(
            (round(generator.uniform(-REACH, REACH), 2), round(generator.uniform(-REACH, REACH), 2))
            for _ in range(count)
        )
        assert read(write(known)) == known
        assert len(write(known)) <= LIMIT
    assert write(((-0.001, 2.0), (1.5, -3.25))) == "0,2;1.5,-3.25"
    assert len(write(((-4.99, -4.99),) * MOST_POINTS)) <= LIMIT


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "0 of them must be 2 to 50"),
        ("1,2", "1 of them must be 2 to 50"),
        ("1,2;1,3", "two different x"),
        ("0,0;" * 50 + "1,1", "51 of them must be 2 to 50"),
        ("0,0;6,0", "(6, 0) must lie from -5 to 5"),
        ("0,0;1", "'1' must be two numbers"),
        ("0,0;1,2,3", "'1,2,3' must be two numbers"),
        ("0,0;nan,1", "'nan,1' must be two numbers"),
        ("0,0;1,inf", "must be two numbers"),
        ("a,b", "must be two numbers"),
        (";", "'' must be two numbers"),
        ("1e400,0;0,0", "must be two numbers"),
        ("9" * 5000, "at most 700 characters"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(text, said):
    with pytest.raises(ValueError) as caught:
        read(text)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 120


def test_a_class_is_0_or_1():
    assert read_classes("-1,0;2,1") == ((-1, 0), (2, 1))
    with pytest.raises(ValueError, match="must have 0 or 1 as y, the class"):
        read_classes("-1,0;2,0.5")


def test_a_click_adds_a_point_or_takes_one_away():
    text = "-1,0;0,1;2,2"
    assert clicked(text, (3.0, -1.0)) == "-1,0;0,1;2,2;3,-1"
    assert clicked(text, (0.1, 1.1)) == "-1,0;2,2"
    assert clicked(clicked(text, (4.0, 4.0)), (4.0, 4.0)) == text
    assert clicked("-1,0;2,1", (2.0, 0.0), read_classes) == "-1,0;2,1;2,0"
    with pytest.raises(ValueError, match="1 of them"):
        clicked("-1,0;2,1", (2.0, 1.0))
    full = write([(index / 10, 0.0) for index in range(MOST_POINTS)])
    with pytest.raises(ValueError, match="51 of them"):
        clicked(full, (-3.0, 3.0))


def test_a_table_is_changed_as_the_reader_changed_it():
    changes = {
        "edited_rows": {1: {"y": 4.5}},
        "deleted_rows": [0],
        "added_rows": [{"x": 3.0, "y": 1.0}, {"x": 1.0}],
    }
    rows = edited("-1,0;0,1;2,2", changes)
    assert from_rows(rows) == "0,4.5;2,2;3,1"  # a row that is half filled in is not a point yet
    assert points.rows_of("0,1;2,3") == [{"x": 0, "y": 1}, {"x": 2, "y": 3}]
    assert from_rows(edited("-1,0;0,1;2,2", {})) == "-1,0;0,1;2,2"
    assert from_rows(edited("-1,0;0,1;2,2", {"edited_rows": {0: {"x": None}}})) == "0,1;2,2"
    with pytest.raises(ValueError, match="must lie from"):
        from_rows(edited("-1,0;0,1", {"edited_rows": {0: {"x": 99}}}))
