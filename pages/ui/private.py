"""What this app uses of Streamlit that is not public, each with what happens where it is not there.

Private parts may be gone with any release. So each is asked for here and nowhere else, and its
absence costs comfort and breaks nothing: `tests/pages/ui/test_private.py` takes them away.
"""

from importlib import import_module

import streamlit as st

from core.plots import palette
from core.plots.theme import Figure


def is_history_navigation() -> bool:
    """Whether the browser's back or forward button asked for this run.

    Without it, going back shows the page as the session has it.
    """
    try:
        context = import_module("streamlit.runtime.scriptrunner").get_script_run_ctx()
        return context is not None and bool(context.is_history_navigation)
    except (ImportError, AttributeError):
        return False


def ignore_the_pages_folder() -> bool:
    """Keeps Streamlit from taking the folder `pages` for its older kind of menu; whether it could.

    Streamlit does so until the first `st.navigation`, and would tell a first visitor who comes by a
    link that the page does not exist (streamlit#9624). Without this such a visitor has to load the
    page once more.
    """
    try:
        manager = import_module("streamlit.runtime.pages_manager").PagesManager
    except (ImportError, AttributeError):
        return False
    known = hasattr(manager, "uses_pages_directory")
    if known:
        manager.uses_pages_directory = False
    return known


def replaces_stand_ins() -> bool:
    """Whether Streamlit puts the theme's colours in the place of those of `core.plots.palette`.

    Without it the figures get the colours themselves before they are shown, and a figure that stays
    on the screen keeps its colours when the reader switches from light to dark.
    """
    try:
        theme = import_module("streamlit.elements.lib.streamlit_plotly_theme")
        known = {value for value in vars(theme).values() if isinstance(value, str)}
    except ImportError:
        return False
    return set(palette.STAND_INS) <= known


def in_the_theme(figure: Figure) -> Figure:
    """The figure with colours that the reader will see as those of the theme."""
    if replaces_stand_ins():
        return figure
    return palette.resolve(figure, dark=st.context.theme.type == "dark")
