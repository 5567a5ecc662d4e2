"""The view "Evaluation": which classes the network confuses, whether its confidence can be trusted,
and how little a point has to move until its answer is another.
"""

from functools import lru_cache, partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.networks.playground.evaluating import (
    ADVERSARIAL,
    CALIBRATION,
    CONFUSION,
    Evaluating,
    attack_of,
    cell_of,
)
from core.networks.playground.evaluating_words import (
    INTUITIONS,
    attack_rows,
    attack_sentence,
    calibration_sentence,
    class_rows,
    confusion_sentence,
)
from core.networks.playground.evaluation import Attack, Evaluation, calibrated, evaluate, nearest
from core.networks.playground.figures.attacking import attack_figure
from core.networks.playground.figures.evaluating import (
    confusion_figure,
    fit_figure,
    reliability_figure,
)
from core.networks.playground.state import State
from core.networks.playground.training import Training
from core.playground.data import classes_of
from core.playground.points import NUMBERS
from core.playground.run import Run
from core.plots.theme import Figure
from core.topics import Topic
from pages.networks.playground.networks import choose_network, run_of
from pages.ui import address, clicks, frame, widgets
from pages.ui.tables import table

CELL = {"cell_truth": "True class", "cell_answer": "Answer"}
MOVED = {"attacked": "Test point", "epsilon": "Step size ε"}

SHOWN = "playground.evaluated"
"""In the session: the run that is evaluated, for the words under the picture."""


def choose(topic: Topic, above: DeltaGenerator) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    with above:
        values = {"measure": widgets.views(topic, "measure", "Measure")}
    room = st.container()
    values |= address.remember(topic, *CELL) | choose_network(topic)
    classes = classes_of(values["data"])
    with room:
        if values["measure"] == ADVERSARIAL:
            values |= {name: widgets.widget(topic, name, label) for name, label in MOVED.items()}
        elif values["measure"] == CONFUSION and classes != NUMBERS:
            for name, label in CELL.items():
                _choose_class(topic, name, label, classes)
    return values


def _choose_class(topic: Topic, name: str, label: str, classes: int) -> None:
    """The widget for one of the classes that there are."""
    key = f"{address.key(topic, name)}.widget"
    st.session_state[key] = min(address.held(topic, name), classes - 1)
    st.selectbox(
        label,
        range(classes),
        format_func="Class {}".format,
        key=key,
        on_change=lambda: address.keep(topic, name, st.session_state[key]),
    )


def show(topic: Topic, state: State) -> None:
    """What is chosen of the network's answers."""
    st.session_state[SHOWN] = None
    run = run_of(state.part(Training))
    if run is None:
        return
    MEASURES[state.measure](topic, run, state.part(Evaluating))
    st.session_state[SHOWN] = run


def _confusion(topic: Topic, run: Run, state: Evaluating) -> None:
    shown = evaluate(run)
    frame.sentence(confusion_sentence(shown, state))
    if shown.classes == NUMBERS:
        frame.main_picture(fit(shown), "playground.fit", "The output over the true number")
        return
    with frame.room("playground.confusion"):
        clicks.picture(
            matrix(shown, cell_of(state, shown.classes)),
            "playground.confusion",
            "How many test points of each class got each answer, and where those of a cell lie",
            partial(_open, topic, shown.classes),
            height="stretch",
        )


def _open(topic: Topic, classes: int, x: float, y: float) -> None:
    """Chooses the cell that was clicked. For a callback."""
    column, row = (min(max(round(value), 0), classes - 1) for value in (x, y))
    address.keep(topic, "cell_truth", classes - 1 - row)
    address.keep(topic, "cell_answer", column)


def _calibration(topic: Topic, run: Run, state: Evaluating) -> None:
    shown = evaluate(run)
    frame.sentence(calibration_sentence(shown))
    frame.main_picture(
        reliability(shown),
        "playground.reliability",
        "The share of right answers over the confidence",
    )


def _adversarial(topic: Topic, run: Run, state: Evaluating) -> None:
    shown, result = evaluate(run), attack_of(state, run)
    frame.sentence(attack_sentence(result))
    with frame.room("playground.attack"):
        clicks.picture(
            attacked(shown, result),
            "playground.attack",
            "The map with a test point, the gradient of its loss, and where it is moved",
            partial(_take, topic, shown),
            height="stretch",
        )


def _take(topic: Topic, shown: Evaluation, x: float, y: float) -> None:
    """Takes the test point that is nearest to a click. For a callback."""
    st.session_state[address.key(topic, "attacked")] = nearest(shown, x, y) + 1


@lru_cache(maxsize=32)
def matrix(shown: Evaluation, cell: tuple[int, int]) -> Figure:
    """The confusion matrix with a chosen cell, and its points on the map."""
    return confusion_figure(shown, cell)


@lru_cache(maxsize=16)
def fit(shown: Evaluation) -> Figure:
    """The outputs over the true numbers."""
    return fit_figure(shown)


@lru_cache(maxsize=16)
def reliability(shown: Evaluation) -> Figure:
    """The reliability curve."""
    result = calibrated(shown)
    return reliability_figure(result.counts, result.confidences, result.accuracies)


@lru_cache(maxsize=32)
def attacked(shown: Evaluation, result: Attack) -> Figure:
    """The map with a point that is moved."""
    return attack_figure(shown, result)


MEASURES = {CONFUSION: _confusion, CALIBRATION: _calibration, ADVERSARIAL: _adversarial}


def show_intuition(topic: Topic, state: State) -> None:
    """What is measured, and its numbers."""
    frame.prose(topic, INTUITIONS[state.measure])
    run: Run | None = st.session_state.get(SHOWN)
    if run is None:
        return
    if state.measure == ADVERSARIAL:
        table(attack_rows(attack_of(state.part(Evaluating), run)), "attack")
    elif state.measure == CONFUSION and evaluate(run).classes != NUMBERS:
        table(class_rows(evaluate(run)), "classes")
