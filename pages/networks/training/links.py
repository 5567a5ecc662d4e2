"""Links from test pictures to what a network sees in them."""

from collections.abc import Sequence

import streamlit as st

from core.networks.training.evaluated import Example
from core.topics import TOPICS
from core.training import store
from pages.ui import menu

FEATURE_MAPS = TOPICS["feature_maps"]


def to_feature_maps(trained: str, examples: Sequence[Example]) -> None:
    """A link for each picture, in their order."""
    if not examples:
        return
    st.caption("What the network sees in each of them:")
    with st.container(horizontal=True, gap="small", key="training-links"):
        for example in examples:
            if query := _query(trained, example):
                label = f"{example.truth} read as {example.answer} ({example.index})"
                menu.link(FEATURE_MAPS.name, label, query_params=query)


def _query(trained: str, example: Example) -> dict[str, str | list[str]]:
    """The address of the page that shows a network's maps of a picture; empty if it cannot."""
    dataset = store.find(trained).dataset
    settings = {"source": dataset.own_source, "index": example.index}
    if dataset.own_source != "test digit":
        gallery = dataset.gallery()
        label = gallery.labels[example.index]
        number = int((gallery.labels[: example.index + 1] == label).sum())
        settings = {"source": "test picture", "label": example.truth, "number": number}
    try:
        state = FEATURE_MAPS.content.State(network=trained, **settings)
    except ValueError:
        return {}
    return FEATURE_MAPS.query(state)
