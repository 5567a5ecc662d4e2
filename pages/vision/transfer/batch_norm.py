"""The view "Batch norm": what pictures that go through a frozen network change in it."""

from functools import lru_cache, partial
from typing import Any

import streamlit as st

from core.plots.theme import Figure
from core.topics import Topic
from core.vision.transfer import norms
from core.vision.transfer.drift import LOOKED_AT, Drift, drift
from core.vision.transfer.figures.drift import HEIGHT, drift_figure, variances_figure
from core.vision.transfer.heads import is_quick
from core.vision.transfer.norms import NormChoice
from core.vision.transfer.state import State
from core.vision.transfer.task import Task
from core.vision.transfer.words import drift_sentence, norms_sentence
from pages.ui import frame, jobs, widgets


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    labels = {"frozen_norms": "Frozen batch norm", "network": "Network", "dataset": "Pictures"}
    values = {name: widgets.widget(topic, name, label) for name, label in labels.items()}
    return values | widgets.folded(topic, {"per_class": "Pictures per class", "seed": "Seed"})


def show(topic: Topic, state: State) -> None:
    """What twelve batches do to the accuracy, as it is measured, and what one changes."""
    choice = state.part(NormChoice)
    shown = norms.numbers(choice)
    frame.sentence(norms_sentence(choice, shown))
    if not shown["layers of batch norm"]:
        frame.nothing("Choose a network with batch norm.")
        return
    left, right = st.columns([1.25, 1], gap="medium")
    with right:
        frame.picture(
            _variances(norms.changed(choice).variances),
            "transfer.chart.variances",
            "By how much one batch has changed the running variances of each layer",
        )
    with left:
        draw = partial(_draw, choice.frozen_norms)
        result = jobs.result(
            "transfer.drift",
            drift,
            choice,
            draw=draw,
            at_once=True,
            gives_up=is_quick(choice.part(Task)),  # or the features would be begun anew
        )
        if result is not None:
            draw(result)
            st.caption(drift_sentence(result))


def _draw(mode: str, result: Drift | None) -> None:
    """The accuracy so far."""
    if result is not None:
        with frame.stays("transfer.drift", HEIGHT):
            frame.picture(
                _chart(result.batches, result.accuracies, mode),
                "transfer.chart.drift",
                "The share of held-out pictures that is right, by batches that went through",
                height="stretch",
            )


@lru_cache(maxsize=32)
def _chart(batches: tuple[int, ...], accuracies: tuple[float, ...], mode: str) -> Figure:
    return drift_figure(batches, accuracies, LOOKED_AT[-1], mode)


@lru_cache(maxsize=32)
def _variances(changes: tuple[float, ...]) -> Figure:
    return variances_figure(changes)
