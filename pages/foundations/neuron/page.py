"""The neuron page: one neuron, how it learns, and layers of neurons."""

from functools import partial

from core.foundations.neuron.intuition import INTUITION
from core.foundations.neuron.state import VIEWS, State
from core.topics import TOPICS
from pages.foundations.neuron import (
    biology,
    by_hand,
    hidden,
    layer,
    network,
    rules,
    scale,
    single,
)
from pages.ui import address, frame, predict, widgets

TOPIC = TOPICS["neuron"]
MODULES = dict(zip(VIEWS, (single, by_hand, rules, hidden, layer, network, scale), strict=True))


def body(layout: frame.Layout) -> State:
    """The picture, its controls and its sections."""
    with layout.top:
        view = widgets.views(TOPIC, "view", "View")
        predicting = predict.switch(TOPIC)
    with layout.controls:
        state = State(view=view, predict=predicting, **MODULES[view].choose(TOPIC))
    with layout.picture, frame.reader_mistakes():
        MODULES[view].show(TOPIC, state)
    frame.sections(TOPIC, SECTIONS, state)
    return state


SECTIONS = {
    "Nerve cell": biology.show,
    "Intuition": lambda state: frame.prose(TOPIC, INTUITION[state.view]),
    "Code": lambda state: frame.code(TOPIC, TOPIC.script(state)),
}

put_at = partial(address.apply, TOPIC, without_widget=layer.TRACED)
frame.page(TOPIC, body, predict.keeping(TOPIC, put_at))
