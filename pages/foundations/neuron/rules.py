"""The view "Two rules": the perceptron's rule and gradient descent side by side, step by step."""

from functools import lru_cache, partial
from typing import Any

import streamlit as st

from core.foundations.neuron.examples import OWN
from core.foundations.neuron.figures.rules import progress_figure, step_figure
from core.foundations.neuron.learning_words import descent_step, perceptron_step, rules_sentence
from core.foundations.neuron.questions import about_the_step
from core.foundations.neuron.rules import (
    DESCENT,
    PERCEPTRON,
    RULES,
    STEPS,
    ZEROS,
    looked_at,
    probability_over,
)
from core.foundations.neuron.state import State, courses_of
from core.plots.theme import Figure
from core.topics import Topic
from pages.foundations.neuron import samples
from pages.ui import address, clicks, frame, predict, widgets

LINE = {"w1": "Weight w1", "w2": "Weight w2", "b": "Bias b"}
"""The reader's own line, from which both rules may start."""


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    values = samples.choose(topic)
    values["step"] = widgets.widget(topic, "step", "Step")
    st.button(
        "Next step",
        key="neuron.next",
        icon=":material/skip_next:",
        on_click=_go_on,
        args=(topic,),
        disabled=values["step"] == STEPS,
    )
    values |= samples.as_text(topic, values["examples"])
    labels = {"lr": "Learning rate", "start": "Start from"}
    if widgets.current(topic, "start") != ZEROS:
        labels |= LINE
    return values | widgets.folded(topic, labels)


def _go_on(topic: Topic) -> None:
    """One step further. For a callback."""
    step = widgets.current(topic, "step")
    st.session_state[address.key(topic, "step")] = min(step + 1, STEPS)


def show(topic: Topic, state: State) -> None:
    """Both rules after a step, what they did in it, and how many points they have right."""
    courses, examples = courses_of(state), state.points
    question = about_the_step(examples, courses[PERCEPTRON], state.step)
    hidden = question is not None and predict.hides(topic, question, "step")
    if not hidden:
        frame.sentence(rules_sentence(courses, state.step, len(examples)))
    words = {
        PERCEPTRON: perceptron_step(examples, courses[PERCEPTRON], state.step),
        DESCENT: descent_step(courses[DESCENT], state.step, state.lr),
    }
    for column, rule in zip(st.columns(2, gap="small"), RULES, strict=True):
        with column:
            shown = figure(state, rule, hidden)
            with frame.stays(f"half.square.{rule.split()[0].lower()}", shown.height):
                _map(topic, state, rule, shown)
            st.caption(predict.HIDDEN if hidden else words[rule])
    if not hidden:
        alt = "How many points are right, over the steps"
        frame.picture(progress(state), "neuron.progress", alt)


def _map(topic: Topic, state: State, rule: str, shown: Figure) -> None:
    key, alt = f"neuron.map.{rule.split()[0].lower()}", f"{rule}: its line among the points"
    if state.examples == OWN:
        clicks.picture(shown, key, alt, partial(samples.click, topic), height="stretch")
    else:
        frame.picture(shown, key, alt, height="stretch")


@lru_cache(maxsize=64)
def figure(state: State, rule: str, hidden: bool) -> Figure:
    """A rule after a step; the perceptron before it, while that is to be guessed."""
    course, examples = courses_of(state)[rule], state.points
    if rule == PERCEPTRON:
        index = looked_at(state.step, examples)
        return step_figure(rule, examples, course, state.step, None, index, hidden)
    grid = probability_over(course.parameters[state.step])
    return step_figure(rule, examples, course, state.step, grid)


@lru_cache(maxsize=64)
def progress(state: State) -> Figure:
    """How many points both rules have right."""
    return progress_figure(courses_of(state), state.step, len(state.points))
