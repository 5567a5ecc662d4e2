"""CSV files of points: what can be read, what is refused and how that is said."""

import pytest
import torch

from core.playground.own import pack
from core.playground.points import NUMBERS, Points
from core.playground.table import LARGEST_FILE, read_points, read_table, write_table

HEAD = "a,b,label\n"


def test_a_table_with_a_head():
    table = read_table(b"\xef\xbb\xbf a , b,kind\r\n1,2,cat\r\n\r\n-3,4.5,dog\r\n0,1e0,cat\r\n")
    assert table.names == ("a", "b", "kind") and table.lines == (2, 4, 5)
    reading = read_points(table, "a", "b", "kind")
    assert reading.points.inputs.tolist() == [[1, 2], [-3, 4.5], [0, 1]]
    assert reading.points.targets.tolist() == [0, 1, 0] and reading.points.classes == 2
    assert reading.labels == ("cat", "dog") and reading.scaled == ()


def test_no_head_tabs_semicolons_and_decimal_commas():
    table = read_table(b"1\t2\t3\n4\t5\t6\n")
    assert table.names == ("Column 1", "Column 2", "Column 3") and len(table.rows) == 2
    table = read_table(b"x;y;y;\n1,5;2;0;a\n-0,25;3;1;b\n")
    assert table.names == ("x", "y", "y (2)", "Column 4")
    assert table.numbers("x").tolist() == [1.5, -0.25]
    table = read_table(b'"a, b",c,"d\ne"\n1,2,"3"\n2,3,4\n')
    assert table.names == ("a, b", "c", "d\ne") and table.lines == (3, 4)


def test_columns_beyond_the_map_are_scaled():
    table = read_table(b"a,b,c\n100,1,10\n300,2,20\n200,3,30\n250,2,40\n250,1,50\n300,1,60\n")
    reading = read_points(table, "a", "b", "c")
    assert reading.scaled == ("a", "c") and reading.points.classes == NUMBERS
    assert reading.points.inputs[:, 0].tolist() == [-5, 5, 0, 2.5, 2.5, 5]
    assert reading.points.targets.tolist() == pytest.approx([-1, -0.6, -0.2, 0.2, 0.6, 1])
    pack(reading.points)


def test_labels_are_classes_in_order():
    text = HEAD + "".join(
        f"{i},{-i / 2},{label}\n" for i, label in enumerate(["9", "10", "1.0", "1"])
    )
    reading = read_points(read_table(text.encode()), "a", "b", "label")
    assert reading.labels == ("1", "9", "10")
    assert reading.points.targets.tolist() == [1, 2, 0, 0]


@pytest.mark.parametrize("classes", (NUMBERS, 2, 5))
def test_written_and_read_again(classes):
    generator = torch.Generator().manual_seed(0)
    inputs = torch.rand(40, 2, generator=generator) * 10 - 5
    targets = torch.rand(40, generator=generator)
    if classes:
        targets = torch.arange(40) % classes
    table = read_table(write_table(Points(inputs, targets, classes)))
    assert table.names == ("x", "y", "label")
    again = read_points(table, "x", "y", "label").points
    assert torch.equal(again.inputs, inputs) and torch.equal(again.targets, targets)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "file is empty"),
        (b"\n\n  \n", "file is empty"),
        (b"a,b\n1,2\n3,4\n", "2 column(s)"),
        (b"hello world", "1 column(s)"),
        (b"\xff\xfe1\x00,\x002\x00", "no text in UTF-8"),
        (b"1,2,3\n\x00,5,6\n", "zero bytes"),
        (b"\x89PNG\r\n\x1a\n", "no text in UTF-8"),
        (HEAD.encode(), "0 points"),
        (HEAD.encode() + b"1,2,0\n", "1 points: 2 to 1,000"),
        (HEAD.encode() + b"1,2,0\n" * 1001, "1,001 points"),
        (HEAD.encode() + b"1,2,0\n3,4\n", "2 cells in line 3"),
        (HEAD.encode() + b"1,2,0\n3,4,5,6\n", "4 cells in line 3"),
        (b'a,b,c\n1,2,"3\n4,5,6\n', "file is no CSV"),
        (b"x" * (LARGEST_FILE + 1), "at most 1,000,000"),
        (b",".join([b"1"] * 101) + b"\n", "101 column(s)"),
        (b"a,b,c\n" + b"1,2," + b"9" * 200_000 + b"\n", "field larger"),
    ],
)
def test_files_that_are_refused(data, said):
    with pytest.raises(ValueError) as caught:
        read_table(data)
    check(caught, said)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("1,2,0\n3,x,1\n", "column='b' has 'x' in line 3"),
        ("1,2,0\n3,,1\n", "column='b' has an empty cell in line 3"),
        ("1,nan,0\n3,2,1\n", "column='b' has 'nan' in line 2"),
        ("1,1e999,0\n3,2,1\n", "column='b' has '1e999' in line 2"),
        ("1,1e300,0\n3,-1e300,1\n", "column='b' has '1e300' in line 2"),
        ("1,1_0,0\n3,2,1\n", "column='b' has '1_0' in line 2"),
        ("1,2,0\n3,2,1\n", "column='b' has the same value"),
        ("1,2,0\n3,4,0\n", "column='label' has the same value"),
        ("1,2,\n3,4,0\n", "column='label' has an empty cell in line 2"),
        ("".join(f"{i},{i},{name}\n" for i, name in enumerate("abcdef")), "6 different texts"),
        ("".join(f"{i},{i},{name}\n" for i, name in enumerate("12345x")), "has 'x' in line 7"),
        ("1,2," + "é" * 5000 + "\n3,4,0\nx,1,0\n", "column='a' has 'x' in line 4"),
    ],
)
def test_cells_that_are_refused(rows, said):
    with pytest.raises(ValueError) as caught:
        read_points(read_table((HEAD + rows).encode()), "a", "b", "label")
    check(caught, said)


def test_a_column_that_is_not_there():
    with pytest.raises(ValueError, match="column='nowhere' is not in the file"):
        read_points(read_table(b"a,b,c\n1,2,3\n4,5,6\n"), "a", "b", "nowhere")


def check(caught, said: str) -> None:
    line = str(caught.value)
    assert said in line and "\n" not in line and len(line) < 200
