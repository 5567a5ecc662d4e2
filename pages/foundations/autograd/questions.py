"""The view "Questions": what learners ask, each answered by a program and what it prints."""

from typing import Any

import streamlit as st

from core.foundations.autograd.predictions import output_question
from core.foundations.autograd.questions import QUESTIONS, output
from core.foundations.autograd.state import State, printed_numbers
from core.script import body, source
from core.topics import TOPICS, Topic
from pages.ui import frame, predict, widgets

TOPIC = TOPICS["autograd"]


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    return {"question": widgets.listed(topic, "question", "Question")}


def show(state: State) -> None:
    """The answer, and under it the program beside its output."""
    question, lines = QUESTIONS[state.question], output(state.question)
    number = printed_numbers(lines)[question.number]
    guess = output_question(question.asked, number, question.rule)
    hidden = predict.hides(TOPIC, guess, "output")
    if not hidden:
        frame.sentence(question.answer)
    program, printed = st.columns([1.8, 1], gap="small")
    with program:
        st.code(shown(state.question), language=None, wrap_lines=True)
    with printed, frame.stays("autograd.output"):
        text = "The output appears here once you have guessed." if hidden else "\n".join(lines)
        st.code(text, language=None, wrap_lines=True)


def shown(title: str) -> str:
    """The program of a question as it stands, with Python's own `print`."""
    return body(source(QUESTIONS[title].program)).replace("say(", "print(")


def explain(state: State) -> None:
    """How the answer was found."""
    st.markdown(
        "The page shows the program and what it prints on this server. The section Code has the "
        "whole script, to copy and to change."
    )


SECTIONS = {"Explanation": explain}
