"""Visits of pages as Streamlit runs them, without a browser."""

import functools

import streamlit as st
from streamlit.testing.v1 import AppTest

from core.registry import Config
from core.topics import Topic
from pages.ui import address, jobs
from tests.server import ROOT

st.get_option("theme.base")  # reads our settings now: a test may work in another folder later

jobs.PATIENCE = 240.0  # a page shows the result of its work, and not how far it is


SHORT = {"playground": {"course": "2"}}
"""By topic, what has that which its presets train on the way take two epochs."""


def short(topic: Topic, state: Config) -> Config:
    """A state as it is, but for how long it trains: for tests that need no more of a training than
    that it has been there.
    """
    return state.replace(**SHORT.get(topic.name, {}))


def new_app() -> AppTest:
    """The app before its first visit, at which Streamlit searches all packages for components."""
    return AppTest.from_file(ROOT / "app.py", default_timeout=300)


def visit(app: AppTest, topic: Topic, query: dict) -> AppTest:
    """A topic's page at an address, in a session that remembers nothing but the home page."""
    if app.session_state:
        app.switch_page("pages/home/home.py")
    app.query_params.clear()
    app.run()
    for key in {*app.session_state} - {address.PAGE, address.LINKED}:
        del app.session_state[key]
    app.switch_page(topic.page)
    app.query_params.update(query)
    return app.run()


def visited(topic: Topic, query: dict) -> AppTest:
    """A topic's page at an address, in the one app that serves the whole topic.

    It shows what a new app does, as tests/pages/test_pages.py tests, and takes half a second less.
    """
    return visit(_app_of(topic.name), topic, query)


@functools.cache
def _app_of(name: str) -> AppTest:
    return new_app()


def opened(topic: Topic, state: Config | None = None) -> AppTest:
    """A topic's page at a state, in a new app."""
    return visit(new_app(), topic, topic.query(state or topic.content.State()))
