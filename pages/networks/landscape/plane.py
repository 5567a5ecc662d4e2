"""The view "Plane": the loss of a trained network on a plane through its weights."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.networks.landscape import subject
from core.networks.landscape.figures.plane import NAMES, plane_figure, slices_figure
from core.networks.landscape.plane import SAME, Plane, Planes, Surface, planes
from core.networks.landscape.state import IN_SPACE, State
from core.networks.landscape.subject import OWN
from core.networks.landscape.words import plane_caption, plane_sentence
from core.plots.theme import Figure
from core.registry import Options
from core.topics import Topic
from pages.networks.landscape import suited
from pages.ui import address, frame, jobs, widgets

ALT = "The loss on a plane through the weights of a network"


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    spec = Options(subject.names(), State().network)
    key = address.key(topic, "network")
    values = {
        "network": widgets.of_spec(
            key,
            spec,
            "Network",
            bind="query-params",
            on_change=suited.suit,
            args=(topic, "network", "digits", "side"),
        )
    }
    if values["network"] == OWN:
        values["playground"] = widgets.widget(topic, "playground", "Address of a playground")
    labels = {
        "normalisation": "Directions as long as",
        "rescaling": "Rescale",
        "look": "Look",
    }
    values |= {name: widgets.widget(topic, name, label) for name, label in labels.items()}
    folded = {"reach": "Reach", "side": "Points per side"}
    if values["network"] != OWN:
        folded["digits"] = "Pictures"
    folded["directions"] = "Seed of the directions"
    if values["look"] == IN_SPACE:
        folded = {"camera_angle": "Camera angle"} | folded
    if values["rescaling"] != SAME:
        folded |= {"factor": "Factor"}
    return values | widgets.folded(topic, folded, lazy=True)


def show(topic: Topic, state: State) -> None:
    """The plane, or beside it that of the rescaled network; and the losses along a line."""
    setting = state.part(Plane)
    looks = state.look == IN_SPACE, float(state.camera_angle)
    result = jobs.result(
        "landscape.plane",
        planes,
        setting,
        draw=lambda seen: _draw(seen.surfaces, *looks),
        at_once=setting.network != OWN and subject.is_fast(setting.network),
        gives_up=True,
    )
    if result is None:
        return
    frame.sentence(plane_sentence(setting, result))
    _draw(result.surfaces, *looks)
    frame.picture(_slices(result), "landscape.slices", "The losses along one direction")
    st.caption(plane_caption(setting, result))


def _draw(surfaces: tuple[Surface, ...], in_space: bool, angle: float) -> None:
    if len(surfaces) == 1:
        frame.main_picture(_view(surfaces[0], in_space, angle, NAMES[0]), "landscape.plane", ALT)
        return
    columns = st.columns(2, gap="small")
    for column, surface, name in zip(columns, surfaces, NAMES, strict=True):
        figure, key = _view(surface, in_space, angle, name, narrow=True), f"landscape.{name}"
        with column, frame.stays(f"half.{key}", figure.height):
            frame.picture(figure, key, f"{ALT}: {name.lower()}", height="stretch")


@lru_cache(maxsize=32)
def _view(
    surface: Surface, in_space: bool, angle: float, name: str, narrow: bool = False
) -> Figure:
    return plane_figure(surface, in_space, angle, name, narrow)


@lru_cache(maxsize=16)
def _slices(result: Planes) -> Figure:
    return slices_figure(result.surfaces)
