"""The view "Train": a network of the plane in training, live."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.networks.playground.message import curve_of, message
from core.networks.playground.state import State
from core.networks.playground.training import ENTROPY, Training, gone_through
from core.networks.playground.training_words import INTUITION, honesty_rows
from core.playground.course import length, linked, write_course
from core.playground.settings import PLAYGROUND_ACTIVATIONS, Settings
from core.playground.stops import Rules, reason
from core.registry import Pick
from core.topics import TOPICS, Topic
from pages.networks.playground import own
from pages.networks.playground import session as runs
from pages.networks.playground.commands import obey
from pages.networks.playground.polling import poll
from pages.networks.playground.session import Session
from pages.ui import address, cached, frame, widgets
from pages.ui.live_network import heard, live_network
from pages.ui.tables import table

YOURS = "Your playground"
"""What the page of the landscape calls it."""

LIVE = "playground.live"
EVERY = 0.5  # seconds between two looks at a run: each costs the browser some 80 ms

DATA = {"count": "Points", "noise": "Noise", "train_share": "Training share", "seed": "Seed"}
NETWORK = {"features": "Features", "initialisation": "Initialisation"}
TRAINING = {
    "batch_size": "Batch size",
    "loss": "Loss",
    "schedule": "Schedule",
    "horizon": "Schedule ends after",
    "l1": "L1 penalty",
    "l2": "L2 penalty",
}
PICTURE = {"map": "Map", "links": "Links", "speed": "Epochs per picture"}
STOPS = {"goal": "Stop at test accuracy", "patience": "Stop at a plateau of"}


def choose(topic: Topic, above: DeltaGenerator) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    values = {"data": widgets.widget(topic, "data", "Data")}
    if values["data"].choice.fixed:
        own.buttons(topic)
        own.csv_file(topic)
    beside = partial(_beside_points, topic, values["data"])
    values |= widgets.folded(topic, DATA, "Points", lazy=True, beside=beside)
    values["hidden"] = widgets.widget(topic, "hidden", "Hidden layers")
    values["activation"] = widgets.widget(topic, "activation", "Activation")
    values |= widgets.folded(topic, NETWORK, "Network", lazy=True)
    values["optimizer"] = widgets.widget(topic, "optimizer", "Optimizer")
    values |= widgets.folded(topic, TRAINING, "Training", lazy=True)
    return values | widgets.folded(topic, PICTURE | STOPS, "Picture and stops", lazy=True)


def _beside_points(topic: Topic, data: Pick, values: dict[str, Any]) -> None:
    """The buttons that take the points along, or make them a reader's own."""
    points = data, values["count"], values["noise"], values["seed"]
    own.download(topic, *points)
    if not data.choice.fixed:
        own.adopt_button(topic, *points)


def show(topic: Topic, state: State) -> State:
    """The network, its map and its curves; returns the state with the course it has come to."""
    training = state.part(Training)
    session = runs.current(topic, training.part(Settings))
    if session.running or not runs.is_short(session.course):
        runs.ensure_run(session)
    elif not session.name:
        gone_through(session.course)  # a mistake of the reader is told here, and once
    cached.workers().warm_up()
    active = runs.is_active(session)
    with frame.stays(LIVE):
        st.fragment(_live, run_every=EVERY if active else None)(topic, training)
    return state.replace(course=write_course(linked(session.course)))


def _live(topic: Topic, state: Training) -> None:
    """The picture while it changes: only this runs again."""
    session: Session = st.session_state[runs.KEY]
    was_active = runs.is_active(session)
    with frame.reader_mistakes():
        frames, records = _news(topic, session, state)
        if records:
            header, curve = _header(session, state), curve_of(records)
            data = message(state.part(Settings), header, curve, session.others, frames)
            live_network(LIVE, data, partial(obey, topic))
            session.new, session.again = [], False  # a run that is broken off sends nothing
        else:
            st.caption(session.mistake or f"Training: {100 * session.share:.0f} % done.")
    _turn(session, was_active)


def _header(session: Session, state: Training) -> dict[str, Any]:
    """What the component is told beside the numbers."""
    return {
        "heard": heard(LIVE),
        "token": session.token,
        "origin": session.origin,
        "parent": session.parent,
        "from": session.start,
        "running": session.running,
        "epochs": length(session.course),
        "steps": session.course[-1].steps,
        "map": state.map,
        "links": state.links,
        "zeros": state.map != ENTROPY,
        "activation": state.activation.name,
        "activations": list(PLAYGROUND_ACTIVATIONS),
        "said": _said(session),
        "wanted": session.asked,
        "own": own.told(session.settings),
        "facts": session.explained,
    }


def _turn(session: Session, was_active: bool) -> None:
    """The page as a whole runs again where the picture begins to change by itself, or ends to."""
    if session.fresh or was_active != runs.is_active(session):
        session.fresh = False
        st.rerun()


def _news(topic: Topic, session: Session, state: Training) -> tuple[list[bytes], list]:
    """New frames of the run, and all of its records."""
    if not session.name:
        shown = gone_through(session.course)
        session.past = list(shown.frames)
        return list(shown.frames), list(shown.records)
    poll(topic, session, state)
    frames = session.past if session.again else session.new or session.past[-1:]
    return [*session.answer, *frames], session.records


def _said(session: Session) -> str:
    said, part = _said_of_run(session), length(linked(session.course))
    if part < length(session.course):
        said += f" Link and code end after epoch {part}: they have no room for so many changes."
    return said.strip()


def _said_of_run(session: Session) -> str:
    if own.refused():
        return own.refused()
    if session.mistake:
        return session.mistake
    if session.share < 1:
        return f"Going through {length(session.course):,} epochs: {100 * session.share:.0f} % done"
    if session.stopped or session.name:
        return session.stopped
    shown = gone_through(session.course)
    return reason(shown.records, Rules(), shown.run.diverged)


def show_intuition(topic: Topic, state: State) -> None:
    """What is to be seen, in words, and what of it is simplified."""
    frame.prose(topic, INTUITION)
    if link := plane(state):
        frame.prose(topic, f"[See the loss of this network around its weights]({link})")
    table(honesty_rows(), "honesty", words=2)


def plane(state: State) -> str:
    """The address of the landscape of the state's network; "" if its training is too long for
    that.
    """
    landscape, own = TOPICS["landscape"], TOPICS["playground"].query(state)
    try:
        other = landscape.content.State(network=YOURS, playground=urlencode(own, doseq=True))
    except ValueError:
        return ""
    return address.base() + landscape.link(other)
