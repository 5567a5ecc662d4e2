"""The segmentation page: U-Net, and what it makes of a picture."""

from collections.abc import Callable

from core.topics import TOPICS
from core.vision.segmentation.intuition import intuition
from core.vision.segmentation.state import VIEWS, State
from pages.ui import frame, inputs, widgets
from pages.vision.segmentation import doubling, learning, result, shapes, sketch, weighing, zeroing

TOPIC = TOPICS["segmentation"]
MODULES = dict(
    zip(VIEWS, (shapes, result, sketch, learning, zeroing, weighing, doubling), strict=True)
)


def body(layout: frame.Layout) -> State:
    """The picture, its controls and its sections."""
    with layout.top:
        view = widgets.views(TOPIC, "view", "View")
    with layout.controls:
        state = State(view=view, **MODULES[view].choose(TOPIC))
    with layout.picture, frame.reader_mistakes():
        MODULES[view].show(TOPIC, state)
    frame.sections(TOPIC, sections(state), state)
    return state


def sections(state: State) -> dict[str, Callable[[State], None]]:
    """What stands under the picture of a view."""
    return {
        "Intuition": lambda state: frame.prose(TOPIC, intuition(state)),
        **MODULES[state.view].SECTIONS,
        "Code": lambda state: frame.code(TOPIC, TOPIC.script(state)),
    }


frame.page(TOPIC, body, inputs.put_at(TOPIC))
