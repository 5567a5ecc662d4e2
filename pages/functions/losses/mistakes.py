"""Losses of classes where they go wrong: large logits, and common mistakes."""

from functools import lru_cache

import streamlit as st

from core.functions.losses import log_softmax
from core.functions.losses.figures.log_softmax import large_rows, limits_figure
from core.functions.losses.figures.mistakes import learning_figure, mistake_rows, slopes_figure
from core.functions.losses.mistakes import MISTAKES, compare
from core.functions.losses.state import State
from core.functions.losses.words import large_sentence, mistake_sentence
from core.plots.theme import Figure
from pages.ui import frame
from pages.ui.tables import table


def large_logits(state: State) -> None:
    """Where naive logarithms of softmax break."""
    limits, losses = log_softmax.limits(), log_softmax.large(state.size)
    frame.sentence(large_sentence(state.size, losses))
    frame.staying_picture(
        limits_figure(limits, state.size, 900),
        "losses.picture.limits",
        "Up to which logit each way to a logarithm of softmax is right",
    )
    table(large_rows(losses, limits), "large", words=2)
    st.caption(
        "Two classes have the logits (size, 0), and the second is true: the loss is the size "
        "itself, and its gradient 1. Lost means 0, infinite or not a number; bisection finds each "
        "limit. CrossEntropyLoss uses log_softmax, which subtracts the largest logit before it "
        "takes exponentials."
    )


def common_mistakes(state: State) -> None:
    """A mistake and how it is done right."""
    courses = compare(state.mistake, state.logits, state.truth, state.logits_lr)
    frame.sentence(mistake_sentence(courses, state.truth))
    slopes, learning = st.columns(2)
    with slopes:
        frame.staying_picture(
            figures(state)[0],
            "losses.picture.slopes",
            "Gradient of a mistaken loss and of the right one",
        )
    with learning:
        frame.picture_beside(
            figures(state)[1],
            "losses.picture.learning",
            "Learning with a mistaken loss and with the right one",
        )
    table(mistake_rows(courses), "mistake")
    st.markdown(MISTAKES[state.mistake].note)


@lru_cache(maxsize=32)
def figures(state: State) -> tuple[Figure, Figure]:
    """The gradients of a mistake, and the learning with it."""
    courses = compare(state.mistake, state.logits, state.truth, state.logits_lr)
    return slopes_figure(courses), learning_figure(courses)
