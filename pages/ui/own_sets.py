"""The data sets of a reader's own pictures on this computer: each can be deleted, and had back."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from core.data.datasets import DATASETS
from core.data.own_pictures import names, remove, restore
from core.plots.words import counted, plain
from core.topics import Topic
from core.training import store
from pages.ui import address, deleting, training


def own_sets(topic: Topic, settings: Sequence[str]) -> None:
    """Each of them with what is in it, and the way to delete it.

    Args:
        settings: of the page, that depend on the data set; they go back to the usual ones if the
            page is at the one that is deleted.
    """
    key = f"{topic.name}.own"
    deleting.undo(key, restore)
    for number, name in enumerate(names()):
        remove_it = partial(_remove, topic, name, settings)
        deleting.offer(key, number, name, remove_it, _effect(name))
        st.caption(plain(DATASETS[name].note))


def _effect(name: str) -> str:
    """What becomes of the networks that learned from a data set, once it is deleted."""
    count = sum(trained.card.config.dataset == name for trained in store.models(every=True))
    if not count:
        return "No network that is kept has learned from it."
    be, come = ("it is", "it comes") if count == 1 else ("they are", "they come")
    return (
        f"{counted(count, 'network')} learned from it: without it {be} in no list. Add the same "
        f"pictures again, and {come} back."
    )


def _remove(topic: Topic, name: str, settings: Sequence[str]) -> str:
    """Removes a data set, and gives its name. For a callback."""
    if any(job.config.dataset == name for job in training.active_jobs()):
        raise ValueError(f"a network is being trained on {name} just now: stop that training first")
    remove(name)
    if st.session_state.get(address.key(topic, "dataset")) == name:
        usual = topic.content.State()
        for setting in settings:
            st.session_state[address.key(topic, setting)] = getattr(usual, setting)
    return name
