"""The chapters of a long guide: the steps of one view each, of which one chapter is open."""

import streamlit as st

from core.registry import Config, Preset
from core.topics import Topic

MOST = 17
"""Steps of a guide that stand in one list; those of a longer one are in chapters."""

Steps = list[tuple[int, Preset]]
"""Steps with their numbers, from 1 on."""


def chapters(topic: Topic) -> dict[str, Steps]:
    """The steps of a guide by the view that they show, in order; all under "" if they are few."""
    presets = topic.content.PRESETS
    steps: dict[str, Steps] = {}
    for number, preset in enumerate(presets, 1):
        view = getattr(preset.state, "view", "") if len(presets) > MOST else ""
        steps.setdefault(view, []).append((number, preset))
    return steps


def chapter_of(topic: Topic, state: Config) -> str:
    """The chapter that is open: that of the view, until the reader opens another."""
    view = getattr(state, "view", "")
    known = st.session_state.setdefault(f"{topic.name}.guide.chapter", {})
    if known.get("view") != view:
        known.update(view=view, open=view)
    names = [*chapters(topic)]
    return known["open"] if known["open"] in names else names[0]


def heading(topic: Topic, name: str, steps: Steps, is_open: bool) -> None:
    """A button that opens a chapter."""

    def open_chapter() -> None:
        st.session_state[f"{topic.name}.guide.chapter"]["open"] = name

    st.button(
        f"{name} · {len(steps)} {'step' if len(steps) == 1 else 'steps'}",
        key=f"{topic.name}.chapter.{name}",
        on_click=open_chapter,
        icon=":material/expand_more:" if is_open else ":material/navigate_next:",
        type="tertiary",
        wrap=True,
    )
