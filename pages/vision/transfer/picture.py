"""The view "Your picture": what both heads make of one picture."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.plots.columns import Column
from core.topics import Topic
from core.vision.transfer import cam, heads, seen
from core.vision.transfer.figures import pictures as figures
from core.vision.transfer.heads import Heads, Reading
from core.vision.transfer.seen import Seen
from core.vision.transfer.state import State
from core.vision.transfer.task import Task
from core.vision.transfer.words import reading_sentence, request
from pages.ui import frame, panels, widgets
from pages.vision.transfer import choosing, sources


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    values = sources.choose(topic)
    values["cam"] = widgets.widget(topic, "cam", "Where it looks (Grad-CAM)")
    values["network"] = widgets.widget(topic, "network", "Network")
    values["per_class"] = widgets.widget(topic, "per_class", "Pictures per class")
    return values | widgets.folded(topic, {"dataset": "Pictures to learn from", "seed": "Seed"})


def show(topic: Topic, state: State) -> None:
    """The picture, and beside it the probabilities of all classes."""
    if seen.is_blank(state.part(Seen)):
        frame.nothing(request(state.source))
        return
    trained = choosing.trained(state)
    if trained is None:
        return
    reading = _reading(state.part(Task), trained, state.part(Seen))
    truth = seen.label(state.part(Seen), state.dataset)
    frame.sentence(reading_sentence(trained, reading, truth))
    left, right = st.columns([1, 1.1], gap="medium")
    with left, frame.stays("half.transfer.shown"):
        panels.maps("transfer.shown", _shown(state, trained, truth), widest=420)
    features, raw = _bars(trained, reading)
    with right:
        with frame.stays("half.transfer.features"):
            panels.maps("transfer.features", (features,), widest=420, stack=True)
        panels.maps("transfer.raw", (raw,), widest=420, stack=True)
    sources.tell_of_link(state)


@lru_cache(maxsize=64)
def _reading(task: Task, trained: Heads, chosen: Seen) -> Reading:
    return heads.read(task, trained, chosen)


def _shown(state: State, trained: Heads, truth: str) -> tuple[Column, ...]:
    if state.cam:
        return _cam(state.part(Task), trained, state.part(Seen))
    return _picture(state.part(Seen), state.dataset, truth)


@lru_cache(maxsize=16)
def _cam(task: Task, trained: Heads, chosen: Seen) -> tuple[Column, ...]:
    image = seen.picture(chosen, task.dataset)
    over = cam.laid_over(image, cam.heat_of(task, trained, chosen))
    return figures.picture_columns(over, "The picture, in orange where the network looks")


@lru_cache(maxsize=16)
def _picture(chosen: Seen, dataset: str, truth: str) -> tuple[Column, ...]:
    alt = f"A held-out picture: {truth}" if truth else "The picture that is looked at"
    return figures.picture_columns(seen.picture(chosen, dataset), alt)


@lru_cache(maxsize=64)
def _bars(trained: Heads, reading: Reading) -> tuple[Column, ...]:
    return tuple(
        figures.reading_column(name, probabilities, trained.classes)
        for name, probabilities in (
            (heads.FEATURES, reading.probabilities),
            (heads.RAW, reading.raw),
        )
    )
