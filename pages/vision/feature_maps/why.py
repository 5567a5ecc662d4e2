"""Why this answer: what it rests on, by each attribution method."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.plots.columns import Column
from core.plots.numbers import short
from core.registry import Options
from core.vision.feature_maps import attribution, capture, words
from core.vision.feature_maps.attribution import ANSWER, AttributionRequest, Explanation
from core.vision.feature_maps.figures import attribution as figures
from core.vision.feature_maps.state import State
from core.vision.feature_maps.subjects import subject
from pages.ui import cached, frame, panels
from pages.vision.feature_maps import choosing, growing

FOLDED = ("compare", "layer")


def settings(state: State) -> dict[str, Any]:
    """The widgets of this view."""
    classes = subject(state.network, state.weights).classes
    spec = Options((ANSWER, *classes), ANSWER)
    return {
        "target": choosing.dependent("target", spec, "Score of"),
        "methods": choosing.widget("methods", "Methods"),
    }


def more(state: State) -> dict[str, Any]:
    """The widgets of this view that stand folded."""
    chosen = {"compare": choosing.widget("compare", "Compare with random weights")}
    if names := [pick.name for pick in state.methods if pick.choice.looks_at_layer]:
        chosen |= choosing.layer(state, f"Layer for {', '.join(names)}")
    return chosen


def show(state: State, number: int) -> None:
    """What each method finds, with progress while they are at work."""
    if not state.methods:
        frame.nothing(words.NO_METHOD)
        return
    say, bar = frame.sentence_to_come("sentence.feature_maps.why"), st.empty()
    request = state.part(AttributionRequest)
    is_ready = number > 0 or cached.is_done(attribution.explain, request)  # it follows a pen
    room = growing.room(is_ready)
    if not is_ready:
        say(words.WHY_TO_COME)

    def show_some(now: Explanation) -> None:
        bar.progress(now.done, f"Method by method: {len(now.trained)} of {len(state.methods)}")
        if is_ready:
            return
        key = f"feature_maps.columns.why.{now.done}"
        with room.container(), frame.stays(key):
            panels.maps(key, figures.why_columns(capture.prepared(state), now, ""), wrap=4)

    cached.last(attribution.explain, request, growing.paced(show_some))
    bar.empty()
    sentence, columns, remarks = seen(state)
    say(sentence)
    with growing.inside(room, is_ready):
        with frame.stays("feature_maps.why"):
            panels.maps("feature_maps.columns.why", columns, wrap=4, answers=number)
        for remark in remarks:
            st.markdown(remark)
        if state.compare:
            st.caption(figures.SIMILARITY_WORDS)


@lru_cache(maxsize=64)
def seen(state: State) -> tuple[str, tuple[Column, ...], tuple[str, ...]]:
    """The sentence over the picture, its columns, and what the parts of complete methods add up to;
    once the methods have been at work.
    """
    result = cached.last(attribution.explain, state.part(AttributionRequest), lambda now: None)
    classes = subject(state.network, state.weights).classes
    name = classes[attribution.target_class(state, capture.captured(state))]
    value, rise = attribution.score(state), attribution.score_rise(state)
    columns = figures.why_columns(
        capture.prepared(state), result, f"Score of {name}: {short(value)}"
    )
    layer = capture.layer_name(state, capture.captured(state))
    empty = [figures.empty_words(*each, layer) for each in result.trained.items()]
    sums = [
        figures.completeness_words(pick.name, result.trained[pick.name].total, rise, name)
        for pick in state.methods
        if pick.choice.is_complete and pick.name in result.trained
    ]
    remarks = (*filter(None, empty), *sums)
    return words.why_sentence(name, value, rise, result), tuple(columns), remarks
