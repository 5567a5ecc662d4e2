"""Streamlit's session and address as plain dictionaries, for functions that need no page; and the
functions of our components, in a browser that shows none of them.
"""

from types import SimpleNamespace

import pytest
import streamlit as st

from pages.ui.components import source


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


@pytest.fixture
def functions_of(browser):
    """`functions_of(name)(expression)` is what an expression gives where the functions of a
    component are known."""
    page = browser.new_page()
    colors = ",".join(["#000000", "#800000", "#ffffff"])
    page.set_content(
        f"<div style='--st-chart-diverging-colors: {colors}; --st-text-color:  #123456'></div>"
    )

    def prepared(name):
        text = source(name, "js").replace("export default function", "const run = function")
        text += "\nconst element = document.querySelector('div')"
        return lambda expression: page.evaluate(f"() => {{ {text}\nreturn ({expression}) }}")

    yield prepared
    page.close()
