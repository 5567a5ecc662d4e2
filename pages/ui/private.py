"""What this app uses of Streamlit that is not public, each with what happens where it is not there.

Private parts may be gone with any release. So each is asked for here and nowhere else, and its
absence costs comfort and breaks nothing: `tests/pages/ui/test_private.py` takes them away.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from importlib import import_module
from types import ModuleType
from typing import Any
from weakref import WeakKeyDictionary

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


def ignore_late_timers() -> bool:
    """Drops what a timer of a page asks for once the reader has left that page; whether it could.

    The timer of a fragment may come back while a page is being left, with a message that was on its
    way. Streamlit then runs the fragment after the new page and under the name of the old one, and
    the browser empties the page that it shows. Without this, who leaves a page in the middle of a
    computation may on a slow machine have to load the next one once more.

    A timer that comes while the page runs is dropped too: it would run before the browser hears
    that the page is done, and the browser would keep what the page has taken away, such as a button
    to stop what is over. The timer comes again.
    """
    try:
        session = import_module("streamlit.runtime.app_session").AppSession
        ask = session.request_rerun
    except (ImportError, AttributeError):
        return False
    if not hasattr(ask, "of_timers"):
        session.request_rerun = _without_late_timers(ask)
    return True


def _without_late_timers(ask: Callable[..., None]) -> Callable[..., None]:
    """How a session takes in what the browser asks for, but for late timers."""
    pages: WeakKeyDictionary[Any, str] = WeakKeyDictionary()

    @wraps(ask)
    def request_rerun(session: Any, client_state: Any) -> None:
        if client_state:
            page = client_state.page_script_hash
            if not client_state.is_auto_rerun:
                pages[session] = page
            elif page != (pages.get(session) or page) or _is_busy(session):
                return
        ask(session, client_state)

    request_rerun.of_timers = True
    return request_rerun


def _is_busy(session: Any) -> bool:
    """Whether a page of a session runs or is about to, or what it has to say is still to be sent;
    no where Streamlit keeps that elsewhere.
    """
    runs = getattr(session, "_scriptrunner", None) is not None
    return runs or len(getattr(session, "_browser_queue", ())) > 0


def replaces_stand_ins() -> bool:
    """Whether Streamlit puts the theme's colours in the place of those of `core.plots.palette`.

    Without it the figures get the colours themselves before they are shown, and a figure that stays
    on the screen keeps its colours when the reader switches from light to dark.
    """
    try:
        return _has_stand_ins(import_module("streamlit.elements.lib.streamlit_plotly_theme"))
    except ImportError:
        return False


@lru_cache(maxsize=1)
def _has_stand_ins(theme: ModuleType) -> bool:
    known = {value for value in vars(theme).values() if isinstance(value, str)}
    return set(palette.STAND_INS) <= known


def in_the_theme(figure: Figure) -> Figure:
    """The figure with colours that the reader will see as those of the theme."""
    if replaces_stand_ins():
        return figure
    return palette.resolve(figure, dark=st.context.theme.type == "dark")
