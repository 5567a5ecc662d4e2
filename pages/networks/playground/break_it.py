"""The view "Break it": a training with a one-line mistake beside the same without it."""

from functools import lru_cache
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.networks.playground.breakage import comparing, difference
from core.networks.playground.breaking import Breaking, comparison
from core.networks.playground.breaking_words import breaking_rows, breaking_sentence
from core.networks.playground.figures.breaking import losses_figure, maps_figure
from core.networks.playground.state import State
from core.plots.theme import Figure
from core.topics import Topic
from core.torch_message import TorchMessage
from pages.ui import frame, jobs, widgets
from pages.ui.tables import table
from pages.ui.torch_message import torch_message


def choose(topic: Topic, above: DeltaGenerator) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    values = {"mistake": widgets.widget(topic, "mistake", "Mistake")}
    return values | widgets.folded(topic, {"mistake_seed": "Seed"})


def show(topic: Topic, state: State) -> None:
    """The line that is wrong, both maps and both losses."""
    mistake = state.mistake
    both = jobs.here(comparing(mistake, state.mistake_seed))
    frame.sentence(breaking_sentence(mistake, both))
    with st.container(key="difference"):
        st.code(difference(mistake), language="diff", wrap_lines=True)
    maps, losses = figures(state.part(Breaking))
    frame.staying_picture(
        maps, "playground.broken.maps", "The maps of two networks, with the mistake and without it"
    )
    if isinstance(both.broken, TorchMessage):
        torch_message(both.broken, "playground.broken.message")
    frame.picture(losses, "playground.broken.losses", "The loss of both after each step")


@lru_cache(maxsize=64)
def figures(state: Breaking) -> tuple[Figure, Figure]:
    """The maps and the losses."""
    both = comparison(state)
    return maps_figure(both), losses_figure(both, state.mistake.choice.losses)


def show_intuition(topic: Topic, state: State) -> None:
    """The symptom, the cure, and the numbers of both."""
    choice = state.mistake.choice
    frame.prose(topic, f"**Symptom.** {choice.symptom}")
    frame.prose(topic, f"**Cure.** {choice.cure}")
    table(breaking_rows(state.mistake, comparison(state.part(Breaking))), "broken")
    if not choice.raises:
        frame.prose(
            topic,
            "PyTorch does not report this mistake: the script runs to its end. In the lines "
            "above, − marks the mistake and + the cure.",
        )
