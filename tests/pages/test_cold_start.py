"""A class that opens the app on a server that has just started."""

import pytest

from tests.benchmarks.load import first_pages, in_turn
from tests.server import serve
from tests.sessions import load

VISITORS, STARTS = 8, 4


@pytest.mark.parametrize("start", range(STARTS))
def test_visitors_who_come_at_once_all_get_their_pages(start):
    """What a page needs is imported once, before the first page: not by each session at a time."""
    visits = in_turn(first_pages()[start:] + first_pages()[:start], VISITORS)
    with serve() as server:
        result = load(server, visits, 0)
        assert result.exceptions == ()
        assert "Traceback" not in server.said()
