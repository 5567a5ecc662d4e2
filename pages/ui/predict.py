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
from typing import Any

import streamlit as st

from core.prediction import Question, Word, check, told
from core.registry import Config
from core.topics import Topic
from pages.ui import address, widgets
from pages.ui.mistakes import mistake

HIDDEN = "?"
"""What stands where a value is hidden."""

LATER = "This appears once you have answered the question above the picture."
"""What stands where words are hidden."""

RIGHT, WRONG, SHOWN = ":material/check_circle:", ":material/replay:", ":material/visibility:"


@dataclass(frozen=True)
class Attempt:
    """What a reader has made of a question so far.

    Args:
        question: which, as text.
        about: what is shown once it is answered, as text.
        icon, sentence: what is said of the last guess.
        is_mistake: whether that could not be read.
        over: whether the result may be seen.
    """

    question: str
    about: str
    icon: str = ""
    sentence: str = ""
    is_mistake: bool = False
    over: bool = False


def switch(topic: Topic, offered: bool = True) -> bool:
    """The switch of a page, and whether it is on. Comes before all that asks or hides.

    Args:
        offered: whether the view has something to predict. Where it has not, the switch is not
            there; it comes back as it was.
    """
    st.session_state[_name(topic, "waits")] = False
    key, before = address.key(topic, "predict"), _name(topic, "before")
    if not offered:
        if key in st.session_state:  # Streamlit forgets it after this run
            st.session_state[before] = st.session_state[key]
        return False
    if st.session_state.pop(before, False) and not address.went_back():
        st.session_state.setdefault(key, True)
    return widgets.widget(topic, "predict", "Predict first")


def is_waiting(topic: Topic) -> bool:
    """Whether the page, as it stands, asks something that the reader has still to answer."""
    return st.session_state.get(_name(topic, "waits"), False)


def _name(topic: Topic, what: str) -> str:
    return f"playground.predict.{topic.name}.{what}"


def hides(topic: Topic, question: Question, key: str) -> bool:
    """Whether the page is to hide the result that a question is about. Shows the question with a
    field for the guess; once that was right, or the reader has given up, the result.

    Args:
        key: of the question among those of the page.
    """
    if not widgets.current(topic, "predict"):
        return False
    name = _question_name(topic, key)
    attempt = _attempt(name, question)
    if not attempt.over:
        st.session_state[_name(topic, "waits")] = True
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
    return not _attempt(_question_name(topic, key), question).over


def _question_name(topic: Topic, key: str) -> str:
    return _name(topic, f"question.{key}")


def keeping(topic: Topic, put_at: Callable[[Config], None]) -> Callable[[Config], None]:
    """What puts the page at a state but leaves the switch where it is: a guide's step is no reason
    to turn it off. Only who starts the page over does.
    """

    def put(state: Config) -> None:
        if state != topic.content.State():
            before = st.session_state.get(_name(topic, "before"), False)
            state = state.replace(predict=before or widgets.current(topic, "predict"))
        put_at(state)

    return put


def _attempt(name: str, question: Question) -> Attempt:
    """What the session knows of this question; nothing if the last was another, unless that has
    shown already what this one is about.
    """
    attempt = st.session_state.get(name)
    if attempt is not None and attempt.over and question.about:
        same = attempt.about == question.about
    else:
        same = attempt is not None and attempt.question == _text(question)
    if not same:
        attempt = st.session_state[name] = _about(question)
    return attempt


def _about(question: Question, **said: Any) -> Attempt:
    return Attempt(_text(question), question.about, **said)


def _text(question: Question) -> str:
    return f"{question.asked} {question.answer!r} {question.about}"


def _ask(name: str, question: Question) -> None:
    """A field for the guess, or buttons where it is one of a few words; and a way to give up."""
    field = f"{name}.{zlib.crc32(_text(question).encode())}"
    common = {"key": field, "on_change": _guess, "args": (name, field, question)}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if isinstance(question.answer, Word):
            options, look = question.answer.options, {"label_visibility": "collapsed"}
            st.pills("Your guess", options, wrap=True, **look, **common)
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
        st.session_state[name] = _about(question, sentence=str(error), is_mistake=True)
        return
    icon = RIGHT if verdict.right else WRONG
    st.session_state[name] = _about(
        question, icon=icon, sentence=verdict.sentence, over=verdict.right
    )


def _give_up(name: str, question: Question) -> None:
    st.session_state[name] = _about(question, icon=SHOWN, sentence=told(question), over=True)


def _comment(attempt: Attempt) -> None:
    """What is to be said of the last guess."""
    if attempt.is_mistake:
        mistake(attempt.sentence)
    elif attempt.sentence:
        st.markdown(f"{attempt.icon} {attempt.sentence}")
