"""The best lines by three losses side by side, and what an outlier does to them."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.functions.losses.figures.outlier import outlier_figure
from core.functions.losses.fits import Outlier, outlier_fits
from core.functions.losses.state import State, outlier_points
from core.functions.losses.words import outlier_sentence
from core.plots.theme import Figure
from core.topics import Topic
from pages.ui import address, frame, widgets

LABELS = {"outlier_x": "Outlier x", "outlier_y": "Outlier y", "delta": "HuberLoss delta"}


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    values = {name: widgets.widget(topic, name, label) for name, label in LABELS.items()}
    return address.remember(topic, "line") | values


def show(topic: Topic, state: State) -> None:
    """The picture, a column for each of the losses."""
    outlier = state.part(Outlier)
    fits = outlier_fits(outlier_points(state), outlier)
    frame.sentence(outlier_sentence(outlier, fits))
    frame.main_picture(
        figure(state),
        "losses.picture.fits",
        "The best line by each of three losses, and the surfaces of these losses",
    )
    st.caption(
        "Above, the best line through the same points; the star is the outlier. Below, the loss "
        "over all lines; the dot is the best line. The points are those of the view Surface, "
        "model Line: edit them there."
    )


@lru_cache(maxsize=32)
def figure(state: State) -> Figure:
    """A column for each of the losses."""
    return outlier_figure(outlier_fits(outlier_points(state), state.part(Outlier)))
