"""The landscape page: what the loss of a network looks like around its weights."""

from functools import partial

from core.networks.landscape.intuition import intuition
from core.networks.landscape.state import VIEWS, State
from core.topics import TOPICS
from pages.networks.landscape import between, curvature, edge, path, plane
from pages.ui import address, frame, widgets

TOPIC = TOPICS["landscape"]
MODULES = dict(zip(VIEWS, (plane, path, edge, curvature, between), strict=True))


def body(layout: frame.Layout) -> State:
    """The picture, its controls and its sections."""
    with layout.top:
        view = widgets.views(TOPIC, "view", "View")
    with layout.controls:
        state = State(view=view, **MODULES[view].choose(TOPIC))
    with layout.picture, frame.reader_mistakes():
        MODULES[view].show(TOPIC, state)
    frame.sections(TOPIC, SECTIONS, state)
    return state


SECTIONS = {
    "Intuition": lambda state: frame.prose(TOPIC, intuition(state)),
    "Code": lambda state: frame.code(TOPIC, TOPIC.script(state)),
}

frame.page(TOPIC, body, partial(address.apply, TOPIC))
