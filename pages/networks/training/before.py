"""The view "Before": which learning rate, and whether the network can overfit one batch."""

from typing import Any

import streamlit as st

from core.catalogue.optimizer import learning_rate
from core.networks.training import before_words as words
from core.networks.training.before import OVERFIT, Check, first_batch, guessing_loss
from core.networks.training.figures.before import overfit_figure, rates_figure
from core.networks.training.state import State
from core.topics import Topic
from core.training.config import TrainConfig
from core.training.overfit import STEPS, TARGET, Overfit, overfit_batch
from core.training.rates import HIGHEST, LOWEST, RangeTest, range_test
from pages.networks.training import own
from pages.ui import frame, jobs, widgets

FOLDED = {"dataset": "Data", "batch_size": "Batch", "label_smoothing": "Smoothing", "seed": "Seed"}


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    values = {
        "check": widgets.widget(topic, "check", "Check"),
        "model": widgets.widget(topic, "model", "Network"),
    }
    values |= own.of_stack(topic, values)
    values["optimizer"] = widgets.widget(topic, "optimizer", "Optimizer")
    return values | widgets.folded(topic, FOLDED, lazy=True)


def show(topic: Topic, state: State) -> None:
    """The check, as soon as it is there; until then how far it is."""
    config = state.config.replace(epochs=1)
    first_batch(config)  # whether the pictures are there
    if state.part(Check).check == OVERFIT:
        _overfit(config)
    else:
        _rates(config)


def _rates(config: TrainConfig) -> None:
    result = jobs.result("training.rates", range_test, config, draw=_draw_rates, gives_up=True)
    if result is None:
        return
    frame.sentence(words.rates_sentence(result, learning_rate(config.optimizer)))
    _draw_rates(result)
    st.caption(
        "Each batch is trained with a larger learning rate than the one before. λmax is the "
        "largest curvature of the first batch's loss at the first weights. The limit 2 / λmax is "
        "that of plain SGD only: momentum moves it, and adaptive optimizers scale their steps."
    )


def _draw_rates(result: RangeTest) -> None:
    figure = rates_figure(
        result.rates, result.losses, result.smoothed, words.marks_of(result), (LOWEST, HIGHEST)
    )
    frame.main_picture(figure, "training.chart.rates", "The loss over the learning rate")


def _overfit(config: TrainConfig) -> None:
    guessing = guessing_loss(config)

    def draw(result: Overfit) -> None:
        figure = overfit_figure(result.losses, TARGET, result.floor, guessing, STEPS)
        frame.main_picture(figure, "training.chart.overfit", "The loss of one batch, by step")

    result = jobs.result("training.overfit", overfit_batch, config, draw=draw, gives_up=True)
    if result is None:
        return
    frame.sentence(words.overfit_sentence(result))
    draw(result)
    st.caption(
        "The same few pictures again and again: a network that cannot learn them by heart will "
        "not learn from many. If it can, but the training still fails, look for another reason."
    )
