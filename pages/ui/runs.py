"""Trained networks compared: their curves on one axis, and a table of settings and accuracies."""

from collections.abc import Callable, Collection, Sequence

import streamlit as st

from core.catalogue.optimizer import learning_rate
from core.data.datasets import Dataset
from core.plots.history import DASHES, accuracy_comparison_figure, loss_comparison_figure
from core.plots.numbers import number, percent
from core.plots.words import listed, plain
from core.registry import Config, Pick
from core.topics import Topic
from core.training import kinds, store
from core.training.curve import over_epochs
from pages.ui import frame
from pages.ui.tables import table

MOST = len(DASHES)
START = 2
"""Networks that are compared before anybody has chosen: one alone compares with nothing."""


def compare(topic: Topic, suits: Callable[[Dataset], bool], asked_for: Collection[Config]) -> None:
    """Choose trained networks and see them side by side.

    Args:
        suits: whether networks that learn from a data set can be chosen.
        asked_for: the trainings of this reader; what comes out of them is chosen too.
    """
    networks = {trained.name: trained for trained in store.models() if suits(trained.dataset)}
    st.markdown("**Compare trained networks**")
    own = [name for name, trained in networks.items() if _is_of(trained, asked_for)]
    chosen = _choose(f"{topic.name}.train.compared", networks, own)
    if len(chosen) < 2:
        st.caption("Choose two or more.")
    if not chosen:
        return
    curves = {
        trained.name: over_epochs(trained.card.curve, trained.card.config.epochs)
        for trained in chosen
        if trained.card.curve
    }
    if curves:
        _curves(topic, curves, {trained.name: trained.card.test_accuracy for trained in chosen})
    if without := [trained.name for trained in chosen if trained.name not in curves]:
        hint = "" if curves else " Train one, and its curve is drawn here."
        st.caption(f"No curve was kept of {plain(listed(without))}.{hint}")
    table(rows(chosen), "compared")


def _is_of(trained: store.Trained, configs: Collection[Config]) -> bool:
    """Whether a network came out of one of these trainings."""
    return not trained.shipped and trained.card.config in configs


def _choose(
    key: str, networks: dict[str, store.Trained], own: Sequence[str]
) -> list[store.Trained]:
    """The networks that are chosen. Those that this reader asked for join them once, as soon as
    they are trained and while there is room; no choice makes way for them.
    """
    start = list(networks)[:START]
    known = st.session_state.setdefault(f"{key}.known", [])
    new = [name for name in own if name not in known]
    before = st.session_state.get(key, start)
    chosen = [name for name in before if name in networks]
    if new or len(chosen) < len(before):
        joining = [name for name in new if name not in chosen]
        st.session_state[key] = chosen + joining[: MOST - len(chosen)]
        known += new
    names = st.multiselect(
        "Networks",
        list(networks),
        default=None if key in st.session_state else start,
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


def rows(networks: Sequence[store.Trained]) -> list[dict[str, str]]:
    """A row for each network: how good it is, and every setting that it was trained with. All rows
    have the same columns.
    """
    described = [
        {
            "Network": trained.name,
            "Test accuracy": percent(trained.card.test_accuracy, 2),
            "Time": f"{trained.card.seconds:,.0f} s",
            **_settings(trained),
        }
        for trained in networks
    ]
    columns = dict.fromkeys(name for row in described for name in row)
    return [{name: row.get(name, "") for name in columns} for row in described]


def _settings(trained: store.Trained) -> dict[str, str]:
    config = trained.card.config
    if (kind := kinds.kind_of(config)) is not None:
        return kind.describe(config)
    return {
        "Epochs": str(config.epochs),
        "Batch": str(config.batch_size),
        "Learning rate": number(learning_rate(config.optimizer)),
        "Optimizer": _pick(config.optimizer),
        "Schedule": _pick(config.schedule),
        "Augmentation": _pick(config.augmentation),
        "Label smoothing": number(config.label_smoothing),
        "Moving average": number(config.ema),
        "Seed": str(config.seed),
        "Data": config.dataset,
    }


def _pick(pick: Pick) -> str:
    """A choice and those of its numbers that are not at their defaults."""
    changed = [
        f"{name.replace('_', ' ')} {number(value)}"
        for name, value in pick.arguments
        if isinstance(value, float) and value != pick.choice.parameters[name].default
    ]
    return ", ".join([pick.name, *changed])
