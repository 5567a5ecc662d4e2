"""Settings that depend on one another: layers, units and classes are those of one network.

Such a setting is held in the session and not by its widget, which comes and goes with the views.
"""

from typing import Any

import streamlit as st

from core.models.imagenet import PRETRAINED
from core.registry import Options, Range, Spec
from core.topics import TOPICS
from core.vision.feature_maps import capture, subjects
from core.vision.feature_maps.capture import AUTOMATIC, TEST_PICTURE, anatomy
from core.vision.feature_maps.state import State
from pages.ui import address, inputs, widgets

TOPIC = TOPICS["feature_maps"]
OWN = ("off", "layer", "unit", "target", "label")
HELD = (*inputs.HELD, *OWN)
"""Settings that no widget holds."""

SOURCE = "feature_maps.own_source"
"""In the session: the kind of picture of the last run's network."""

AUTOMATIC_NOTE = (
    f"{AUTOMATIC}: the last layer whose maps are at least {capture.LEAST_SIDE} × "
    f"{capture.LEAST_SIDE} cells, enough to tell where something is."
)


def key(name: str) -> str:
    """The key of a setting in the session and in the address."""
    return address.key(TOPIC, name)


def widget(name: str, label: str) -> Any:
    """The widget of a setting that depends on no other."""
    return widgets.widget(TOPIC, name, label)


def dependent(name: str, spec: Spec, label: str) -> Any:
    """The widget of a setting whose choices depend on what else is chosen; a value that is not
    among them gives way to the default.
    """
    try:
        value = spec.check(name, address.held(TOPIC, name))
    except ValueError:
        value = spec.default
    address.keep(TOPIC, name, value)
    widget_key = f"{key(name)}.widget"
    st.session_state[widget_key] = value
    widgets.of_spec(widget_key, spec, label, on_change=_hold, args=(name,))
    return value


def _hold(name: str) -> None:
    address.keep(TOPIC, name, st.session_state[f"{key(name)}.widget"])


def network() -> str:
    """The widget for the network."""
    spec = Options(subjects.names(), State().network)
    name = widgets.of_spec(
        key("network"), spec, "Network", bind="query-params", on_change=change_network
    )
    st.session_state[SOURCE] = _own_source(name)
    return name


def change_network() -> None:
    """After another network is chosen: its layers, units and classes, and its kind of picture if
    that is another.
    """
    for name, spec in State.specs():
        if name in OWN:
            address.keep(TOPIC, name, spec.default)
    source = _own_source(st.session_state[key("network")])
    if source != st.session_state.get(SOURCE, source):
        st.session_state[key("source")] = source


def _own_source(name: str) -> str:
    return subjects.subject(name, "random").own_source


def use(name: str) -> None:
    """Looks into a network that was just trained."""
    st.session_state[key("network")] = name
    st.session_state[key("weights")] = "trained"
    change_network()


def picture(network: str) -> dict[str, Any]:
    """The widgets for the picture; the settings by name."""
    subject = subjects.subject(network, "random")
    sources = tuple(
        source for source in capture.SOURCES if source != TEST_PICTURE or subject.has_own_pictures
    )
    chosen = inputs.picker(TOPIC, "Input picture", sources=sources)
    if chosen["source"] == TEST_PICTURE:
        chosen["label"] = dependent("label", Options(subject.classes, subject.classes[0]), "Class")
        chosen["number"] = widget("number", "Number")
    return chosen


def held() -> dict[str, Any]:
    """The settings that no widget holds, by name."""
    return address.remember(TOPIC, *OWN)


def layer(state: State, label: str = "Layer") -> dict[str, Any]:
    """The widget for a layer of the network."""
    names = anatomy(state.network, state.weights).weighted()
    spec = Options((AUTOMATIC, *names), AUTOMATIC, AUTOMATIC_NOTE)
    return {"layer": dependent("layer", spec, label)}


def layer_and_unit(state: State) -> dict[str, Any]:
    """The widgets for a layer and one of its units."""
    chosen = layer(state)
    run = anatomy(state.network, state.weights)
    output = run.end(capture.layer_name(state.replace(**chosen), run)).output
    label = "Channel" if output.ndim == 4 else "Neuron"
    return chosen | {"unit": dependent("unit", Range(0, output.shape[1] - 1, 0, 1), label)}


def is_trained_here(name: str) -> bool:
    """Whether a network was trained by the app, so that there is a script of its training."""
    return name not in PRETRAINED
