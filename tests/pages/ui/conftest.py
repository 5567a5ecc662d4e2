"""Streamlit's session and address as plain dictionaries, for functions that need no page."""

from types import SimpleNamespace

import pytest
import streamlit as st


class Address(dict):
    """The query of the address, as `st.query_params`."""

    def get_all(self, key: str) -> list[str]:
        value = self.get(key, [])
        return value if isinstance(value, list) else [value]


@pytest.fixture
def visit(monkeypatch) -> SimpleNamespace:
    """A visit to a page: its `session` and its `address`."""
    opened = SimpleNamespace(session={}, address=Address())
    monkeypatch.setattr(st, "session_state", opened.session)
    monkeypatch.setattr(st, "query_params", opened.address)
    return opened
