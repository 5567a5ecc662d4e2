"""A class that opens the app on a server that has just started: all get their pages, and the log
stays empty.
"""

import pytest

from tests.benchmarks.load import first_pages, in_turn
from tests.server import Server, serve
from tests.sessions import load

VISITORS = 8


@pytest.mark.parametrize("start", range(0, len(first_pages()), VISITORS))
def test_visitors_who_come_at_once_all_get_their_pages(start):
    """What a page needs is imported once, before the first page: not by each session at a time.
    Each page is among the first of a server.
    """
    visits = in_turn(first_pages()[start:] + first_pages()[:start], VISITORS)
    with serve() as server:
        result = load(server, visits, 0)
        assert result.exceptions == ()
        assert said(server) == ["You can now view your Streamlit app in your browser."]


def said(server: Server) -> list[str]:
    """The lines of a server's log, but for its address."""
    lines = (line.strip() for line in server.said().splitlines())
    return [line for line in lines if line and not line.startswith("URL: ")]
