"""The guide beside the picture: the presets of a topic as the steps of a story, each a question."""

import re
from collections.abc import Callable
from urllib.parse import quote

import streamlit as st

from core.registry import Config, Preset, is_variation
from core.topics import Topic, linked
from pages.ui import address, predict
from pages.ui.chapters import Steps, chapter_of, chapters, heading

SEEN, SHOWN = ":material/visibility:", ":material/check:"
"""At a step: the picture is of it now, or a reader has had it shown in this session."""


Position = tuple[str, str, bool]
"""The step that is marked, the chapter that is open, and whether the page waits for a guess."""


def guide(topic: Topic, state: Config, put_at: Callable[[Config], None]) -> Position:
    """The steps, one of them open: with room for a guess, a button that puts the page at its state,
    and what to notice there. Returns what `position` does.

    The questions are buttons, the open one too: so the one that was pressed keeps the keyboard. Of
    a long guide the steps of one view stand there, and the names of the others.

    Args:
        state: what the page shows now; the step that it is of is marked.
        put_at: puts the page at a state.
    """

    def show(preset: Preset) -> None:
        _session(topic, "told")[preset.name] = True
        _reach(topic, preset)
        put_at(preset.state)

    def open_step(preset: Preset) -> None:
        _session(topic, "open")["step"] = preset.name
        if not preset.answers:
            show(preset)

    marked, chapter, waits = position(topic, state)
    st.header(
        "Guide", anchor=False, help=f"{SEEN} The picture shows this.\n\n{SHOWN} You have seen this."
    )
    for name, steps in chapters(topic).items():
        if name:
            heading(topic, name, steps, name == chapter)
        if name != chapter:
            continue
        opened = _opened(topic, marked, steps)
        for number, preset in steps:
            st.button(
                f"{number}. {preset.question or preset.name}",
                key=f"{topic.name}.step.{preset.name}",
                on_click=open_step,
                args=(preset,),
                icon=_icon(topic, preset, preset.name == marked),
                type="tertiary",
                wrap=True,
            )
            if preset.name == opened:
                with st.container(key="guide-step", gap="xsmall"):
                    _step(topic, preset, preset.name == marked, show)
    return marked, chapter, waits


def position(topic: Topic, state: Config) -> Position:
    """Where in the guide a state is: the step that is marked, and the chapter that is open; and
    whether what to notice there has to wait.
    """
    return marked_step(topic, state), chapter_of(topic, state), predict.is_waiting(topic)


def marked_step(topic: Topic, state: Config) -> str:
    """The step that the picture is of, "" if it is of none: of those that the page has been at, the
    last whose choices are the reader's still. Numbers may have been moved and a drawing changed;
    with another view, picture or function the picture is no longer what the step speaks of.
    """
    presets = topic.content.PRESETS
    here = next((preset for preset in presets if preset.state == state), None)
    if here:
        _reach(topic, here)
        return here.name
    states = {preset.name: preset.state for preset in presets}
    reached = reversed([*_session(topic, "reached")])
    return next((name for name in reached if is_variation(state, states[name])), "")


def _icon(topic: Topic, preset: Preset, is_marked: bool) -> str | None:
    """What stands before a step's question."""
    if is_marked:
        return SEEN
    return SHOWN if preset.name in _session(topic, "told") else None


def _reach(topic: Topic, preset: Preset) -> None:
    """Notes that the page is at a step, the last of those that it has been at."""
    reached = _session(topic, "reached")
    reached.pop(preset.name, None)
    reached[preset.name] = True


def _session(topic: Topic, name: str) -> dict[str, str | bool]:
    """What the guide of a topic keeps under a name, to be changed."""
    return st.session_state.setdefault(f"{topic.name}.guide.{name}", {})


def _opened(topic: Topic, marked: str, steps: Steps) -> str:
    """The step that is open: the one that the reader opened, or came to by a link or by going
    back; the first of a chapter that has none of these.
    """
    opened = _session(topic, "open")
    if marked and (address.went_back() or not opened):
        opened["step"] = marked
    names = [preset.name for _, preset in steps]
    name = opened.setdefault("step", names[0])
    return name if name in names else names[0]


def _step(topic: Topic, preset: Preset, is_marked: bool, show: Callable[[Preset], None]) -> None:
    """What an open step consists of. What to notice is told once it is asked for or guessed, while
    it can be seen.
    """
    guess, told = _guess(topic, preset), preset.name in _session(topic, "told")
    st.button(
        "Show me again" if told else "Show me",
        key=f"{topic.name}.preset.{preset.name}",
        on_click=show,
        args=(preset,),
        icon=":material/play_arrow:",
    )
    if is_marked and (told or guess):
        if predict.is_waiting(topic):
            st.caption("First answer the question above the picture.")
        else:
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
    if guess and guess == preset.right:
        st.markdown(f":material/check_circle: **{preset.right}**")
    elif guess:
        st.markdown(f"You guessed {guess}. The answer is **{preset.right}**.")
    st.caption(linked(_leading(topic, preset.notice), topic, address.base()))


def _leading(topic: Topic, text: str) -> str:
    """The text, in which names of the page's sections lead there (`assets/links.js`)."""
    names = st.session_state.get(f"{topic.name}.sections", ())
    if not names:
        return text
    longest_first = sorted(map(re.escape, names), key=len, reverse=True)
    words = rf"\b(?:{'|'.join(longest_first)})(?!\w)"
    return re.sub(words, lambda name: f"[{name[0]}](#{quote(name[0])})", text)
