"""The view "Sweep": many networks that are trained at once, side by side."""

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.networks.playground.figures.sweeping import losses_figure, maps_figure
from core.networks.playground.state import State
from core.networks.playground.sweep import Sweep, sweep
from core.networks.playground.sweeping import RATES, Sweeping
from core.networks.playground.sweeping_words import sweep_rows, sweep_sentence
from core.playground.settings import Settings
from core.topics import Topic
from pages.networks.playground.networks import choose_network
from pages.ui import frame, jobs, widgets
from pages.ui.tables import table

SHOWN = "playground.swept"
"""In the session: what the picture shows, for the words under it."""

LABELS = {"networks": "Networks", "sweep_epochs": "Epochs"}


def choose(topic: Topic, above: DeltaGenerator) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    with above:
        values = {"varied": widgets.views(topic, "varied", "What differs")}
    values |= {name: widgets.widget(topic, name, label) for name, label in LABELS.items()}
    if values["varied"] != RATES:
        values["sweep_rate"] = widgets.widget(topic, "sweep_rate", "Learning rate")
    return values | choose_network(topic)


def show(topic: Topic, state: State) -> None:
    """A map for each network, and their losses."""
    st.session_state[SHOWN] = None
    setting = state.part(Settings), state.part(Sweeping)
    result: Sweep | None = jobs.result("playground.sweep", sweep, *setting, gives_up=True)
    if result is None:
        return
    st.session_state[SHOWN] = result
    frame.sentence(sweep_sentence(result))
    frame.main_picture(maps_figure(result), "playground.sweep.maps", "A small map for each network")
    frame.picture(
        losses_figure(result), "playground.sweep.losses", "The losses of the networks at the end"
    )


def show_intuition(topic: Topic, state: State) -> None:
    """How so many are trained at once, what of it is simplified, and their numbers."""
    frame.prose(
        topic,
        "**Trained at once.** The weights of all networks are stacked. `torch.func.grad` makes a "
        "function that gives the gradient, and `torch.func.vmap` runs it for all networks in one "
        "call, several times faster than one network after another. Narrow networks are stored in "
        "the shape of the widest: the weights that they lack are 0 and stay 0.",
    )
    frame.prose(
        topic,
        "**What is simplified.** All networks see the same points in the same batches. They are "
        "trained by gradient descent with momentum 0.9, whatever optimizer is set for the other "
        "views, and their layers have neither batch norm nor dropout.",
    )
    if (result := st.session_state.get(SHOWN)) is not None:
        table(sweep_rows(result), "sweep")
