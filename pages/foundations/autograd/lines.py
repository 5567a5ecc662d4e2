"""The view "Line by line": a program with its own calls of autograd, and what each line changes."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.foundations.autograd.figures.lines import lines_picture
from core.foundations.autograd.predictions import lines_question, masked_names
from core.foundations.autograd.state import SETTINGS, State, line_trace, parse_lines
from core.foundations.autograd.trace import trace
from core.foundations.autograd.words import (
    LINES_EXPLANATION,
    jacobian_rows,
    lines_sentence,
    variable_rows,
)
from core.plots.graphs import GraphPicture
from core.topics import TOPICS, Topic
from pages.ui import address, frame, graphs, predict, widgets
from pages.ui.tables import table
from pages.ui.torch_message import torch_message

TOPIC = TOPICS["autograd"]
KEY = "autograd.walk"


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name: the program, and a slider for each of
    its inputs.
    """
    program = widgets.widget(topic, "lines", "Program")
    values = {
        name: widgets.widget(topic, name, f"Number {label}")
        for name, label in zip(SETTINGS, parse_lines(program).inputs, strict=False)
    }
    return {"lines": program} | values


def show(state: State) -> None:
    """The lines and the graph, and what torch says of them."""
    result = line_trace(state)
    question = lines_question(result)
    hidden = question is not None and predict.hides(TOPIC, question, "lines")
    if not hidden:
        frame.sentence(lines_sentence(result))
    warnings = [message for moment in result.moments for message in moment.warnings]
    messages = ([result.message] if result.message and not hidden else []) + warnings
    rows = [] if hidden else jacobian_rows(result)
    with frame.room(f"{KEY}.low" if messages else KEY):
        graphs.graph(
            KEY,
            picture(state.lines, state.values, hidden),
            state.moment,
            lambda step: address.keep(TOPIC, "moment", step),
        )
    if rows:
        table(rows, "jacobian", words=1)
    for number, message in enumerate(dict.fromkeys(messages)):
        torch_message(message, f"autograd.lines.{number}")


@lru_cache(maxsize=64)
def picture(program: str, values: tuple[float, ...], hidden: bool) -> GraphPicture:
    """The drawing of a program with its lines."""
    result = trace(program, values)
    return lines_picture(result, hidden, masked_names(result) if hidden else ())


def explain(state: State) -> None:
    """What the lines and the graph say."""
    frame.prose(TOPIC, LINES_EXPLANATION)


def variables(state: State) -> None:
    """Every tensor after the line at which the reader is."""
    if predict.is_waiting(TOPIC):
        st.markdown(predict.LATER)
        return
    result = line_trace(state)
    table(variable_rows(result, state.moment), "variables", words=7)
    st.caption("These are the values after the marked line.")


SECTIONS = {"Explanation": explain, "Variables": variables}
