"""The view "Runs": all trainings in the store, some of them compared, deleted or downloaded."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from core.models.stack import OWN_STACK
from core.networks.training.compared import Comparison, curves, differences, networks
from core.networks.training.state import State
from core.plots.history import accuracy_comparison_figure, loss_comparison_figure
from core.plots.numbers import percent
from core.plots.words import counted, listed, plain
from core.topics import Topic
from core.training import bin, store
from pages.ui import deleting, frame, training, widgets
from pages.ui.mistakes import reader_mistakes
from pages.ui.runs import rows
from pages.ui.tables import table

ALWAYS = ("Network", "Test accuracy", "Time")
"""Columns that are shown where all runs are equal too."""


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    return {"compared": widgets.widget(topic, "compared", "Runs")}


def show(topic: Topic, state: State) -> None:
    """The curves of the chosen runs over each other, and what differs in their settings."""
    chosen = networks(state.part(Comparison))
    best = max(chosen, key=lambda trained: trained.card.test_accuracy)
    frame.sentence(
        f"Of {counted(len(chosen), 'run')} **{plain(best.name)}** is best: "
        f"{percent(best.card.test_accuracy, 2)} of the held-out pictures are right."
    )
    lines = curves(chosen)
    if lines:
        frame.staying_picture(
            loss_comparison_figure(lines), "training.chart.losses", "Training losses over the epoch"
        )
        ends = {trained.name: trained.card.test_accuracy for trained in chosen}
        frame.picture(
            accuracy_comparison_figure(lines, ends),
            "training.chart.accuracies",
            "Training accuracies over the epoch, and the test accuracy of each run",
        )
    else:
        frame.nothing("No curve was kept of these runs.")
    without = [trained.name for trained in chosen if trained.name not in lines]
    if lines and without:
        st.caption(f"No curve was kept of {plain(listed(without))}.")
    st.markdown("**What differs**")
    table(differences(_described(chosen), ALWAYS), "training.differences")


def _described(chosen: Sequence[store.Trained]) -> list[dict[str, str]]:
    """A row for each run, with the device, and with the layers of one's own networks."""
    return [
        {
            **row,
            "Device": trained.card.device,
            "Layers": ", ".join(trained.card.config.layers.splitlines())
            if trained.card.config.model == OWN_STACK
            else "",
        }
        for row, trained in zip(rows(chosen), chosen, strict=True)
    ]


def every_run(topic: Topic, state: State) -> None:
    """All trainings in the store; a reader's own can be deleted."""
    known = store.models(every=True)
    described = [
        {**row, "Device": trained.card.device}
        for row, trained in zip(rows(known), known, strict=True)
    ]
    table(described, "training.runs")
    deleting.undo("training", bin.restore)
    own = [trained for trained in known if not trained.shipped]
    if not own:
        st.caption("You can delete your own runs here.")
    for number, trained in enumerate(own):
        deleting.offer("training", number, trained.name, partial(bin.delete, trained))


def download(topic: Topic, state: State) -> None:
    """The weights of a run, and its whole training as a script and a notebook."""
    names = state.compared
    with reader_mistakes():
        for number, trained in enumerate(networks(state.part(Comparison))):
            st.download_button(
                f"Weights of {plain(trained.name)}",
                trained.path.read_bytes(),
                trained.path.name,
                key=f"training.weights.{number}",
                on_click="ignore",
                icon=":material/download:",
            )
        training.code(topic, names)
