"""What stands under the picture: which loss to choose, all losses, and worked examples."""

import streamlit as st

from core.catalogue.losses import LEFT_OUT, NOT_OFFERED, of_kind
from core.catalogue.predictions import KINDS
from core.functions.losses.choice import RULES, TASKS
from core.functions.losses.examples import EXAMPLES
from core.functions.losses.figures.choice import choice_figure, losses_words
from core.functions.losses.figures.examples import example_rows
from core.functions.losses.state import State
from core.plots.numbers import number
from core.topics import TOPICS
from pages.ui import frame
from pages.ui.tables import table


def show_choice(state: State) -> None:
    """The decision tree, and how the right loss is misused."""
    picture, words = st.columns([1.5, 1], gap="large")
    with picture:
        frame.picture(
            choice_figure(TASKS), "losses.picture.choice", "Tasks, each with the loss that fits it"
        )
    with words:
        rules = "\n".join(f"- {rule}" for rule in RULES)
        frame.prose(TOPICS["losses"], f"**Then check its inputs**\n{rules}")


def show_all(state: State) -> None:
    """All losses by what is predicted, what they expect and when to choose them, and those that are
    left out.
    """
    halves = st.columns(2, gap="medium")
    for index, kind in enumerate(KINDS.values()):
        halves[index % 2].markdown(f"**{kind.words}**\n" + losses_words(of_kind(kind)))
    for title, reasons in (("Left out", LEFT_OUT), ("Arguments left out", NOT_OFFERED)):
        entries = "; ".join(f"{name} ({reason})" for name, reason in reasons.items())
        st.markdown(f"**{title}:** {entries}.")


def show_examples(state: State) -> None:
    """Worked examples with their code."""
    for example in EXAMPLES:
        columns, losses = example.work()
        frame.prose(TOPICS["losses"], f"**{example.title}.** {example.note}")
        numbers, text = st.columns(2)
        with numbers:
            table(example_rows(columns), f"example.{example.title}", words=0)
            for name, value in losses.items():
                st.markdown(f"{name}: **{number(float(value), 6)}**")
        text.code(example.code.strip(), language="python")
