"""The losses page: losses over each other, as surfaces over two parameters, beside an outlier, and
of classes.
"""

from core.functions.losses.state import CLASSIFICATION, CURVES, OUTLIER, SURFACE, State
from core.topics import TOPICS
from pages.functions.losses import classification, curves, outlier, sections, surface
from pages.ui import frame, widgets

TOPIC = TOPICS["losses"]
MODULES = {
    CURVES: curves,
    SURFACE: surface,
    OUTLIER: outlier,
    CLASSIFICATION: classification,
}


def choose() -> State:
    """The controls at the right of the picture, and the state they are at; those of the other views
    keep theirs.
    """
    view = widgets.views(TOPIC, "view", "View")
    return State(view=view, **MODULES[view].choose(TOPIC))


frame.head(TOPIC)
picture, side = frame.columns()
with side:
    state = choose()
with picture:
    MODULES[state.view].show(TOPIC, state)
frame.presets(TOPIC, surface.POINTS)
frame.sections(
    TOPIC,
    {
        "Which loss?": sections.show_choice,
        "All losses": sections.show_all,
        "Worked examples": sections.show_examples,
        "Code": lambda state: frame.code(TOPIC, TOPIC.content.write_script(state)),
        "Link": lambda state: frame.link(TOPIC, state),
    },
    state,
)
