"""The activations page: functions and their slopes, functions of a vector, and a signal in a deep
network.
"""

from functools import partial

from core.functions.activations.state import VIEWS, State
from core.topics import TOPICS
from pages.functions.activations import curves, depth, softmax
from pages.ui import address, frame, widgets

TOPIC = TOPICS["activations"]
MODULES = dict(zip(VIEWS, (curves, softmax, depth), strict=True))


def choose() -> State:
    """The controls at the right of the picture, and the state they are at; those of the other views
    keep theirs.
    """
    view = widgets.widget(TOPIC, "view", "View")
    labels = MODULES[view].LABELS
    settings = {name: widgets.widget(TOPIC, name, label) for name, label in labels.items()}
    return State(view=view, **settings)


def body(layout: frame.Layout) -> State:
    """The picture, its controls and its sections."""
    with layout.controls:
        state = choose()
    with layout.picture:
        MODULES[state.view].show(state)
    frame.sections(TOPIC, SECTIONS, state)
    return state


SECTIONS = {
    "Properties": curves.show_properties,
    "Intuition": curves.show_intuition,
    "Code": lambda state: frame.code(TOPIC, TOPIC.script(state)),
}

frame.page(TOPIC, body, partial(address.apply, TOPIC))
