"""What a reader can delete: it is asked twice, and it can be undone."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from core.plots.words import plain
from pages.ui import frame


def offer(key: str, number: int, name: str, delete: Callable[[], Any], effect: str = "") -> None:
    """A thing by its name, and the way to delete it.

    Args:
        key: begins the keys of the buttons, and what the session keeps: of all things of a kind.
        number: of the thing among those of its kind.
        delete: does it, in a callback; its result is what `undo` gives back. Its `ValueError` is
            shown.
        effect: what follows from it, said when it is asked for the second time.
    """
    is_asked = st.session_state.get(f"{key}.asked") == name
    with st.container(horizontal=True, vertical_alignment="center"):
        question = f"**Delete it?** {plain(name)}. {effect}" if is_asked else plain(name)
        st.markdown(question.strip(), width="stretch")
        if is_asked:
            st.button("Keep", key=f"{key}.keep.{number}", on_click=_ask, args=(key, ""))
            st.button(
                "Yes, delete",
                key=f"{key}.delete.{number}",
                type="primary",
                on_click=_delete,
                args=(key, name, delete),
            )
        else:
            st.button(
                "Delete",
                key=f"{key}.ask.{number}",
                icon=":material/delete:",
                help=f"Delete {plain(name)}",
                on_click=_ask,
                args=(key, name),
            )


def undo(key: str, restore: Callable[[Any], None]) -> None:
    """What was deleted last, and the way to have it back; or why it could not be deleted.

    Args:
        restore: brings back what `delete` gave, in a callback. Its `ValueError` is shown.
    """
    deleted = st.session_state.get(f"{key}.deleted")
    if isinstance(deleted, str):
        frame.mistake(deleted)
    elif deleted is not None:
        name, result = deleted
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{plain(name)} was deleted.", width="stretch")
            st.button(
                "Undo",
                key=f"{key}.undo",
                icon=":material/undo:",
                on_click=_restore,
                args=(key, restore, result),
            )


def _ask(key: str, name: str) -> None:
    st.session_state[f"{key}.asked"] = name


def _delete(key: str, name: str, delete: Callable[[], Any]) -> None:
    if st.session_state.pop(f"{key}.asked", None) != name:
        return  # a second click on the same button
    try:
        st.session_state[f"{key}.deleted"] = (name, delete())
    except ValueError as error:
        st.session_state[f"{key}.deleted"] = str(error)


def _restore(key: str, restore: Callable[[Any], None], result: Any) -> None:
    try:
        restore(result)
        st.session_state.pop(f"{key}.deleted", None)
    except ValueError as error:
        st.session_state[f"{key}.deleted"] = str(error)
