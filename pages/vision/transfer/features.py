"""The view "Features": which pictures a network finds alike."""

from functools import lru_cache, partial
from typing import Any

import streamlit as st

from core.plots.columns import Column
from core.plots.theme import Figure
from core.topics import Topic
from core.vision.transfer import alike, seen
from core.vision.transfer.alike import Map, Neighbour
from core.vision.transfer.figures import pictures as figures
from core.vision.transfer.seen import EXAMPLE, Seen
from core.vision.transfer.state import State
from core.vision.transfer.task import Task
from core.vision.transfer.words import alike_sentence, request
from pages.ui import clicks, frame, panels, widgets
from pages.vision.transfer import choosing, sources

HEIGHT = 440
"""Pixels of the plane."""


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    values = sources.choose(topic)
    labels = {"network": "Network", "dataset": "Pictures"}
    return values | {name: widgets.widget(topic, name, label) for name, label in labels.items()}


def show(topic: Topic, state: State) -> None:
    """All held-out pictures in the plane, beside it one picture and those that are most like it."""
    chosen, task = state.part(Seen), state.part(Task)
    if not choosing.has_features(state):
        return
    if seen.is_blank(chosen):
        frame.nothing(request(state.source))
        return
    plane, close = alike.map_of(task), _neighbours(task, chosen)
    index = seen.index(chosen, task.dataset) if state.source == EXAMPLE else None
    truth = seen.label(chosen, task.dataset)
    frame.sentence(alike_sentence(plane, close, truth))
    left, right = st.columns([1.35, 1], gap="medium")
    with left, frame.stays("transfer.plane", HEIGHT):
        clicks.picture(
            _plane(plane, index),
            "transfer.plane",
            "The held-out pictures in the plane of most variance",
            partial(_choose_nearest, topic, plane),
            height="stretch",
        )
    with right:
        panels.maps("transfer.query", _query(chosen, task.dataset, truth), widest=150)
        panels.maps("transfer.nearest", (_column(close),), widest=420)
    sources.tell_of_link(state)


def _choose_nearest(topic: Topic, plane: Map, x: float, y: float) -> None:
    """Looks at the held-out picture that was clicked. For a callback."""
    choosing.go(source=EXAMPLE, example=alike.at(plane, x, y))


@lru_cache(maxsize=64)
def _neighbours(task: Task, chosen: Seen) -> tuple[Neighbour, ...]:
    return alike.neighbours(task, chosen)


@lru_cache(maxsize=32)
def _plane(plane: Map, index: int | None) -> Figure:
    return figures.map_figure(plane, index)


@lru_cache(maxsize=32)
def _query(chosen: Seen, dataset: str, truth: str) -> tuple[Column, ...]:
    alt = f"A held-out picture: {truth}" if truth else "Your picture"
    return figures.picture_columns(seen.picture(chosen, dataset), alt)


@lru_cache(maxsize=32)
def _column(close: tuple[Neighbour, ...]) -> Column:
    return figures.neighbours_column(close)
