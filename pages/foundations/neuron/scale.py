"""The view "Large models": how many parameters networks have, from one neuron to the largest."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.foundations.neuron.figures.counts import scale_figure
from core.foundations.neuron.large import LARGE_MODELS
from core.foundations.neuron.layer_questions import about_a_model
from core.foundations.neuron.layer_words import in_words, model_rows, model_sentence
from core.foundations.neuron.state import State
from core.plots.theme import Figure
from core.topics import Topic
from pages.ui import frame, predict, widgets
from pages.ui.tables import table


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    return {"model": widgets.widget(topic, "model", "Network")}


def show(topic: Topic, state: State) -> None:
    """All networks on one scale, and the chosen one part by part."""
    model = LARGE_MODELS[state.model]
    hidden = predict.hides(topic, about_a_model(state.model, model), "model")
    if not hidden:
        frame.sentence(model_sentence(state.model, model))
    frame.main_picture(
        figure(state.model, hidden), "neuron.scale", "Parameters of networks on a logarithmic scale"
    )
    if not hidden:
        table(model_rows(model), "parts", words=2)
    source = f"Sizes of {state.model}: {model.source}. " if model.source else ""
    st.caption(
        f"{source}Every count is computed from the sizes of the layers. The axis is logarithmic: "
        "each mark is 1,000 times the one before."
    )


@lru_cache(maxsize=32)
def figure(chosen: str, hidden: bool) -> Figure:
    """All networks; of the one that is to be guessed neither bar nor number."""
    counts = {name: model.parameters for name, model in LARGE_MODELS.items()}
    told = {name: in_words(count) for name, count in counts.items()}
    if hidden:
        counts[chosen], told[chosen] = 1, predict.HIDDEN
    return scale_figure(counts, chosen, told)
