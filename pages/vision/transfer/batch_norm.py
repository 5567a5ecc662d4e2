"""The view "Batch norm": what pictures that go through a frozen network change in it."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.plots.theme import Figure
from core.topics import Topic
from core.vision.transfer import norms
from core.vision.transfer.drift import LOOKED_AT, Drift, drift
from core.vision.transfer.figures.drift import drift_figure
from core.vision.transfer.norms import NormChoice
from core.vision.transfer.state import State
from core.vision.transfer.words import drift_sentence, norms_sentence
from pages.ui import frame, jobs, widgets

ASKED = "transfer.norms.asked"
"""In the session: what was asked to be measured."""


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    start = st.container(key="transfer-measure")
    labels = {"frozen_norms": "Frozen batch norm", "network": "Network", "dataset": "Pictures"}
    values = {name: widgets.widget(topic, name, label) for name, label in labels.items()}
    values |= widgets.folded(topic, {"per_class": "Pictures per class", "seed": "Seed"})
    choice = NormChoice(**values)
    with start:
        st.button(
            "Measure",
            key="transfer.measure",
            type="primary",
            icon=":material/straighten:",
            width="stretch",
            disabled=st.session_state.get(ASKED) == choice,
            on_click=st.session_state.update,
            args=({ASKED: choice},),
        )
    return values


def show(topic: Topic, state: State) -> None:
    """What one batch changes; if it is asked for, what twelve do to the accuracy."""
    choice = state.part(NormChoice)
    shown = norms.numbers(choice)
    frame.sentence(norms_sentence(choice, shown))
    if not shown["layers of batch norm"]:
        frame.nothing("Choose a network with batch norm.")
        return
    if st.session_state.get(ASKED) != choice:
        frame.nothing(
            f"Press **Measure** to send {LOOKED_AT[-1]} batches through and see how many held-out "
            "pictures are right after each. It takes about half a minute."
        )
        return
    result = jobs.result("transfer.drift", drift, choice, draw=_draw)
    if result is not None:
        _draw(result)
        st.markdown(drift_sentence(result))


def _draw(result: Drift | None) -> None:
    """The accuracy so far."""
    if result is not None:
        frame.main_picture(
            _chart(result.batches, result.accuracies),
            "transfer.chart.drift",
            "The share of held-out pictures that is right, by batches that went through",
        )


@lru_cache(maxsize=32)
def _chart(batches: tuple[int, ...], accuracies: tuple[float, ...]) -> Figure:
    return drift_figure(batches, accuracies, LOOKED_AT[-1])
