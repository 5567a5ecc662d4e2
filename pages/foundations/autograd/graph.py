"""The view "Graph": a program's graph, and the way back through it, step by step."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.expressions.programs import parse_program
from core.foundations.autograd.figures.graph import graph_picture, pair_picture
from core.foundations.autograd.predictions import gradient_question
from core.foundations.autograd.runs import Run
from core.foundations.autograd.state import SETTINGS, State, graph_run, other_run
from core.foundations.autograd.words import (
    EXPLANATION,
    graph_sentence,
    pair_sentence,
    pair_titles,
)
from core.plots.graphs import GraphPicture
from core.topics import TOPICS, Topic
from pages.ui import address, frame, graphs, predict, widgets
from pages.ui.torch_message import torch_message

TOPIC = TOPICS["autograd"]
KEY = "autograd.graph"


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name: the program, and a slider for each of
    its inputs.
    """
    program = widgets.widget(topic, "program", "Program")
    inputs = parse_program(program).inputs
    values = {
        name: widgets.widget(topic, name, f"Input {label}")
        for name, label in zip(SETTINGS, inputs, strict=False)
    }
    if inputs:
        values["compare"] = widgets.widget(topic, "compare", f"Compare with another {inputs[0]}")
        if values["compare"]:
            values["other"] = widgets.widget(topic, "other", f"The other {inputs[0]}")
    return {"program": program} | values


def show(state: State) -> None:
    """The graph, or the graphs of two inputs, and what torch says if it refuses."""
    run = graph_run(state)
    question = gradient_question(run)
    hidden = question is not None and predict.hides(TOPIC, question, "gradient")
    if state.compare:
        other = other_run(state)
        values = state.first, state.other
        frame.sentence(pair_sentence(run, other, run.program.inputs[0], values))
        drawn(pair(state, hidden), state)
        if not hidden:
            refused(run, other)
        return
    if not hidden:
        frame.sentence(graph_sentence(run))
    is_low = run.message is not None and not hidden
    drawn(picture(state.program, state.values, hidden), state, is_low)
    if not hidden:
        refused(run)


def drawn(picture: GraphPicture, state: State, is_low: bool = False) -> None:
    """The picture in its room, which is low where torch's message is to be in sight below it."""
    with frame.room(f"{KEY}.low" if is_low else KEY):
        graphs.graph(KEY, picture, state.step, lambda step: address.keep(TOPIC, "step", step))


def refused(*runs: Run) -> None:
    """What torch said, once."""
    messages = dict.fromkeys(run.message for run in runs if run.message is not None)
    for number, message in enumerate(messages):
        torch_message(message, f"autograd.graph.{number}")


@lru_cache(maxsize=64)
def picture(program: str, values: tuple[float, ...], hidden: bool) -> GraphPicture:
    """The drawing of a program's graph at its inputs."""
    run = graph_run(State(program=program, **dict(zip(SETTINGS, values, strict=True))))
    return graph_picture(run, hidden)


@lru_cache(maxsize=32)
def pair(state: State, hidden: bool) -> GraphPicture:
    """The drawing of the graphs of two inputs."""
    first, second = graph_run(state), other_run(state)
    titles = pair_titles(first.program.inputs[0], (state.first, state.other))
    return pair_picture(first, second, titles, hidden)


def explain(state: State) -> None:
    """How to read the graph."""
    frame.prose(TOPIC, EXPLANATION)
    st.caption("Numbers in boxes show three digits; the code prints all of them.")


SECTIONS = {"Explanation": explain}
