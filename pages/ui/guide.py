"""The guide beside the picture: the presets of a topic as the steps of a story, each a question."""

from collections.abc import Callable

import streamlit as st

from core.registry import Config, Preset
from core.topics import Topic, linked
from pages.ui import address


def guide(topic: Topic, state: Config, put_at: Callable[[Config], None]) -> None:
    """The steps, one of them open: with room for a guess, a button that puts the page at its state,
    and what to notice there.

    Args:
        state: what the page shows now; the step that it is of is marked.
        put_at: puts the page at a state.
    """

    def show(preset: Preset) -> None:
        st.session_state[f"{topic.name}.guide.shown"] = preset.name
        put_at(preset.state)

    def open_step(preset: Preset) -> None:
        st.session_state[f"{topic.name}.guide.open"] = preset.name
        if not preset.answers:
            show(preset)

    presets = topic.content.PRESETS
    here = next((preset.name for preset in presets if preset.state == state), "")
    shown = st.session_state.get(f"{topic.name}.guide.shown", "")
    if here and address.went_back():
        st.session_state[f"{topic.name}.guide.open"] = here
    opened = st.session_state.get(f"{topic.name}.guide.open") or here or presets[0].name
    st.header("Guide", anchor=False)
    for number, preset in enumerate(presets, 1):
        question = f"{number}. {preset.question or preset.name}"
        if preset.name != opened:
            st.button(
                question,
                key=f"{topic.name}.step.{preset.name}",
                on_click=open_step,
                args=(preset,),
                icon=":material/check:" if preset.name in (shown, here) else None,
                type="tertiary",
                wrap=True,
            )
            continue
        with st.container(key="guide-step", gap="xsmall"):
            st.markdown(f"**{question}**")
            guess = _guess(topic, preset)
            st.button(
                "Show me again" if preset.name == shown else "Show me",
                key=f"{topic.name}.preset.{preset.name}",
                on_click=show,
                args=(preset,),
                icon=":material/play_arrow:",
            )
            if preset.name == shown or guess and preset.name == here:
                _answer(topic, preset, guess)


def _guess(topic: Topic, preset: Preset) -> str | None:
    """What the reader guesses, where one answer is right."""
    if not preset.answers:
        return None
    return st.pills(
        "Your guess",
        preset.answers,
        key=f"{topic.name}.guess.{preset.name}",
        label_visibility="collapsed",
    )


def _answer(topic: Topic, preset: Preset, guess: str | None) -> None:
    """Whether the guess was right, what to notice, and the pages that words in it are about."""
    if guess:
        icon = ":material/check_circle:" if guess == preset.right else ":material/cancel:"
        st.markdown(f"{icon} **{preset.right}**")
    st.caption(linked(preset.notice, topic, address.base()))
