"""The view "Checkerboard": how evenly ways to double a picture cover it."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

import streamlit as st

from core.plots.theme import Figure
from core.topics import Topic
from core.vision.segmentation.doubling import DRAWN, TRAINED, Doubling, doubled
from core.vision.segmentation.doubling_words import (
    CAPTION,
    NETWORK_CAPTION,
    network_rows,
    rows,
    sentence,
)
from core.vision.segmentation.figures.doubling import doubling_figure, patterns_figure
from core.vision.segmentation.patterns import pattern, strongest
from core.vision.segmentation.segmenters import segmenter
from core.vision.segmentation.state import State
from pages.ui import address, frame, widgets
from pages.ui.tables import table
from pages.vision.segmentation import networks


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    values = {"doubled": widgets.widget(topic, "doubled", "Doubled")}
    if values["doubled"] == TRAINED:
        name = networks.choose(topic)
        return values | {"segmenter": name, "doubling_to": _level(topic, name)}
    values |= {
        "layers": widgets.widget(topic, "layers", "Layers"),
        "weights": widgets.widget(topic, "weights", "Weights"),
    }
    if values["weights"] == DRAWN:
        values["draw"] = widgets.widget(topic, "draw", "Seed of the weights")
    return values


def _level(topic: Topic, name: str) -> str:
    """The widget for a level of a network."""
    spec = widgets.spec_of(topic, "doubling_to")
    levels = spec.choices()[: segmenter(name).config.depth]
    key = address.key(topic, "doubling_to")
    return widgets.of_spec(key, replace(spec, values=levels), "To level", bind="query-params")


def show(topic: Topic, state: State) -> None:
    """What each way to double makes of a picture of ones, and its numbers."""
    setting = state.part(Doubling)
    frame.sentence(sentence(setting))
    is_trained = setting.doubled == TRAINED
    alt = "Maps of a network" if is_trained else "A picture of ones, doubled in four ways"
    frame.main_picture(_drawn(setting), "segmentation.doubling", alt)
    st.caption(NETWORK_CAPTION if is_trained else CAPTION)


def tell(state: State) -> None:
    """The numbers of each way, or of each level."""
    setting = state.part(Doubling)
    told = network_rows(setting) if setting.doubled == TRAINED else rows(setting)
    table(told, "segmentation.doubling")


SECTIONS = {"In numbers": tell}
"""What stands under the picture beside what every view has."""


@lru_cache(maxsize=32)
def _drawn(setting: Doubling) -> Figure:
    if setting.doubled == TRAINED:
        level = pattern(setting.segmenter, int(setting.doubling_to))
        return patterns_figure(*strongest(level))
    return doubling_figure(doubled(setting))
