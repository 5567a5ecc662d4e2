"""Where the settings of a page are between two runs: in the session and in the address.

Most settings have a widget that Streamlit itself binds to the address. The others (a drawing, a
kernel, a list of units) have none: `held` and `keep` hold them in the same two places, under the
same keys, `<topic>.<setting>`.
"""

from typing import Any

import streamlit as st

from core.registry import Config
from core.topics import TOPICS, Topic
from pages.ui import private

PAGE, LINKED = "playground.page", "playground.linked"
"""In the session: the page of the last run, and whether a link from another page led there."""


def key(topic: Topic, name: str) -> str:
    """The key of a setting in the session and its name in the address."""
    return f"{topic.name}.{name}"


def held(topic: Topic, name: str) -> Any:
    """A setting that no widget holds: in the session, or from the address at first, after going
    back and after a link from another page.
    """
    setting = key(topic, name)
    if setting not in st.session_state or went_back():
        texts = st.query_params.get_all(setting)
        address = {name: texts} if texts else {}
        st.session_state[setting] = getattr(topic.content.State.from_query(address), name)
    return st.session_state[setting]


def keep(topic: Topic, name: str, value: Any) -> None:
    """Sets such a setting, in the session and in the address.

    Raises:
        ValueError: the value is not allowed.
    """
    setting, spec = key(topic, name), dict(topic.content.State.specs())[name]
    st.session_state[setting] = value = spec.check(name, value)
    text = spec.to_query(setting, value).get(setting)
    if text is None:
        st.query_params.pop(setting, None)
    elif st.query_params.get_all(setting) != [text]:
        st.query_params[setting] = text


def remember(topic: Topic, *names: str) -> dict[str, Any]:
    """Such settings by name, put into the address again: it forgets them on another page."""
    values = {name: held(topic, name) for name in names}
    for name, value in values.items():
        keep(topic, name, value)
    return values


def apply(topic: Topic, state: Config, without_widget: tuple[str, ...] = ()) -> None:
    """Puts every control of a page at a state. Call it from a callback: before the next run.

    Args:
        without_widget: the settings that `keep` holds.
    """
    for name, spec in state.specs():
        value = getattr(state, name)
        if name in without_widget:
            keep(topic, name, value)
        else:
            st.session_state.update(spec.flatten(key(topic, name), value))


def opened(page: str) -> None:
    """Notes which page this run is of. Who comes by a link from another page gets the link's state.

    On the way to another page Streamlit leaves this one in the browser's history without its query,
    or with that of the other. Who goes back to that gets the state in which the page was left.
    """
    came = st.session_state.get(PAGE, page) != page
    has_own = any(name.startswith(f"{page}.") for name in st.query_params)
    left = st.session_state.get(f"{page}.left")
    if came and left and not has_own and private.is_history_navigation():
        st.query_params.from_dict(left)
        st.rerun()
    st.session_state[PAGE] = page
    st.session_state[LINKED] = came and bool(st.query_params)
    if st.session_state[LINKED] and page in TOPICS:
        _forget(TOPICS[page])


def _forget(topic: Topic) -> None:
    """Takes all settings of a page that its address does not name out of the session."""
    settings = tuple(key(topic, name) for name, _ in topic.content.State.specs())
    parts = tuple(f"{setting}." for setting in settings)
    for name in [name for name in st.session_state if name not in st.query_params]:
        if name in settings or name.startswith(parts):
            del st.session_state[name]


def leaves(topic: Topic, state: Config) -> None:
    """Notes the state of a page, for who comes back."""
    st.session_state[f"{topic.name}.left"] = topic.query(state)


def went_back() -> bool:
    """Whether the address counts in this run, and not the session: after the browser's back or
    forward button, and after a link from another page.
    """
    return private.is_history_navigation() or st.session_state.get(LINKED, False)
