"""Long work on a page: how far it is, what there is to see so far, a button that stops it.

result = jobs.result("landscape.plane", plane, setting, draw=draw_so_far)
if result is None:
    return
"""

import secrets
import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.jobs import Job, Progress, Status
from core.plots.words import counted
from pages.ui import cached, frame
from pages.ui.mistakes import mistake

EVERY = 0.4
"""Seconds between two looks at a job."""

MOMENT = 0.1
"""Seconds that a page waits for a result before a line over the last picture says so."""

PATIENCE = 0.3
"""Seconds that a page waits for a result though there is something to see before."""

LONGEST = 0.8
"""Seconds that a page waits for something to see; meanwhile the last picture stays."""

BRIEF = 0.5
"""Seconds after which a page no longer waits for the first that its own work has to show."""

READER = "playground.reader"
"""In the session: its name among those who ask for jobs."""

Draw = Callable[[Any], None]


def nothing(value: Any) -> None:
    """Draws nothing of what there is to see so far."""


def result(
    key: str,
    work: Callable[..., Iterator[Progress]],
    *arguments: Any,
    draw: Draw = nothing,
    at_once: bool = False,
    gives_up: bool = False,
) -> Any:
    """The result of long work; None until it is there, and then how far it is stands on the page.

    Args:
        key: of the elements.
        work: as `core.jobs.Jobs.submit` takes it, with its arguments.
        draw: shows what there is to see before the work is done.
        at_once: whether there is something to see after so little of the work that the page does
            that much itself: the process may still have to start, or others wait before.
        gives_up: whether what this reader has asked for before, with other arguments, is given up:
            this work has no use for it.

    Raises:
        ValueError: the work raised it.
    """
    job = cached.jobs().submit(work, *arguments, reader=_reader())
    if gives_up:
        _give_up_last(key, job)
    line = st.empty()  # always there: what follows keeps its place on the page, and so its zoom
    status, begun = _awaited(key, job, at_once, line), None
    if at_once and status.is_active and _is_silent(status):
        begun = _first(job, work, *arguments)
        status = cached.jobs().status(job, _reader())
    line.empty()
    if status.state == "mistake":
        raise ValueError(status.reason)
    if status.state == "done":
        return status.value
    follow = st.fragment(_follow, run_every=EVERY if status.is_active else None)
    follow(key, job, draw, begun, status.is_active)
    return None


def here(work: Iterator[Progress]) -> Any:
    """The result of work that is done within this run of the page, and meanwhile how far it is.

    Raises:
        ValueError: the work raised it.
    """
    bar = st.empty()
    for progress in work:
        if progress.value is None:
            bar.progress(progress.share, progress.note)
    bar.empty()
    return progress.value


def _give_up_last(key: str, job: Job) -> None:
    """Gives up the job that this reader has asked for before this one."""
    asked = f"{key}.asked"
    last = st.session_state.get(asked, job.key)
    if last != job.key:
        cached.jobs().leave(last, _reader())
    st.session_state[asked] = job.key


def _awaited(key: str, job: Job, at_once: bool, line: DeltaGenerator) -> Status:
    """How a job stands after the page has waited for it; for one that it has shown how far it is it
    does not wait again.

    Args:
        line: where a thin line is drawn, that grows with what is done.
    """
    waited = f"{key}.waited"
    has_waited = st.session_state.get(waited) == job.number
    st.session_state[waited] = job.number
    status, seconds, bar = cached.jobs().status(job, _reader()), 0.0, None
    while status.is_active and not has_waited and not _is_enough(status, seconds, at_once):
        if seconds and bar is None:
            with line.container(key=f"waits.{key}"):
                bar = st.progress(_share(status))
        elif bar is not None:
            bar.progress(_share(status))
        status, seconds = cached.jobs().wait(job, MOMENT, _reader()), seconds + MOMENT
    return status


def _is_enough(status: Status, seconds: float, at_once: bool) -> bool:
    """Whether a page that has waited so long for a job has better things to do."""
    can_begin = at_once and _is_silent(status)
    return seconds >= PATIENCE and (can_begin or status.value is not None or seconds >= LONGEST)


def _is_silent(status: Status) -> bool:
    """Whether nothing is heard of a job: its process has still to start, or others are before."""
    return status.value is None and not status.note


def _first(job: Job, work: Callable[..., Iterator[Progress]], *arguments: Any) -> Any:
    """The first that the work of a job has to show; computed once for all who wait for it."""
    values = _firsts(job.key)
    if not values:
        values.append(beginning(work, *arguments))
    return values[0]


@lru_cache(maxsize=16)
def _firsts(key: str) -> list:
    """Holds the first that a job has to show once it is computed; by the job's key."""
    return []


def beginning(work: Callable[..., Iterator[Progress]], *arguments: Any) -> Any:
    """The first that work has to show, computed here and now; None if that takes too long."""
    start = time.monotonic()
    for progress in work(*arguments):
        if progress.value is not None or time.monotonic() - start > BRIEF:
            return progress.value
    return None


def _reader() -> str:
    """The name of this session."""
    return st.session_state.setdefault(READER, secrets.token_hex(8))


def _follow(key: str, job: Job, draw: Draw, begun: Any, was_active: bool) -> None:
    """How far a job is; once it is over, the page runs again.

    Args:
        begun: what there is to see until the job has something.
        was_active: whether the job was not over yet when the page ran.
    """
    status = cached.jobs().status(job, _reader())
    if was_active and not status.is_active and not _was_given_up_before(key, job, status):
        st.rerun()
    value = begun if status.value is None else status.value
    if value is None:
        with frame.room(key):  # of the picture to come
            _progress(key, job, status)
    else:
        _progress(key, job, status)
        draw(value)


def _was_given_up_before(key: str, job: Job, status: Status) -> bool:
    """Whether a job is stopped for the second time. A slow browser asks too seldom, and the page
    that runs again begins the work anew, but a browser that hides the page would ask for ever.
    """
    stopped = f"{key}.stopped"
    before = st.session_state.get(stopped)
    if status.state == "stopped":
        st.session_state[stopped] = job.key
    return status.state == "stopped" and before == job.key


def _progress(key: str, job: Job, status: Status) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"progress.{key}"):
        _words(status)
        _button(key, job, status)


def _words(status: Status) -> None:
    """How far it is, or how it ended."""
    match status.state:
        case "queued":
            others = counted(status.ahead, "other computation")
            st.progress(0.0, f"Waiting for {others}" if status.ahead else "Starting")
        case "running":
            st.progress(_share(status), status.note or "Computing")
        case "failed":
            mistake(status.reason)
        case "stopped":
            st.caption("Stopped.")


def _share(status: Status) -> float:
    return min(max(status.share, 0.0), 1.0)


def _button(key: str, job: Job, status: Status) -> None:
    if status.is_active:
        st.button("Stop", key=f"{key}.stop", on_click=_stop, args=(job,))
    elif st.button("Compute again", key=f"{key}.again", on_click=_again, args=(job,)):
        st.rerun()  # the page looks at the job again, and then more often


def _stop(job: Job) -> None:
    cached.jobs().stop(job, _reader())


def _again(job: Job) -> None:
    cached.jobs().again(job, _reader())
