"""What all views of transfer learning share: the task, its heads, and the picture looked at."""

from typing import Any

import streamlit as st

from core.data.datasets import DATASETS
from core.models.imagenet import PRETRAINED
from core.topics import Topic
from core.vision.transfer import heads
from core.vision.transfer.features import compute
from core.vision.transfer.heads import Heads
from core.vision.transfer.seen import EXAMPLE
from core.vision.transfer.state import PICTURE, State
from core.vision.transfer.task import Task
from pages.ui import address, downloads, jobs

HELD = ("cell", "photo")
"""Settings that no widget holds."""

KEY = "transfer.heads"
"""Of the elements that tell how far the features are."""

NEXT = "transfer.next"
"""In the session: the settings at which the next run puts the page."""


def held(topic: Topic) -> dict[str, Any]:
    """The settings that no widget holds, by name."""
    return address.remember(topic, *HELD)


def is_ready(state: State, needs_network: bool = True) -> bool:
    """Whether network and pictures are on this computer; where they are not, what to fetch."""
    if needs_network and not PRETRAINED[state.network].is_ready():
        downloads.weights(state.network, "Or choose another network.")
        return False
    if not DATASETS[state.dataset].is_ready():
        downloads.pictures(state.dataset)
        return False
    return True


def trained(state: State) -> Heads | None:
    """The heads of the task; None while they are trained, and then how far that is is shown."""
    task = state.part(Task)
    return heads.result(task) if heads.is_quick(task) else jobs.result(KEY, heads.heads, task)


def has_features(state: State) -> bool:
    """Whether the features of the task's pictures are kept; while they are computed how far that is
    is shown.
    """
    task = state.part(Task)
    return heads.is_quick(task) or jobs.result(KEY, compute, task.network, task.dataset) is not None


def go(**settings: Any) -> None:
    """Puts the page at settings, with the next run."""
    st.session_state[NEXT] = settings


def look_at(index: int) -> None:
    """Opens a held-out picture in the view of one picture, with the next run."""
    go(view=PICTURE, source=EXAMPLE, example=index)
    st.rerun()


def follow(topic: Topic) -> None:
    """Puts the page at the settings that it is to go to."""
    for name, value in st.session_state.pop(NEXT, {}).items():
        st.session_state[address.key(topic, name)] = value
