"""Points that a reader edits in a table, or with clicks into a picture; they are kept as text, in
the link too.
"""

from collections.abc import Callable

import streamlit as st

from core.data import points
from core.topics import Topic
from pages.ui import controls
from pages.ui.mistakes import mistake

Read = Callable[[str], points.Points]


def table(topic: Topic, name: str, read: Read, classes: bool = False, height: int = 270) -> None:
    """A table of the points in the setting `name`, where `read` makes points of its text.

    Streamlit's table holds what was changed since the rows it was first given. So it gets the same
    rows as long as all changes are its own, and is made anew when the points have changed in any
    other way.
    """
    place, text = controls.key(topic, name), controls.kept(topic, name)
    if (
        st.session_state.get(f"{place}.table") not in st.session_state
        or st.session_state[f"{place}.now"] != text
    ):
        revision = st.session_state.get(f"{place}.revision", 0) + 1
        st.session_state.update(
            {
                f"{place}.revision": revision,
                f"{place}.table": f"{place}.table.{revision}",
                f"{place}.first": text,
                f"{place}.now": text,
            }
        )
    reach = points.REACH
    y = (
        st.column_config.NumberColumn("class y", min_value=0, max_value=1, step=1)
        if classes
        else st.column_config.NumberColumn("y", min_value=-reach, max_value=reach, step=0.01)
    )
    st.data_editor(
        points.rows_of(st.session_state[f"{place}.first"]),
        key=st.session_state[f"{place}.table"],
        num_rows="dynamic",
        hide_index=True,
        height=height,
        alt="The points",
        on_change=_changed,
        args=(topic, name, read),
        column_config={
            "x": st.column_config.NumberColumn("x", min_value=-reach, max_value=reach, step=0.01),
            "y": y,
        },
    )
    _tell(place)


def _changed(topic: Topic, name: str, read: Read) -> None:
    place = controls.key(topic, name)
    changes = st.session_state[st.session_state[f"{place}.table"]]
    rows = points.edited(st.session_state[f"{place}.first"], changes)
    if (text := _keep(topic, name, lambda: points.from_rows(rows, read))) is not None:
        st.session_state[f"{place}.now"] = text


def click(topic: Topic, name: str, read: Read, place: points.Point) -> None:
    """What a click at a place of the picture means: a point more there, or the one that is there
    less.
    """
    _keep(topic, name, lambda: points.clicked(controls.kept(topic, name), place, read))


def _keep(topic: Topic, name: str, change: Callable[[], str]) -> str | None:
    """Sets the points to what `change` gives, and returns it; a mistake is kept to be shown, and
    the points stay.
    """
    place = controls.key(topic, name)
    try:
        text = change()
    except ValueError as error:
        st.session_state[f"{place}.mistake"] = str(error)
        return None
    st.session_state[f"{place}.mistake"] = None
    controls.keep(topic, name, text)
    return text


def _tell(place: str) -> None:
    if line := st.session_state.get(f"{place}.mistake"):
        mistake(line)
