"""Trained networks compared: their curves on one axis, and a table of settings and accuracies."""

from collections.abc import Callable

import streamlit as st

from core.data.datasets import Dataset
from core.plots.comparison import over_epochs, rows
from core.plots.history import DASHES, accuracy_comparison_figure, loss_comparison_figure
from core.plots.words import listed
from core.topics import Topic
from core.training import store
from pages.ui import frame

MOST = len(DASHES)


def compare(topic: Topic, suits: Callable[[Dataset], bool]) -> None:
    """Choose trained networks and see them side by side.

    Args:
        suits: whether networks that learn from a data set can be chosen.
    """
    networks = {trained.name: trained for trained in store.models() if suits(trained.dataset)}
    st.markdown("**Compare trained networks**")
    chosen = _choose(f"{topic.name}.train.compared", networks)
    if len(chosen) < 2:
        st.caption("Choose two or more.")
    if not chosen:
        return
    curves = {trained.name: curve for trained in chosen if (curve := over_epochs(trained))}
    if curves:
        _curves(topic, curves, {trained.name: trained.card.test_accuracy for trained in chosen})
    if without := [trained.name for trained in chosen if trained.name not in curves]:
        hint = "" if curves else " Train one, and its curve is drawn here."
        st.caption(f"No curve was kept of {listed(without)}.{hint}")
    st.dataframe(rows(chosen), hide_index=True)


def _choose(key: str, networks: dict[str, store.Trained]) -> list[store.Trained]:
    """The networks that are chosen; the reader's own join them as soon as they are trained."""
    own = [name for name, trained in networks.items() if not trained.shipped]
    known = st.session_state.setdefault(f"{key}.known", [])
    new = [name for name in own if name not in known]
    if new or any(name not in networks for name in st.session_state.get(key, ())):
        before = st.session_state.get(key, list(networks)[:1])
        st.session_state[key] = [name for name in (*before, *new) if name in networks][-MOST:]
        known += new
    names = st.multiselect(
        "Networks",
        list(networks),
        default=None if key in st.session_state else list(networks)[:2],
        max_selections=MOST,
        key=key,
        label_visibility="collapsed",
        persist_state="session",
    )
    return [networks[name] for name in names]


def _curves(topic: Topic, curves: dict, accuracies: dict[str, float]) -> None:
    left, right = st.columns(2)
    with left:
        frame.picture(
            loss_comparison_figure(curves),
            f"{topic.name}.compared.loss",
            "Training loss of each network against the epoch",
        )
    with right:
        frame.picture(
            accuracy_comparison_figure(curves, accuracies),
            f"{topic.name}.compared.accuracy",
            "Training accuracy of each network against the epoch, and its test accuracy",
        )
