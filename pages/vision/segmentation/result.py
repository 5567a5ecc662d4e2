"""The view "Result": what a trained network makes of a picture that it has never seen."""

from contextlib import suppress
from functools import lru_cache
from typing import Any

import streamlit as st

from core.plots.theme import Figure
from core.topics import Topic
from core.vision.segmentation.by_class import by_class, pictures_of
from core.vision.segmentation.figures.result import result_figure, threshold_figure
from core.vision.segmentation.pictures import SCENES
from core.vision.segmentation.result import Looking, curve, held_out_count, result
from core.vision.segmentation.result_words import (
    CAPTION,
    SCORES,
    class_caption,
    class_rows,
    rows,
    sentence,
)
from core.vision.segmentation.state import State
from pages.ui import frame, widgets
from pages.ui.tables import table
from pages.vision.segmentation import networks, own


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    values = {
        "segmenter": networks.choose(topic),
        "test_scenes": widgets.widget(topic, "test_scenes", "Pictures"),
    }
    with suppress(ValueError):  # the picture's room tells it
        kind = Looking(**values).kind
        if SCENES[kind].is_drawn:
            values["number"] = widgets.widget(topic, "number", "Picture")
            values["test_noise"] = widgets.widget(topic, "test_noise", "Noise")
        else:
            values["number"] = _number(topic, held_out_count(kind))
    return values | {"threshold": widgets.widget(topic, "threshold", "Threshold")}


def _number(topic: Topic, count: int) -> int:
    """The widget for a picture of so many; if there is but one, none."""
    return widgets.within(topic, "number", "Picture", 1, count) if count > 1 else 1


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
    """The scores of the mask beside those of two that no network made; and those of each class, if
    there are several, over all held-out pictures.
    """
    setting = state.part(Looking)
    table(rows(result(setting)), "segmentation.scores")
    st.caption(SCORES)
    if not result(setting).is_binary:
        table(class_rows(by_class(setting)), "segmentation.classes")
        count = len(pictures_of(setting.kind, setting.test_noise))
        st.caption(class_caption(count, setting.threshold))


SECTIONS = {"Scores": compare, **own.SECTION}
"""What stands under the picture beside what every view has."""


@lru_cache(maxsize=32)
def _figures(setting: Looking) -> tuple[Figure, Figure]:
    seen = result(setting)
    return result_figure(seen, setting.threshold), threshold_figure(curve(seen), setting.threshold)
