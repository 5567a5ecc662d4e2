"""The network that the views look into: that of the view "Train", at the end of its course."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.networks.playground.trained import run_at, train_through
from core.networks.playground.training import (
    SECONDS,
    Training,
    course_of,
    going_through,
)
from core.playground.course import seconds_of
from core.playground.run import Run
from core.topics import Topic
from pages.networks.playground import train
from pages.ui import address, jobs


def choose_network(topic: Topic) -> dict[str, Any]:
    """The controls of the view "Train", folded, and their values by name; with its course."""
    with st.expander("Data, network and training", key=f"{topic.name}.looked_into"):
        values = train.choose(topic, st.container())
    return values | address.remember(topic, "course")


def run_of(state: Training) -> Run | None:
    """The run at the end of a state's course, which nobody may train any further; None while a
    process is training it. While this page does, how far it is stands on it.

    Raises:
        ValueError: settings that do not go together.
    """
    course = course_of(state)
    if seconds_of(course) <= SECONDS:
        return jobs.here(going_through(course)).run
    if not _kept_runs(state):
        result = jobs.result("playground.trained", train_through, course, gives_up=True)
        if result is None:
            return None
        _kept_runs(state).append(run_at(course, result))
    return _kept_runs(state)[0]


@lru_cache(maxsize=8)
def _kept_runs(state: Training) -> list[Run]:
    """Room for the run of a state, once a process has trained it."""
    return []
