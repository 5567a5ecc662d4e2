"""The page of transfer learning: a network that has learned from photographs learns new classes."""

from collections.abc import Callable
from functools import partial

from core.topics import TOPICS
from core.vision.transfer.state import CLASSES, VIEWS, WAYS, State
from core.vision.transfer.words import INTUITION
from pages.ui import address, frame, widgets
from pages.vision.transfer import batch_norm, choosing, classes, features, head, picture, ways

TOPIC = TOPICS["transfer"]
MODULES = dict(zip(VIEWS, (head, picture, features, classes, ways, batch_norm), strict=True))


def body(layout: frame.Layout) -> State:
    """The picture, its controls and its sections."""
    choosing.follow(TOPIC)
    with layout.top:
        view = widgets.views(TOPIC, "view", "View")
    with layout.controls:
        state = State(view=view, **choosing.held(TOPIC), **MODULES[view].choose(TOPIC))
    with layout.picture:
        if choosing.is_ready(state, needs_network=view not in (CLASSES, WAYS)):
            with frame.reader_mistakes():
                MODULES[view].show(TOPIC, state)
    frame.sections(TOPIC, sections(state), state)
    return state


def sections(state: State) -> dict[str, Callable[[State], None]]:
    """What stands under the picture of a view."""
    return {
        "Intuition": lambda state: frame.prose(TOPIC, INTUITION[state.view]),
        **({"Your data sets": partial(classes.own, TOPIC)} if state.view == CLASSES else {}),
        "Code": lambda state: frame.code(TOPIC, TOPIC.script(state)),
    }


frame.page(TOPIC, body, partial(address.apply, TOPIC, without_widget=choosing.HELD))
