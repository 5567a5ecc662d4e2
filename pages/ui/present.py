"""Presenting a page to a room: the guide, the sentence and the picture alone, in large type."""

from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.plots import theme
from core.plots.theme import Figure
from core.topics import Topic

PRESENTING = "playground.presenting"
"""In the session: whether the reader presents; it holds on all pages."""

STYLE = (Path(__file__).parents[2] / "assets" / "present.css").read_text(encoding="utf-8")
"""Of a page that a whole room sees."""

ALONE = "For a projector: the picture and the guide alone, in large type"
ALL = "Back to all controls and sections"

TIMES = 1.5
"""How much larger the type is than on a reader's own screen."""


def presenting() -> bool:
    """Whether the pages are to be seen from the back of a room."""
    return st.session_state.get(PRESENTING, False)


def style() -> str:
    """What changes of the app's style; nothing if nobody presents."""
    return f":root {{ --type: {TIMES}; }}\n{STYLE}" if presenting() else ""


def switch(actions: DeltaGenerator, topic: Topic) -> None:
    """The button that begins and ends it.

    Args:
        actions: stands at the title.
    """
    now = presenting()
    actions.button(
        "End presentation" if now else "Present",
        key=f"{topic.name}.present",
        icon=":material/close_fullscreen:" if now else ":material/present_to_all:",
        on_click=_present,
        args=(not now,),
        help=ALL if now else ALONE,  # without one the button would lose the keyboard
    )


def _present(now: bool) -> None:
    st.session_state[PRESENTING] = now


def enlarged(figure: Figure) -> Figure:
    """The figure with the type of the other texts on the page; itself if nobody presents."""
    return theme.enlarged(figure, TIMES) if presenting() else figure
