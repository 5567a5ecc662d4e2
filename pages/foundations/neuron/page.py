"""The neuron page: one neuron, how it learns, and layers of neurons."""

from functools import partial

from core.foundations.neuron.intuition import INTUITION
from core.foundations.neuron.state import BY_HAND, ONE, SCALE, VIEWS, State
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
    frame.sections(TOPIC, {**NERVE, **SECTIONS} if state.view in OF_ONE else SECTIONS, state)
    return state


def intuition(state: State) -> None:
    """What the view is about; where that tells how large networks are, once it has been guessed."""
    waits = state.view == SCALE and predict.is_waiting(TOPIC)
    frame.prose(TOPIC, predict.LATER if waits else INTUITION[state.view])


NERVE = {"Nerve cell": biology.show}
"""What stands before them where the view is about one neuron."""

OF_ONE = (ONE, BY_HAND)

SECTIONS = {
    "Intuition": intuition,
    "Code": lambda state: frame.code(TOPIC, TOPIC.script(state)),
}

put_at = partial(address.apply, TOPIC, without_widget=layer.TRACED)
frame.page(TOPIC, body, predict.keeping(TOPIC, put_at))
