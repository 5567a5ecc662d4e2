"""Which operations share memory, measured and compared with what a written cell shows."""

import pytest

from core.expressions import parse
from core.foundations.tensors.memory import start
from core.foundations.tensors.sharing import SHAPE, SHARING, sharing


@pytest.mark.parametrize("row", sharing(), ids=lambda row: row.code)
def test_a_cell_written_in_x_is_seen_in_what_shares_and_nowhere_else(row):
    x = start(SHAPE)
    result = parse(row.code, ("x",)).value({"x": x})
    before = result.clone()
    x.fill_(77)
    assert row.shares == bool((result != before).any())
    assert row.same == (result is x) and (row.shares or not row.same)


def test_both_kinds_are_there_with_a_reason_each():
    assert len(sharing()) == len(SHARING) >= 20
    assert {row.shares for row in sharing()} == {True, False}
    assert [row.code for row in sharing() if row.same] == ["x.contiguous()", "x.long()"]
    assert all(row.reason and row.reason[-1] != "." for row in sharing())
