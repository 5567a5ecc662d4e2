"""What the page writes into widgets: layers that are added in the picture, points that are drawn.

While a network is trained the browser asks for a run of the page twice a second, and tells the
values of all widgets each time. What it told before it had a new one would put the old one back.
"""

import time
from contextlib import suppress
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException

WRITTEN = "playground.written"
"""In the session: by the key of a widget its new value, those before, and when it was written."""

SECONDS, MOST = 30, 50


def write(key: str, value: Any) -> None:
    """Gives a widget another value, in the address too if it is not on the page yet: that is then
    not the widget's own. For a callback.
    """
    written = st.session_state.setdefault(WRITTEN, {})
    before = written[key][1] if key in written else []
    before = [*before, st.session_state.get(key)][-MOST:]
    written[key] = (value, before, time.monotonic())
    st.session_state[key] = value
    with suppress(StreamlitAPIException):
        st.query_params[key] = value


def keep() -> None:
    """Before the widgets of a run: an old value gives way to what was written; any other is what
    the reader has chosen since.
    """
    written = st.session_state.get(WRITTEN, {})
    for key, (value, before, since) in [*written.items()]:
        now = st.session_state.get(key)
        if now == value:
            continue
        if now in before and time.monotonic() - since < SECONDS:
            st.session_state[key] = value
        else:
            del written[key]


def value_of(key: str, default: Any) -> Any:
    """The value of a widget, as it was written last."""
    keep()
    return st.session_state.get(key, default)


def forget() -> None:
    """The page is put at another state, which counts."""
    st.session_state.pop(WRITTEN, None)
