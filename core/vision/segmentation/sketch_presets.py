"""Drawings that are worth segmenting."""

from core.data.handwriting.strokes import encode
from core.registry import Preset
from core.vision.segmentation.sketch import LARGE
from core.vision.segmentation.state import DRAWING, State

OF_SKETCHES = (
    Preset(
        "Closed or open",
        "It leaves the stroke alone and fills both circles, though a fifth of the second one’s "
        "line is missing. How large may a gap be? Draw circles with larger ones.",
        State(view=DRAWING),
        question="A circle, a circle with a gap, and a stroke. What does the network take for "
        "shapes?",
        answers=("The closed circle", "Both circles", "All three"),
        right="Both circles",
    ),
    Preset(
        "Dark on bright",
        "It makes no difference: the training had shapes that are darker than what is behind them, "
        "as many as brighter ones.",
        State(view=DRAWING, dark=True),
        question="The same drawing with a dark line. Are the circles still found?",
        answers=("Yes", "No"),
        right="Yes",
    ),
    Preset(
        "Twice as large",
        "It finds nothing. The shapes that it learned from were at most about a quarter of the "
        "picture wide, so it never had to see that a line so far around is closed. What a network "
        "has not been shown it need not know.",
        State(view=DRAWING, strokes=encode(LARGE)),
        question="A single closed circle, twice as large as the first. Does the network fill it?",
        answers=("Yes", "No"),
        right="No",
    ),
)
