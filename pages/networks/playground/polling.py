"""What a run in a process has come to: the page asks again and again."""

import struct
import time
from dataclasses import replace
from math import ceil

from core.networks.playground.training import Training
from core.playground.course import MOST_EPOCHS, length
from core.playground.worker import Feed
from core.topics import Topic
from pages.networks.playground import session as runs
from pages.networks.playground.session import Session
from pages.ui import cached

RATE = 60  # frames a second
AHEAD = 1.15  # of the frames that a browser plays until the next look, so that it never waits
MOST_BYTES = 1_500_000  # of the frames of a message, about
PAST = 40  # frames that are shown to who comes back


def poll(topic: Topic, session: Session, state: Training) -> None:
    """Takes over what is new of a run in a process, and has it trained further if it is to."""
    workers = cached.workers()
    feed, frames = workers.take(session.name)
    if feed is None:  # nobody asked after it for a minute, or its process has ended
        session.name, session.asked = "", None
        if session.running or session.wanted or not runs.is_short(session.course):
            runs.ensure_run(session)
        return
    _hear(session, feed)
    _settle(topic, session, feed)
    now = time.monotonic()
    ahead = min(max(ceil(AHEAD * RATE * (now - session.taken)), 20), 120)
    if frames:
        ahead = min(ahead, max(MOST_BYTES // len(frames[-1]), 3))
    session.taken = now
    if session.running:
        until = min(feed.epochs + ahead * state.speed, MOST_EPOCHS)
        workers.go(session.name, until, state.speed, state.goal, state.patience)
    elif session.wanted:
        workers.go(session.name, session.wanted)
    else:
        workers.ask(session.name)
    _remember(session, frames)


def _hear(session: Session, feed: Feed) -> None:
    """Takes over what the process tells of the run."""
    session.explained, session.done = feed.explained, feed.done
    is_on_its_way = feed.catching_up and not feed.mistake
    session.mistake, session.share = feed.mistake, feed.share if is_on_its_way else 1.0
    if not feed.catching_up or len(feed.records) > len(session.records):
        session.records = list(feed.records)
    if not feed.catching_up and len(feed.lengths) == len(session.course):
        session.course = tuple(
            replace(segment, epochs=epochs, steps=steps)
            for segment, (epochs, steps) in zip(session.course, feed.lengths, strict=True)
        )


def _settle(topic: Topic, session: Session, feed: Feed) -> None:
    """Ends what was asked for once it is there. What was told before the last order was carried out
    says nothing of it.
    """
    if feed.mistake:
        session.running, session.wanted, session.awaited = False, None, 0
    if feed.catching_up or session.done < session.awaited:
        return
    here = length(session.course)
    if session.wanted and here >= session.wanted:
        session.wanted = None
    if session.running and (feed.stopped or here >= MOST_EPOCHS):
        session.running, session.stopped = False, feed.stopped
    if not runs.is_active(session):
        runs.keep(topic, session)


def _remember(session: Session, frames: list[bytes]) -> None:
    session.new += frames
    if session.asked is not None:
        answer = [frame for frame in frames if moment(frame)[0] == session.asked]
        session.answer = answer[-1:] or session.answer
    session.past = sorted([*session.past, *frames], key=moment)
    if len(session.past) > 2 * PAST:
        session.past = [*session.past[:-1:2], session.past[-1]]


def moment(frame: bytes) -> tuple[float, float]:
    """The epoch and the step of a frame."""
    return struct.unpack("<2f", frame[:8])
