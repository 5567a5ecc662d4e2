"""What a reader does with the picture of the view "Train": each command of the browser, obeyed."""

import streamlit as st

from core.playground.course import MOST_EPOCHS, Segment, length, write_course
from core.playground.features import FEATURES
from core.playground.layers import read_layers
from core.topics import Topic
from pages.networks.playground import own
from pages.networks.playground import session as runs
from pages.networks.playground.session import Session
from pages.networks.playground.written import write
from pages.ui import address, cached
from pages.ui.live_network import Command

WAIT = 0.25  # seconds that a click waits for what comes of it, before the page says what is so far


def obey(topic: Topic, command: Command) -> None:
    """Does what the reader wants, unless it was of what stood here before. For a callback."""
    session: Session | None = st.session_state.get(runs.KEY)
    if session is not None and session.origin == command.origin:
        st.session_state.pop(own.REFUSED, None)
        COMMANDS[command.do](topic, session, command)
        st.session_state[runs.KEY].fresh = True  # of a fork or a reset it is another session


def _train(topic: Topic, session: Session, command: Command) -> None:
    runs.ensure_run(session)
    session.awaited = cached.workers().again(session.name)
    session.running, session.stopped = True, ""
    session.asked, session.answer = None, []


def _pause(topic: Topic, session: Session, command: Command) -> None:
    session.running, session.wanted = False, None
    _wait(session, cached.workers().ask(session.name))


def _step(topic: Topic, session: Session, command: Command) -> None:
    runs.ensure_run(session)
    _wait(session, cached.workers().step(session.name))


def _wait(session: Session, number: int) -> None:
    """Waits until an order is carried out; if that takes long the page looks again and again."""
    session.awaited = number
    cached.workers().wait(session.name, WAIT, lambda feed: feed.done >= number)


def _epoch(topic: Topic, session: Session, command: Command) -> None:
    runs.ensure_run(session)
    workers = cached.workers()
    wanted = min((session.wanted or length(session.course)) + 1, MOST_EPOCHS)
    session.wanted, session.stopped = wanted, ""
    session.awaited = workers.again(session.name)
    workers.go(session.name, wanted)
    workers.wait(session.name, WAIT, lambda feed: feed.epochs >= wanted)


def _reset(topic: Topic, session: Session, command: Command) -> None:
    start = (Segment(session.settings, 0),)
    address.keep(topic, "course", write_course(start))
    other = runs.begun(start, write_course(start), session, session.origin)
    st.session_state[runs.KEY] = other


def _fork(topic: Topic, session: Session, command: Command) -> None:
    if 0 <= command.epoch <= length(session.course):
        runs.fork(topic, session, command.epoch)


def _want(topic: Topic, session: Session, command: Command) -> None:
    runs.ensure_run(session)
    session.asked, session.answer = command.epoch, []
    _wait(session, cached.workers().want(session.name, command.epoch))


def _explain(topic: Topic, session: Session, command: Command) -> None:
    """Asks what is behind a weight or a bias."""
    runs.ensure_run(session)
    layer, row, column = command.number
    number = (command.epoch, command.step, layer, row, None if column < 0 else column)
    _wait(session, cached.workers().explain(session.name, *number))


def _hello(topic: Topic, session: Session, command: Command) -> None:
    """The browser has lost what was shown, as on another view: it gets some of it again."""
    session.again = True


def _hidden(topic: Topic, session: Session, command: Command) -> None:
    try:
        read_layers(command.text)
    except ValueError:
        return
    write(address.key(topic, "hidden"), command.text)


def _feature(topic: Topic, session: Session, command: Command) -> None:
    """Adds a feature, or takes it away if it is not the last."""
    names = [pick.name for pick in session.settings.features]
    if command.text in names:
        names.remove(command.text)
    elif command.text in FEATURES:
        names = [name for name in FEATURES if name in (*names, command.text)]
    if names:
        write(address.key(topic, "features"), names)


def _draw(topic: Topic, session: Session, command: Command) -> None:
    own.obey(topic, command)


COMMANDS = {
    "train": _train,
    "pause": _pause,
    "step": _step,
    "epoch": _epoch,
    "reset": _reset,
    "fork": _fork,
    "want": _want,
    "hello": _hello,
    "explain": _explain,
    "hidden": _hidden,
    "feature": _feature,
    "brush": _draw,
    "erase": _draw,
}
