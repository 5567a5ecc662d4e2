"""Predict first: a page hides its result until the reader has guessed it, or gives up.

    with layout.top:
        predict.switch(TOPIC)
    ...
    if not predict.hides(TOPIC, question, "sum"):
        frame.sentence(...)

The state of such a page is a `core.prediction.Predicting`.
"""

import zlib
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from core.prediction import Question, Word, check, told
from core.registry import Config
from core.topics import Topic
from pages.ui import widgets
from pages.ui.mistakes import mistake

HIDDEN = "?"
"""What stands where a value is hidden."""

RIGHT, WRONG, SHOWN = ":material/check_circle:", ":material/replay:", ":material/visibility:"


@dataclass(frozen=True)
class Attempt:
    """What a reader has made of a question so far.

    Args:
        question: which, as text.
        icon, sentence: what is said of the last guess.
        is_mistake: whether that could not be read.
        over: whether the result may be seen.
    """

    question: str
    icon: str = ""
    sentence: str = ""
    is_mistake: bool = False
    over: bool = False


def switch(topic: Topic) -> bool:
    """The switch of a page, and whether it is on."""
    return widgets.widget(topic, "predict", "Predict first")


def hides(topic: Topic, question: Question, key: str) -> bool:
    """Whether the page is to hide the result that a question is about. Shows the question with a
    field for the guess; once that was right, or the reader has given up, the result.

    Args:
        key: of the question among those of the page.
    """
    if not widgets.current(topic, "predict"):
        return False
    name = f"playground.predict.{topic.name}.{key}"
    attempt = _attempt(name, question)
    with st.container(border=not attempt.over, key=f"predict-{key}", gap="xsmall"):
        if attempt.over:
            st.markdown(f"{attempt.icon} {attempt.sentence}")
        else:
            st.markdown(question.asked)
            _ask(name, question)
            _comment(attempt)
    return not attempt.over


def is_hidden(topic: Topic, question: Question, key: str) -> bool:
    """Whether `hides` hides the result, for what stands elsewhere on the page and would tell it."""
    if not widgets.current(topic, "predict"):
        return False
    return not _attempt(f"playground.predict.{topic.name}.{key}", question).over


def keeping(topic: Topic, put_at: Callable[[Config], None]) -> Callable[[Config], None]:
    """What puts the page at a state but leaves the switch where it is: a guide's step is no reason
    to turn it off. Only who starts the page over does.
    """

    def put(state: Config) -> None:
        if state != topic.content.State():
            state = state.replace(predict=widgets.current(topic, "predict"))
        put_at(state)

    return put


def _attempt(name: str, question: Question) -> Attempt:
    """What the session knows of this question; nothing if the last was another."""
    attempt = st.session_state.get(name)
    if attempt is None or attempt.question != _text(question):
        attempt = st.session_state[name] = Attempt(_text(question))
    return attempt


def _text(question: Question) -> str:
    return f"{question.asked} {question.answer!r}"


def _ask(name: str, question: Question) -> None:
    """A field for the guess, or buttons where it is one of a few words; and a way to give up."""
    field = f"{name}.{zlib.crc32(_text(question).encode())}"
    common = {"key": field, "on_change": _guess, "args": (name, field, question)}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if isinstance(question.answer, Word):
            st.pills("Your guess", question.answer.options, label_visibility="collapsed", **common)
        else:
            st.text_input("Your guess", placeholder=question.answer.form, max_chars=60, **common)
        st.button("Show it", key=f"{name}.show", on_click=_give_up, args=(name, question))


def _guess(name: str, field: str, question: Question) -> None:
    """Takes a guess from the field. For a callback."""
    guess = st.session_state.get(field)
    if not guess:
        return
    try:
        verdict = check(question, guess)
    except ValueError as error:
        st.session_state[name] = Attempt(_text(question), sentence=str(error), is_mistake=True)
        return
    icon = RIGHT if verdict.right else WRONG
    st.session_state[name] = Attempt(_text(question), icon, verdict.sentence, over=verdict.right)


def _give_up(name: str, question: Question) -> None:
    st.session_state[name] = Attempt(_text(question), SHOWN, told(question), over=True)


def _comment(attempt: Attempt) -> None:
    """What is to be said of the last guess."""
    if attempt.is_mistake:
        mistake(attempt.sentence)
    elif attempt.sentence:
        st.markdown(f"{attempt.icon} {attempt.sentence}")
