"""The view "Dtypes": what becomes of a result that a type cannot hold, and which type two give."""

from functools import lru_cache
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.foundations.tensors.dtypes import Outcome, Sum, outcome
from core.foundations.tensors.dtypes_words import (
    dtypes_sentence,
    limit_rows,
    number_question,
    python_rows,
    sum_code,
    type_question,
)
from core.foundations.tensors.figures.dtypes import promotion_figure, result_figure
from core.foundations.tensors.state import State
from core.plots.theme import Figure
from core.topics import Topic
from pages.ui import frame, predict, widgets
from pages.ui.tables import table
from pages.ui.torch_message import torch_message

LABELS = {
    "first": "First number",
    "first_dtype": "Type of the first",
    "arithmetic": "Operation",
    "second": "Second number",
    "second_dtype": "Type of the second",
}


def choose(topic: Topic, above: DeltaGenerator) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    return {name: widgets.widget(topic, name, label) for name, label in LABELS.items()}


def show(topic: Topic, state: State) -> None:
    """The result among the numbers of its type, and the table of types."""
    numbers = state.part(Sum)
    result = outcome(numbers)
    hides_type = predict.hides(topic, type_question(numbers), "type")
    if not (hides_type or predict.hides(topic, number_question(numbers, result), "dtypes")):
        _show_result(numbers, result)
    st.markdown("**The type that two tensors give together**")
    frame.picture(
        promotion_picture(numbers, hides_type),
        "tensors.picture.promotion",
        "The type that tensors of two types give",
    )


def _show_result(numbers: Sum, result: Outcome) -> None:
    frame.sentence(dtypes_sentence(numbers, result))
    if result.fits:
        frame.staying_picture(
            result_picture(numbers),
            "tensors.picture.result",
            "The result among the numbers of its type",
        )
    else:
        torch_message(result.result, "tensors.picture.dtypes", about=f"`{sum_code(numbers)}`")


@lru_cache(maxsize=64)
def result_picture(numbers: Sum) -> Figure:
    """The picture of the result."""
    return result_figure(outcome(numbers))


@lru_cache(maxsize=64)
def promotion_picture(numbers: Sum, hidden: bool) -> Figure:
    """The table of types."""
    return promotion_figure(numbers, hidden)


def show_intuition(topic: Topic, state: State) -> None:
    """What types are for, what each can hold, and how one is chosen for two."""
    frame.prose(
        topic,
        "**Types (dtypes)**. All numbers of a tensor have one type. It says how many bytes each "
        "takes, and so which numbers it can hold. Integers that do not fit wrap around. Floats are "
        "rounded to the nearest number of the type; beyond the largest they become infinite. "
        "PyTorch does not warn you.",
    )
    table(limit_rows(), "limits")
    frame.prose(
        topic,
        "**Two types**. When two tensors meet, floats win over integers, and integers over bool. A "
        "plain Python number changes the type only if it is of a higher kind:",
    )
    if predict.is_hidden(topic, type_question(state.part(Sum)), "type"):
        st.markdown(predict.LATER)
    else:
        table(python_rows(), "python", words=3)
