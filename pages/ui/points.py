"""Points that a reader edits in a table, or with clicks into a picture; they are kept as text, in
the link too.
"""

from collections.abc import Callable

import streamlit as st

from core.data import points
from core.topics import Topic
from pages.ui import address
from pages.ui.mistakes import mistake

Read = Callable[[str], points.Points]


def table(topic: Topic, name: str, read: Read, classes: bool = False, height: int = 270) -> None:
    """A table of the points in the setting `name`, where `read` makes points of its text.

    Streamlit's table holds what was changed since the rows it was first given. So it gets the same
    rows as long as all changes are its own, and is made anew when the points have changed in any
    other way.
    """
    key = address.key(topic, name)
    _renew(key, address.held(topic, name))
    st.data_editor(
        points.rows_of(st.session_state[f"{key}.first"]),
        key=st.session_state[f"{key}.table"],
        num_rows="dynamic",
        hide_index=True,
        height=height,
        alt="The points",
        on_change=_changed,
        args=(topic, name, read),
        column_config=_columns(classes),
    )
    _show_mistake(key)


def _renew(key: str, text: str) -> None:
    """Notes a new table of these points in the session, if the last one does not hold them."""
    shown = st.session_state.get(f"{key}.table") in st.session_state
    if shown and st.session_state[f"{key}.now"] == text:
        return
    revision = st.session_state.get(f"{key}.revision", 0) + 1
    st.session_state.update(
        {
            f"{key}.revision": revision,
            f"{key}.table": f"{key}.table.{revision}",
            f"{key}.first": text,
            f"{key}.now": text,
        }
    )


def _columns(classes: bool) -> dict:
    """What the cells of the table may hold."""
    limits = {"min_value": -points.REACH, "max_value": points.REACH, "step": 0.01}
    y = st.column_config.NumberColumn("y", **limits)
    if classes:
        y = st.column_config.NumberColumn("Class y", min_value=0, max_value=1, step=1)
    return {"x": st.column_config.NumberColumn("x", **limits), "y": y}


def _changed(topic: Topic, name: str, read: Read) -> None:
    """Takes over what a reader has changed in the table."""
    key = address.key(topic, name)
    changes = st.session_state[st.session_state[f"{key}.table"]]
    rows = points.edited(st.session_state[f"{key}.first"], changes)
    text = _set(topic, name, lambda: points.from_rows(rows, read))
    if text is not None:
        st.session_state[f"{key}.now"] = text


def click(topic: Topic, name: str, read: Read, point: points.Point) -> None:
    """Takes over a click into the picture: it adds a point, or removes the one that is there."""
    _set(topic, name, lambda: points.clicked(address.held(topic, name), point, read))


def _set(topic: Topic, name: str, change: Callable[[], str]) -> str | None:
    """Sets the points to what `change` gives, and returns it; a mistake is kept to be shown, and
    the points stay.
    """
    key = address.key(topic, name)
    try:
        text = change()
    except ValueError as error:
        st.session_state[f"{key}.mistake"] = str(error)
        return None
    st.session_state[f"{key}.mistake"] = None
    address.keep(topic, name, text)
    return text


def _show_mistake(key: str) -> None:
    if line := st.session_state.get(f"{key}.mistake"):
        mistake(line)
