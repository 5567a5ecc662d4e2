"""Everything that the sessions of one server share. `max_entries` everywhere: a cache is not to
grow.
"""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import streamlit as st

from core.registry import Config

PREPARED = threading.Event()


@st.cache_resource(max_entries=1, show_spinner=False)
def prepared() -> bool:
    """Once a server: heavy imports done, the store tidy, the garbage collector's work small."""
    from pages.ui import server

    server.prepare()
    PREPARED.set()
    return True


def is_prepared() -> bool:
    """Whether `prepared` has done its work, for a page that shows something meanwhile."""
    return PREPARED.is_set()


@st.cache_resource(max_entries=100, show_spinner=False)
def visited(page: str) -> bool:
    """Once a page, after its first run: what that has imported is frozen too, so that garbage is
    collected in less time.
    """
    from pages.ui import server

    server.freeze()
    return True


@st.cache_resource(max_entries=1, show_spinner=False)
def trainer():
    """The one `Trainer` of the server, which trains for all sessions in a process of its own."""
    from core.training.worker import Trainer

    return Trainer()


@st.cache_resource(max_entries=1, show_spinner=False)
def jobs():
    """The one `Jobs` of the server, which does long work for all sessions in a process of its
    own.
    """
    from core.jobs import Jobs

    return Jobs()


@st.cache_resource(max_entries=1, show_spinner=False)
def workers():
    """The processes of the server in which networks of the plane are trained for all sessions."""
    from core.playground.worker import Workers

    return Workers()


def last(work: Callable[[Any], Iterator], setting: Config, show: Callable[[Any], None]) -> Any:
    """The last snapshot of long work, which is kept.

    Args:
        work: a generator of snapshots.
        setting: its argument.
        show: is called with every snapshot while the work is done.
    """
    results = _results(f"{work.__module__}.{work.__qualname__}", repr(setting))
    if not results:
        for snapshot in work(setting):
            show(snapshot)
        results.append(snapshot)
    return results[0]


def is_done(work: Callable[[Any], Iterator], setting: Config) -> bool:
    """Whether `last` has the result of this work already."""
    return bool(_results(f"{work.__module__}.{work.__qualname__}", repr(setting)))


@st.cache_resource(max_entries=32, show_spinner=False)
def _results(work: str, setting: str) -> list:
    """Holds the result once it is there; of work that is broken off nothing is kept."""
    return []
