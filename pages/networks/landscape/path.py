"""The view "Training path": the plane that the way of a training nearly lies in."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.networks.landscape import walks
from core.networks.landscape.figures.path import path_figure, path_loss_figure, shares_figure
from core.networks.landscape.path import PathPlane, path_plane
from core.networks.landscape.path_words import left_out, names_caption, path_caption, path_sentence
from core.networks.landscape.state import IN_SPACE, State
from core.networks.landscape.subject import OWN
from core.networks.landscape.walks import HERE, TrainingPath
from core.plots.theme import Figure
from core.registry import Options
from core.topics import Topic
from pages.networks.landscape import suited
from pages.ui import address, frame, jobs, widgets

TRAINING = {"optimizer": "Optimizer", "path_rate": "Learning rate", "batch": "Batch"}
OF_TRAINING = {"path_steps": "Steps", "path_seed": "Seed"}


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    key, without = address.key(topic, "path_network"), walks.names_without()
    if (linked := st.query_params.get(key)) in without:
        address.leave_out(key, left_out(linked))
    network = widgets.of_spec(
        key,
        Options(walks.names(), HERE),
        "Network",
        bind="query-params",
        on_change=suited.suit,
        args=(topic, "path_network", "path_digits", "path_side"),
    )
    labels, folded = {"look": "Look"}, {"path_side": "Points per side"}
    if network == HERE:
        labels, folded = TRAINING | labels, OF_TRAINING | folded
    elif network == OWN:
        labels = {"playground": "Address of a playground"} | labels
    else:
        folded = {"path_digits": "Pictures"} | folded
    values = {name: widgets.widget(topic, name, label) for name, label in labels.items()}
    turn = {"camera_angle": "Camera angle"} if values["look"] == IN_SPACE else {}
    values |= widgets.folded(topic, turn | folded, lazy=True)
    if without:
        st.caption(names_caption(without))
    return {"path_network": network} | values


def show(topic: Topic, state: State) -> None:
    """The plane with the path on it, its losses, and how much of the path the plane holds."""
    setting = state.part(TrainingPath)
    looks = state.look == IN_SPACE, float(state.camera_angle)
    result = jobs.result(
        "landscape.path",
        path_plane,
        setting,
        draw=lambda seen: _draw(seen, *looks),
        at_once=setting.path_network == HERE,
        gives_up=True,
    )
    if result is None:
        return
    frame.sentence(path_sentence(result))
    _draw(result, *looks)
    losses, shares = _parts(result)
    left, right = st.columns(2, gap="small")
    with left:
        frame.picture(losses, "landscape.path.loss", "The loss of the path and of its shadow")
    with right:
        frame.picture(shares, "landscape.path.shares", "The variance in each component")
    st.caption(path_caption(setting, result))


def _draw(result: PathPlane, in_space: bool, angle: float) -> None:
    figure = _ground(result, in_space, angle)
    frame.main_picture(figure, "landscape.path", "A training path on a plane of losses")


@lru_cache(maxsize=16)
def _ground(result: PathPlane, in_space: bool, angle: float) -> Figure:
    return path_figure(result, in_space, angle)


@lru_cache(maxsize=16)
def _parts(result: PathPlane) -> tuple[Figure, Figure]:
    return path_loss_figure(result), shares_figure(result)
