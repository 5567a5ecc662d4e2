"""Losses of classes, a topic at a time."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.functions.losses.classification import STEPS, Answer, answer, binary, two_classes
from core.functions.losses.figures.three_classes import (
    answer_figure,
    answer_rows,
    simplex_figure,
)
from core.functions.losses.figures.two_classes import binary_figure, two_rows
from core.functions.losses.state import (
    COMMON_MISTAKES,
    LARGE_LOGITS,
    LESSONS,
    THREE_CLASSES,
    TWO_CLASSES,
    State,
)
from core.functions.losses.words import answer_sentence, two_classes_sentence
from core.plots.theme import Figure
from core.topics import Topic
from pages.functions.losses.mistakes import common_mistakes, large_logits
from pages.ui import frame, widgets
from pages.ui.tables import table

LABELS = {
    "z0": "Logit z0",
    "z1": "Logit z1",
    "z2": "Logit z2",
    "truth": "True class",
    "yes": "Target",
    "size": "Size of the wrong logit",
    "mistake": "Mistake",
    "logits_lr": "Learning rate",
}


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    lesson = widgets.widget(topic, "lesson", "Topic")
    settings = LESSONS[lesson].settings
    values = {name: widgets.widget(topic, name, LABELS[name]) for name in settings}
    return {"lesson": lesson, **values}


def show(topic: Topic, state: State) -> None:
    """The topic that is chosen."""
    LESSON_VIEWS[state.lesson](state)


def _three_classes(state: State) -> None:
    """Probabilities, cross-entropy and its gradient, and the triangle of all answers."""
    result = answer(state.logits, state.truth)
    frame.sentence(answer_sentence(result))
    left, right = st.columns(2)
    with left:
        frame.staying_picture(
            answer_figures(result)[0],
            "losses.picture.answer",
            "Probabilities, target and gradient by class",
        )
    with right:
        frame.picture_beside(
            answer_figures(result)[1],
            "losses.picture.simplex",
            "Triangle of all answers, shaded by loss",
        )
    table(answer_rows(result), "answer")
    st.caption(
        "Each point of the triangle is an answer, three probabilities; at each corner one class "
        "is certain. The shade is the loss. The line is gradient descent on the three logits, "
        f"{STEPS} steps."
    )


@lru_cache(maxsize=32)
def answer_figures(result: Answer) -> tuple[Figure, Figure]:
    """The bars, and the triangle."""
    return answer_figure(result), simplex_figure(result)


def _two_classes(state: State) -> None:
    """Binary cross-entropy as the case of two classes."""
    ways, difference = two_classes(state.logits[:2], state.yes), state.z1 - state.z0
    frame.sentence(two_classes_sentence(difference, state.yes, ways))
    frame.staying_picture(
        binary_figure(binary(), difference, state.yes, ways),
        "losses.picture.binary",
        "Probability and loss over the difference of two logits",
    )
    table(two_rows(ways), "ways")


LESSON_VIEWS = {
    THREE_CLASSES: _three_classes,
    TWO_CLASSES: _two_classes,
    LARGE_LOGITS: large_logits,
    COMMON_MISTAKES: common_mistakes,
}
