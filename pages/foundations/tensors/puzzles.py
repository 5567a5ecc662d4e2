"""The view "Puzzles": small tasks, each to be solved by one expression."""

from functools import lru_cache, partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.foundations.tensors.figures.puzzles import puzzle_picture
from core.foundations.tensors.puzzles_words import progress, task_words, verdict_sentence
from core.foundations.tensors.solving import Solving, answers, remembered, verdict
from core.foundations.tensors.state import State
from core.plots.tensors import TensorPicture
from core.registry import Pick
from core.topics import Topic
from core.torch_message import TorchMessage
from pages.ui import address, frame, widgets
from pages.ui.tensors import tensors
from pages.ui.torch_message import torch_message


def choose(topic: Topic, above: DeltaGenerator) -> dict[str, Any]:
    """The controls of this view, and their values by name.

    Args:
        above: room over the picture, for the task and the answer.
    """
    with above:
        task, answer = st.container(), st.container()
    puzzle = widgets.widget(
        topic, "puzzle", "Puzzle", parameters=answer, on_change=partial(_turn_to, topic)
    )
    with task:
        frame.sentence(task_words(puzzle.choice))
    state = Solving(puzzle=puzzle, solved=address.held(topic, "solved"))
    address.keep(topic, "solved", remembered(state))
    _hints(topic, puzzle)
    state = Solving(puzzle=puzzle, solved=address.held(topic, "solved"))
    st.markdown(progress(state))
    return {"puzzle": puzzle, "solved": state.solved}


def _turn_to(topic: Topic) -> None:
    """Another puzzle starts with the answer that solved it before, or with none."""
    field = address.key(topic, "puzzle.answer")
    name = st.session_state[address.key(topic, "puzzle")]
    st.session_state[field] = answers(address.held(topic, "solved")).get(name, "")
    st.session_state.pop(f"{field}.last", None)


def _hints(topic: Topic, puzzle: Pick) -> None:
    """The hints that were asked for, and a button for the next."""
    counts = st.session_state.setdefault(f"{topic.name}.hints", {})
    hints, count = puzzle.choice.hints, counts.get(puzzle.name, 0)
    for number, hint in enumerate(hints[:count], 1):
        st.markdown(f"**Hint {number}**. {hint}")

    def ask() -> None:
        counts[puzzle.name] = count + 1

    st.button(
        f"Hint {count + 1} of {len(hints)}" if count < len(hints) else "No more hints",
        key=f"{topic.name}.hint",
        icon=":material/lightbulb:",
        on_click=ask,
        disabled=count >= len(hints),
    )


def show(topic: Topic, state: State) -> None:
    """What the answer is worth; the inputs, what is wanted, and what came."""
    result = verdict(state.puzzle)
    with frame.stays_whole("puzzle"):
        st.markdown(verdict_sentence(result))
        if isinstance(result.trial.result, TorchMessage):
            torch_message(result.trial.result, "tensors.picture.puzzle")
        tensors("tensors.picture.puzzle", picture(state.puzzle))


@lru_cache(maxsize=64)
def picture(puzzle: Pick) -> TensorPicture:
    """The picture of the trial that is shown."""
    return puzzle_picture(puzzle.choice, verdict(puzzle))


def show_intuition(topic: Topic, state: State) -> None:
    """Why one expression, and how an answer is checked."""
    frame.prose(
        topic,
        "**One expression**. A Python loop takes one step at a time, and each step costs more than "
        "the arithmetic in it. A PyTorch expression handles all numbers at once, in compiled code "
        "and on any device.",
    )
    frame.prose(
        topic,
        "**How it is checked**. Your expression is never run as Python. The page reads it piece by "
        "piece, allows only PyTorch's tensor operations, and tries it on 8 random inputs of "
        "several sizes. Shape and numbers must match the result of a plain loop; the type may "
        "differ.",
    )
    st.caption("Inspired by Sasha Rush's Tensor Puzzles; the tasks are our own.")
