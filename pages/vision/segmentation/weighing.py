"""The view "Losses": what a loss says of an answer, and which pixels it listens to."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.plots.theme import Figure
from core.topics import Topic
from core.vision.segmentation.figures.weighing import weighing_figure
from core.vision.segmentation.state import State
from core.vision.segmentation.weighing import SHIFTED, UNDECIDED, Weighing, weighed
from core.vision.segmentation.weighing_words import caption, rows, sentence
from pages.ui import frame, widgets
from pages.ui.tables import table


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    values = {
        "answer": widgets.widget(topic, "answer", "Answer"),
        "loss": widgets.widget(topic, "loss", "Loss"),
    }
    if values["answer"] == SHIFTED:
        values["shift"] = widgets.widget(topic, "shift", "Shift")
    folded = {"weighed": "Picture"}
    if values["answer"] != UNDECIDED:
        folded = {"certainty": "Certainty"} | folded
    return values | widgets.folded(topic, folded)


def show(topic: Topic, state: State) -> None:
    """The answer and the push of the loss, and what each loss says of each answer."""
    setting = state.part(Weighing)
    frame.sentence(sentence(setting, weighed(setting)))
    frame.main_picture(
        _drawn(setting), "segmentation.weighing", "A picture, its mask, an answer and a gradient"
    )
    st.caption(caption(setting))


def compare(state: State) -> None:
    """Each loss, and what it says of each answer."""
    table(rows(state.part(Weighing)), "segmentation.losses")


SECTIONS = {"All losses": compare}
"""What stands under the picture beside what every view has."""


@lru_cache(maxsize=32)
def _drawn(setting: Weighing) -> Figure:
    seen = weighed(setting)
    return weighing_figure(seen, float(seen.push.abs().max()) or 1.0)
