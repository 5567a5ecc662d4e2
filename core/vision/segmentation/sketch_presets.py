"""Drawings that are worth segmenting."""

from core.registry import Preset
from core.vision.segmentation.state import DRAWING, State

OF_SKETCHES = (
    Preset(
        "Closed or open",
        "The network fills the circle, because its line is closed, and leaves the stroke alone. "
        "Whether a circle with a gap counts depends on the gap: draw one, and close it slowly.",
        State(view=DRAWING),
        question="A circle, an arc and a stroke. What does the network take for a shape?",
        answers=("The circle, not the stroke", "The stroke, not the circle", "Both"),
        right="The circle, not the stroke",
    ),
    Preset(
        "Dark on bright",
        "It makes no difference: the training had shapes that are darker than what is behind them, "
        "as many as brighter ones.",
        State(view=DRAWING, dark=True),
        question="The same drawing with a dark line. Is the circle still found?",
        answers=("Yes", "No"),
        right="Yes",
    ),
)
