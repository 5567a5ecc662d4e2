"""The view "Evaluation": how good a trained network is, and where it is wrong."""

from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Any

import streamlit as st

from core.networks.training import words
from core.networks.training.evaluated import (
    CALIBRATION,
    CLASSES,
    CONFUSION,
    MISTAKES,
    Evaluated,
    cell,
    cell_examples,
    class_accuracies,
    filled_bins,
    mistaken_examples,
)
from core.networks.training.figures.evaluation import (
    calibration_figure,
    classes_figure,
    examples_columns,
)
from core.networks.training.state import State
from core.plots.confusion import confusion_figure
from core.plots.theme import Figure
from core.registry import Options
from core.topics import Topic
from core.training import evaluation, store
from core.training.evaluation import Answers, answers
from pages.networks.training import links
from pages.ui import address, clicks, frame, panels, widgets

CELL = ("truth", "answer")
"""The settings of the open cell, whose choices are the classes of the network."""

ACROSS = 6
"""Pictures beside each other."""


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    values = {"trained": network(topic), "look": widgets.widget(topic, "look", "Look at")}
    classes = store.find(values["trained"]).dataset.classes
    values |= address.remember(topic, *CELL)
    if values["look"] == CONFUSION:
        for name, label in zip(CELL, ("True class", "Answer"), strict=True):
            values[name] = _class(topic, name, label, classes)
    if values["look"] == CALIBRATION:
        values["temperature"] = widgets.widget(topic, "temperature", "Temperature")
    return values


def network(topic: Topic) -> str:
    """The widget for a trained network; its name."""
    spec = Options(store.names(), topic.content.State().trained)
    return widgets.of_spec(address.key(topic, "trained"), spec, "Network", bind="query-params")


def _class(topic: Topic, name: str, label: str, classes: Sequence[str]) -> int:
    """The widget for a class, by its index."""
    index = min(address.held(topic, name), len(classes) - 1)
    key = f"{address.key(topic, name)}.widget"
    st.session_state[key] = index
    st.selectbox(
        label,
        range(len(classes)),
        format_func=classes.__getitem__,
        key=key,
        on_change=lambda: address.keep(topic, name, st.session_state[key]),
    )
    return index


def show(topic: Topic, state: State) -> None:
    """What is chosen of the network's answers; while they are computed how far they are."""
    choice = state.part(Evaluated)
    if not evaluation.is_evaluated(choice.trained):
        bar = st.progress(0.0, "Answering the test pictures")
        for share in evaluation.evaluating(choice.trained):
            bar.progress(share, "Answering the test pictures")
        bar.empty()
    PARTS[choice.look](topic, choice)


def _confusion(topic: Topic, choice: Evaluated) -> None:
    result = answers(choice.trained)
    frame.sentence(words.confusion_sentence(choice, result))
    with frame.room("training.chart.confusion"):
        clicks.picture(
            confusion(result, cell(choice, result)),
            "training.chart.confusion",
            "How many test pictures of each class got each answer",
            partial(_open, topic, len(result.classes)),
            height="stretch",
        )
    examples = cell_examples(choice)
    if not examples:
        st.caption("No picture is in this cell. Click another, or choose classes.")
        return
    panels.maps("training.cell", examples_columns(examples), widest=110, wrap=ACROSS)
    links.to_feature_maps(choice.trained, examples)


def _open(topic: Topic, count: int, x: float, y: float) -> None:
    """Opens the cell that was clicked. For a callback."""
    column, row = (min(max(round(value), 0), count - 1) for value in (x, y))
    for name, index in zip(CELL, (count - 1 - row, column), strict=True):
        address.keep(topic, name, index)


@lru_cache(maxsize=64)
def confusion(result: Answers, open_cell: tuple[int, int]) -> Figure:
    """The confusion matrix of a network, with a frame around a cell."""
    return confusion_figure(evaluation.confusion(result), result.classes, open_cell)


def _classes(topic: Topic, choice: Evaluated) -> None:
    result = answers(choice.trained)
    frame.sentence(words.classes_sentence(result))
    frame.main_picture(classes(result), "training.chart.classes", "The accuracy on each class")


@lru_cache(maxsize=16)
def classes(result: Answers) -> Figure:
    """The accuracy of a network on each class."""
    return classes_figure(class_accuracies(result))


def _calibration(topic: Topic, choice: Evaluated) -> None:
    result = answers(choice.trained)
    frame.sentence(words.calibration_sentence(choice, result))
    frame.main_picture(
        reliability(result, choice.temperature),
        "training.chart.calibration",
        "The share of right answers over the confidence",
    )
    st.caption(
        "All scores are divided by the temperature before the softmax. That changes how sure the "
        "answers are, but never which score is the highest, so the accuracy stays the same. Here "
        "the best temperature is found on the test pictures; in practice, use separate validation "
        "pictures."
    )


@lru_cache(maxsize=64)
def reliability(result: Answers, temperature: float) -> Figure:
    """The calibration of a network at a temperature."""
    return calibration_figure(filled_bins(evaluation.calibration(result, temperature)))


def _mistakes(topic: Topic, choice: Evaluated) -> None:
    frame.sentence(words.mistakes_sentence(answers(choice.trained)))
    examples = mistaken_examples(choice.trained)
    if examples:
        with frame.stays("training.mistakes"):
            panels.maps("training.mistakes", examples_columns(examples), widest=110, wrap=ACROSS)
        links.to_feature_maps(choice.trained, examples)


PARTS = {
    CONFUSION: _confusion,
    CLASSES: _classes,
    CALIBRATION: _calibration,
    MISTAKES: _mistakes,
}
