"""Where the settings of a page are between two runs: in the session and in the address.

Most settings have a widget that Streamlit itself binds to the address. The others (a drawing, a
kernel, a list of units) have none: `held` and `keep` hold them in the same two places, under the
same keys, `<topic>.<setting>`.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException

from core.registry import Config, Query
from core.topics import TOPICS, Topic
from pages.ui import private

PAGE, LINKED = "playground.page", "playground.linked"
"""In the session: the page of the last run, and whether a link from another page led there."""

UNREAD = "playground.unread"
"""In the session: the topic a link led to, what of the link counts for nothing, and the address at
the end of the run that said so.
"""

RESTORED = "playground.restored"
"""In the session: the state at which the next run puts the page."""

RETURNS = "playground.returns"
"""In the session: how often the browser's back or forward button has asked for a run."""

BESIDE = ("show",)
"""What a page has in its address beside its settings: the open section."""

LINES = 3
"""What is told of a link at most; it may hold a thousand mistakes."""


def key(topic: Topic, name: str) -> str:
    """The key of a setting in the session and its name in the address."""
    return f"{topic.name}.{name}"


def base() -> str:
    """What stands before the path of every page, `/x`, where the server has the app there; else
    nothing.
    """
    path = (st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


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
    """Puts every control of a page, and its address, at a state. Call it from a callback: before
    the next run.

    Widgets that are there write their settings into the address themselves. Those that will only
    come with the state do not.

    Args:
        without_widget: the settings that `keep` holds.
    """
    for name, spec in state.specs():
        value = getattr(state, name)
        if name in without_widget:
            keep(topic, name, value)
        else:
            st.session_state.update(spec.flatten(key(topic, name), value))
    for name, text in topic.query(state).items():
        with suppress(StreamlitAPIException):  # it has a widget
            st.query_params[name] = text


def put(topic: Topic, name: str, value: Any) -> None:
    """Puts the widget of a setting at a value, also one that will only come with it. For a
    callback.
    """
    setting, spec = key(topic, name), dict(topic.content.State.specs())[name]
    st.session_state.update(spec.flatten(setting, value))
    for part, text in spec.to_query(setting, value).items():
        with suppress(StreamlitAPIException):  # it has a widget
            st.query_params[part] = text


def opened(page: str) -> None:
    """Notes which page this run is of. Who comes by a link from another page gets the link's state.

    Who comes again by the menu gets the state in which the page was left, at once. Who goes back
    gets the one of the address: `assets/history.js` keeps the page and its state together.
    """
    came = st.session_state.get(PAGE, page) != page
    has_own = any(name.startswith(f"{page}.") for name in st.query_params)
    left, back = st.session_state.get(f"{page}.left"), private.is_history_navigation()
    st.session_state[RETURNS] = st.session_state.get(RETURNS, 0) + back
    if came and left and not has_own and not back:
        st.query_params.from_dict(left)
        st.rerun()
    arrived = came or PAGE not in st.session_state
    if came:
        st.session_state.pop(UNREAD, None)
    _move_on()
    restored = st.session_state.pop(RESTORED, None)
    st.session_state[PAGE] = page
    st.session_state[LINKED] = restored is not None or (came and bool(st.query_params))
    if page not in TOPICS:
        return
    if restored is not None:
        apply(TOPICS[page], restored)
    elif st.query_params and (arrived or back):
        _tidy(TOPICS[page], arrived)
    if came and (back or st.query_params):
        _forget(TOPICS[page])


def _tidy(topic: Topic, arrived: bool) -> None:
    """Leaves in the address of a link what can be read, and keeps in the session what cannot.

    Streamlit's widgets stumble over some of it (an empty text, 5,000 digits). So this comes before
    the first of them. Where they are there already, as for who goes back to such a link on the same
    page, the address is theirs: they are put at its state in another run, and correct it.
    """
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    beside = {key(topic, name) for name in BESIDE}
    own = {name for name in query if name.startswith(f"{topic.name}.")} - beside
    settings = {name.removeprefix(f"{topic.name}."): query[name] for name in own}
    lines = topic.content.State.unread(settings)
    if not lines:
        return
    st.session_state[UNREAD] = (topic.name, tuple(lines), None)
    state = topic.content.State.from_query(settings)
    if not arrived:
        _restore(topic, topic.query(state))
    _forget(topic, linked=False)
    others = {name: texts for name, texts in query.items() if name not in own}
    st.query_params.from_dict(others | topic.query(state))
    st.rerun()


def _restore(topic: Topic, query: Query) -> None:
    """Runs the page again at another address, where its widgets are there already.

    In this run, which the browser's button asked for, an address counts whatever it says.
    """
    settings = {name.removeprefix(f"{topic.name}."): text for name, text in query.items()}
    st.session_state[RESTORED] = topic.content.State.from_query(settings)
    st.rerun()


def _forget(topic: Topic, linked: bool = True) -> None:
    """Takes all settings of a page out of the session, also those that are out of sight, but for
    those that its address names if it is that of a link.
    """
    settings = tuple(key(topic, name) for name, _ in topic.content.State.specs())
    parts = tuple(f"{setting}." for setting in settings)
    for name in [*st.session_state]:
        own = name in settings or name.startswith(parts)
        if own and not (linked and name in st.query_params):
            del st.session_state[name]


def unread(topic: Topic) -> tuple[str, ...]:
    """What of the link that led to this page counts for nothing, and what is used instead: a line
    each, to be shown until the reader changes something. Not Markdown: it holds what a link says.
    """
    _move_on()
    name, lines, _ = st.session_state.get(UNREAD, ("", (), None))
    if name != topic.name:
        return ()
    rest = len(lines) - LINES
    return lines if rest < 1 else (*lines[:LINES], f"and {rest} more")


def leave_out(name: str, line: str) -> None:
    """Has the page say that a setting of its link counts for nothing, as `unread` tells it: one
    that can be read, but not be shown here. What was said of it before stays.

    Args:
        name: the setting, `<topic>.<setting>`.
        line: on it and on what is shown instead; not Markdown.
    """
    topic = name.partition(".")[0]
    known, lines, _ = st.session_state.get(UNREAD, ("", (), None))
    lines = lines if known == topic else ()
    if not any(each.startswith(line.partition("=")[0]) for each in lines):
        st.session_state[UNREAD] = (topic, (*lines, line), None)


def leave_out_section(topic: Topic, names: Sequence[str]) -> None:
    """The same of a section that the page does not have: before the tabs of the others."""
    name = key(topic, "show")
    said = st.query_params.get(name)
    if said is None or said in names or name in st.session_state:
        return
    del st.query_params[name]
    leave_out(name, f"show={said[:40]!r} is not understood: {names[0]} is used instead")
    st.rerun()


def closed() -> None:
    """Notes at the end of a run at which address it said what of a link counts for nothing, and
    that from now on the session counts, also where only a part of the page runs again.

    The last that the page shows tells `assets/history.js` that what was gone back to is there.
    """
    st.session_state[LINKED] = False
    with st.container(key="returned"):
        st.html(f'<i data-returned="{st.session_state[RETURNS]}"></i>')
    if UNREAD in st.session_state:
        name, lines, shown_at = st.session_state[UNREAD]
        st.session_state[UNREAD] = (
            name,
            lines,
            st.query_params.to_dict() if shown_at is None else shown_at,
        )
        _move_on()


def _move_on() -> None:
    """Forgets what counts for nothing at another address than the one at which it was said: then
    the reader has changed something.
    """
    *_, shown_at = st.session_state.get(UNREAD, (None,))
    if shown_at not in (None, st.query_params.to_dict()):
        del st.session_state[UNREAD]


def leaves(topic: Topic, state: Config) -> None:
    """Notes the state of a page, for who comes back."""
    st.session_state[f"{topic.name}.left"] = topic.query(state)


def visited(topic: Topic) -> bool:
    """Whether this session has been on a page."""
    return f"{topic.name}.left" in st.session_state


def went_back() -> bool:
    """Whether the address counts in this run, and not the session: after the browser's back or
    forward button, and after a link from another page.
    """
    return private.is_history_navigation() or st.session_state.get(LINKED, False)


def takes_over(key: str) -> bool:
    """Whether the widget under a key has to be on the page for the address to count: without it
    Streamlit has the value from before, which the session holds, back in the next run.
    """
    return went_back() and key in st.session_state
