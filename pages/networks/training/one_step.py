"""The view "One step": the five calls of a training step, and what each changes."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.networks.training import words
from core.networks.training.draft import Draft
from core.networks.training.figures.steps import step_figure, step_pixels
from core.networks.training.state import State
from core.networks.training.steps import StepChoice, take_step
from core.plots.theme import Figure
from core.topics import Topic
from core.training.config import TrainConfig
from pages.networks.training import own
from pages.ui import frame, panels, widgets
from pages.ui.tables import table

FOLDED = {
    "model": "Network",
    "dataset": "Data",
    "optimizer": "Optimizer",
    "batch": "Batch",
    "seed": "Seed",
}


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    st.caption("After the call")
    values = {
        "call": widgets.views(topic, "call", "Call"),
        "step": widgets.widget(topic, "step", "Step"),
        "weights": widgets.widget(topic, "weights", "Begin with"),
        "zero": widgets.widget(topic, "zero", "Call zero_grad"),
    }
    values |= widgets.folded(topic, FOLDED, lazy=True)
    return values | own.of_stack(topic, values)


def show(topic: Topic, state: State) -> None:
    """The step after a call: norms, the first weights as pictures, and every parameter."""
    config, choice = state.part(Draft).config, state.part(StepChoice)
    record = take_step(config, choice)
    frame.sentence(words.step_sentence(record, choice))
    frame.main_picture(
        figure(config, choice),
        "training.chart.step-low",
        "Gradients and weights after each call of a step",
    )
    panels.strip("training.portraits", step_pixels(record, choice.call), arrows=False)
    table(words.step_rows(record, choice), "training.parameters")
    st.caption(
        "The steps begin with the weights of this training and take its pictures in their order, "
        "with a constant learning rate and no augmentation, in float64. The pictures above show "
        "the weights of the first units: orange is positive, blue is negative."
    )


@lru_cache(maxsize=32)
def figure(config: TrainConfig, choice: StepChoice) -> Figure:
    """The norms of a step, call by call."""
    return step_figure(take_step(config, choice), choice.call)
