"""The run of a reader: what was trained so far, and the process that trains it further.

The settings of the page and the run are brought together here. What may change while a network is
trained changes in the run; anything else begins another one.
"""

import time
from dataclasses import dataclass, field, replace

import streamlit as st

from core.networks.playground.message import Curve, curve_of
from core.networks.playground.training import SECONDS, gone_through
from core.playground.changes import same_start
from core.playground.course import (
    Course,
    Segment,
    changed,
    cut,
    linked,
    read_course,
    seconds_of,
    write_course,
)
from core.playground.run import Record
from core.playground.settings import Settings
from core.topics import Topic
from pages.networks.playground import written
from pages.ui import address, cached

KEY = "playground.run"
OTHERS = 3  # earlier courses whose curves are shown


@dataclass(eq=False)
class Session:
    """A run, as the page knows it.

    Args:
        settings, course: what it is.
        text: the course as the address has it.
        token: its name in the browser; a fork has that of its origin as `parent`, and goes on from
            its epoch `start`.
        origin: the token of the run that a link, a preset or the visit began; the runs that came of
            it by the reader's doing have it too.
        name: its name in the processes; "" while there is none.
        running: whether the reader has it trained.
        wanted: how many epochs it is to have, where the reader asked for one more; or None.
        awaited: the number of the last order to the process that came of what the reader did, and
            `done` that of the last that was carried out.
        asked: the epoch of the past whose frame the reader asked for last, and `answer` this frame.
        others: curves of earlier courses.
        stopped: why it stopped by itself.
        mistake: why it could not be trained.
        new: frames that the browser has not been sent yet.
        past: some frames that were shown, for who comes back to the page; `again` asks for them.
        fresh: whether the reader has just asked for something.
        explained: what is behind the number that the reader asked about last.
        taken: when the process was asked last.
    """

    settings: Settings
    course: Course
    text: str
    token: str
    origin: str
    parent: str = ""
    start: int = 0
    name: str = ""
    running: bool = False
    wanted: int | None = None
    awaited: int = 0
    done: int = 0
    others: list[Curve] = field(default_factory=list)
    stopped: str = ""
    mistake: str = ""
    new: list[bytes] = field(default_factory=list)
    past: list[bytes] = field(default_factory=list)
    fresh: bool = False
    again: bool = False
    taken: float = 0.0
    asked: int | None = None
    answer: list[bytes] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    share: float = 1.0
    explained: list = field(default_factory=list)


def current(topic: Topic, settings: Settings) -> Session:
    """The reader's run, brought together with the settings of the page.

    Raises:
        ValueError: settings that do not go together.
    """
    text = address.held(topic, "course")
    session = st.session_state.get(KEY)
    if session is None or session.text != text or address.went_back():
        session = begun(read_course(text, settings), text, session)
    elif session.settings != settings:
        session = _adapted(topic, session, settings)
    st.session_state[KEY] = session
    return session


def forget() -> None:
    """The page is put at another state: its run begins anew."""
    written.forget()
    session = st.session_state.pop(KEY, None)
    if session is not None and session.name:
        cached.workers().close(session.name)


def begun(course: Course, text: str, before: Session | None, origin: str = "") -> Session:
    """A run in the place of the one before.

    Args:
        text: the course as the address has it.
        origin: of the run before, where this one comes of it.
    """
    if before is not None and before.name:
        cached.workers().close(before.name)
    token = _token()
    return Session(course[-1].settings, course, text, token, origin or token)


def _token() -> str:
    count = st.session_state.get(f"{KEY}.count", 0) + 1
    st.session_state[f"{KEY}.count"] = count
    return str(count)


def _adapted(topic: Topic, session: Session, settings: Settings) -> Session:
    """The run with other settings: it goes on with them, or another one begins."""
    if same_start(session.settings, settings):
        session.course = changed(session.course, settings)
        session.settings = settings  # last: where there are too many changes this one is none
        if session.name:
            session.awaited = cached.workers().change(session.name, settings)
        session.stopped = session.mistake = ""
    else:
        running = session.running
        others = _with_curve(session)
        session = begun((Segment(settings, 0),), session.text, session, session.origin)
        session.running, session.others = running, others
    keep(topic, session)
    return session


def _with_curve(session: Session) -> list[Curve]:
    """The curves of earlier courses, and this one's if there is something to see of it."""
    try:
        records = records_of(session)
    except ValueError:  # settings that did not go together, which the reader has just mended
        records = []
    longer = [curve_of(records)] if len(records) > 1 else []
    return [*session.others, *longer][-OTHERS:]


def keep(topic: Topic, session: Session) -> None:
    """Writes the course into the address, as far as it fits there."""
    session.text = write_course(linked(session.course))
    address.keep(topic, "course", session.text)


def is_short(course: Course) -> bool:
    """Whether the course may be gone through at once, for a picture."""
    return seconds_of(course) <= SECONDS


def records_of(session: Session) -> list[Record]:
    """What was recorded of the course so far."""
    if session.records:
        return session.records
    return list(gone_through(session.course).records) if is_short(session.course) else []


def ensure_run(session: Session) -> None:
    """Has a process take the run over, which first goes through its course; another one if the
    last has forgotten it.
    """
    if not cached.workers().knows(session.name):
        session.records = records_of(session)
        session.name = cached.workers().open(session.course)
        session.taken, session.share, session.awaited = time.monotonic(), 0.0, 0


def is_active(session: Session) -> bool:
    """Whether something is still to come of the run."""
    return bool(
        session.running
        or session.wanted
        or (session.name and (session.share < 1.0 or session.done < session.awaited))
    )


def fork(topic: Topic, session: Session, epoch: int) -> Session:
    """The run taken back to an epoch, from which it goes on; its curve stays in sight."""
    course = cut(session.course, epoch)
    other = replace(
        session,
        settings=session.settings,
        course=course,
        token=_token(),
        parent=session.token,
        start=epoch,
        running=False,
        wanted=None,
        awaited=0,
        asked=None,
        answer=[],
        new=[],
        others=_with_curve(session),
        stopped="",
        past=[],
        explained=[],
        records=records_of(session)[: epoch + 1],
    )
    if session.name:
        is_there = session.share == 1.0
        workers, settings = cached.workers(), course[-1].settings
        other.name = workers.fork(session.name, epoch, settings) if is_there else ""
        workers.close(session.name)
    if course[-1].settings != session.settings:
        other.course = changed(course, session.settings)
        if other.name:
            other.awaited = cached.workers().change(other.name, session.settings)
    if not is_short(other.course):
        ensure_run(other)
    keep(topic, other)
    st.session_state[KEY] = other
    return other
