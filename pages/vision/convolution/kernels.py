"""Kernels: a picture, a kernel and what comes out, side by side."""

import streamlit as st

from core.data.inputs import Input, blank
from core.topics import TOPICS
from core.vision.convolution import words
from core.vision.convolution.figures import filtering as figures
from core.vision.convolution.filtering import Filtering, prepared
from core.vision.convolution.state import State, chosen_pixel, filtered
from pages.ui import frame, inputs, panels
from pages.vision.convolution.clicks import choose_pixel, edit_kernel, is_outdated
from pages.vision.convolution.settings import REQUESTS

TOPIC = TOPICS["convolution"]
NOT_FLIPPED = "PyTorch does not flip the kernel: signal processing calls this cross-correlation."


def kernels(state: State) -> None:
    """Input, kernel and output side by side."""
    if state.source == "drawing":
        following_the_pen(state)
    else:
        side_by_side(state)


@st.fragment
def following_the_pen(state: State) -> None:
    """The same where the input is drawn: follows the pen without the rest of the page."""
    if is_outdated(state):
        st.rerun()
    with frame.reader_mistakes():
        side_by_side(state)


def side_by_side(state: State) -> None:
    """The three of them, and what is said of the chosen pixel."""
    say = frame.sentence_to_come("sentence.convolution")
    with frame.unsaid(say):
        state = three_pictures(state)
        if blank(state):
            say(REQUESTS[state.source])
            return
        result, pixel = filtered(state), chosen_pixel(state, *size(state))
        say(words.kernel_sentence(result, state.part(Filtering), *pixel))
    if unread := figures.skipped_words(result, state):
        st.markdown(unread)
    kernel = state.kernel.choice
    source = f" ({kernel.source})" if kernel.source else ""
    st.markdown(f"**{state.kernel.name}**{source}. {kernel.note}")
    st.caption(NOT_FLIPPED)


def three_pictures(state: State) -> State:
    """Input, kernel and output; the state, with the drawing if the input is drawn."""
    with st.container(key="side-by-side-3"):
        left, middle, right = st.columns([1.5, 1, 1.5], gap="small")
    answers = 0
    with left:
        if state.source == "drawing":
            state, drawing = inputs.canvas(TOPIC, state)
            answers = drawing.number
        elif not blank(state):
            with frame.stays("half.input"):
                show_input(state, figures.input_words(filtered(state)))
    with middle:
        panels.kernel("convolution.editor", state.weights, edit_kernel)
    if not blank(state):
        with right, frame.stays("half.output"):
            colours = figures.colours_for(state.weights, state.output_colours)
            show_output(state, figures.output_words(filtered(state), colours), answers)
    return state


def size(state: State) -> tuple[int, int]:
    """Height and width of the output."""
    return tuple(filtered(state).output.shape[1:])


def show_input(state: State, caption: str) -> None:
    """The picture, with the window of the output pixel that is chosen or pointed at."""
    reach = tuple(state.dilation * (side - 1) + 1 for side in state.weights.shape)
    panels.picture(
        "convolution.input",
        figures.input_picture(prepared(state.part(Input), state.side, state.colour)),
        caption,
        "Input",
        "output",
        chosen=chosen_pixel(state, *size(state)),
        field=panels.Window(state.stride, (-state.padding, -state.padding), reach),
    )


def show_output(state: State, caption: str, answers: int = 0) -> None:
    """The output, smaller than the picture where it is, to choose a pixel of."""
    result = filtered(state)
    colours = figures.colours_for(result.kernel, state.output_colours)
    panels.picture(
        "convolution.output",
        figures.output_picture(result.output, colours),
        caption,
        "Output",
        "output",
        frame=figures.output_frame(result),
        chosen=chosen_pixel(state, *size(state)),
        on_choose=choose_pixel(*size(state)),
        answers=answers,
    )
