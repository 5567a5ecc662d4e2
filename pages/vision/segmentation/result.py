"""The view "Result": what a trained network makes of a picture that it has never seen."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.plots.theme import Figure
from core.topics import Topic
from core.vision.segmentation.figures.result import result_figure, threshold_figure
from core.vision.segmentation.result import Looking, curve, result
from core.vision.segmentation.result_words import CAPTION, rows, sentence
from core.vision.segmentation.state import State
from pages.ui import frame, widgets
from pages.ui.tables import table
from pages.vision.segmentation import networks

LABELS = {"number": "Picture", "test_noise": "Noise", "threshold": "Threshold"}


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    segmenter = networks.choose(topic)
    values = {name: widgets.widget(topic, name, label) for name, label in LABELS.items()}
    return {"segmenter": segmenter, **values}


def show(topic: Topic, state: State) -> None:
    """Picture, truth, prediction and error; the scores beside those of two simple masks."""
    setting = state.part(Looking)
    masks, thresholds = _figures(setting)
    frame.sentence(sentence(result(setting)))
    left, right = st.columns([1.6, 1], gap="small")
    with left, frame.staying_room("segmentation.result"):
        alt = "A picture, its mask, a prediction, its errors"
        frame.picture(masks, "segmentation.result", alt, height="stretch")
    with right:
        frame.picture(thresholds, "segmentation.thresholds", "Dice against the threshold")
        st.caption(CAPTION)


def compare(state: State) -> None:
    """The scores of the mask beside those of two that no network made."""
    table(rows(result(state.part(Looking))), "segmentation.scores")


SECTIONS = {"Scores": compare}
"""What stands under the picture beside what every view has."""


@lru_cache(maxsize=32)
def _figures(setting: Looking) -> tuple[Figure, Figure]:
    seen = result(setting)
    return result_figure(seen, setting.threshold), threshold_figure(curve(seen), setting.threshold)
