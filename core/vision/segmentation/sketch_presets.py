"""Drawings that are worth segmenting."""

from core.data.handwriting.strokes import encode
from core.registry import Preset
from core.vision.segmentation.sketch import LARGE
from core.vision.segmentation.state import PICTURE, State

OF_SKETCHES = (
    Preset(
        "Closed or open",
        "It leaves the stroke alone and fills both circles, though a fifth of the second one’s "
        "line is missing. How large may a gap be? Draw circles with larger ones.",
        State(view=PICTURE),
        question="A circle, a circle with a gap, and a stroke. What does the network take for "
        "shapes?",
        answers=("The closed circle", "Both circles", "All three"),
        right="Both circles",
    ),
    Preset(
        "Dark on bright",
        "It makes no difference: the training had shapes that are darker than what is behind them, "
        "as many as brighter ones.",
        State(view=PICTURE, dark=True),
        question="The same drawing with a dark line. Are the circles still found?",
        answers=("Yes", "No"),
        right="Yes",
    ),
    Preset(
        "Twice as large",
        "It finds nothing. The shapes that it learned from were at most about a quarter of the "
        "picture wide, so it never had to see that a line so far around is closed. What a network "
        "has not been shown it need not know.",
        State(view=PICTURE, strokes=encode(LARGE)),
        question="A single closed circle, twice as large as the first. Does the network fill it?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "A picture of other things",
        "It takes the sun and a sail for shapes: bright, small and with an edge all around. The "
        "lighthouse is cut into stripes, and most of it is background. The network has seen flat "
        "shapes over a texture and nothing else, but it answers for every pixel of any picture. "
        "Upload one of yours.",
        State(view=PICTURE, source="picture"),
        question="The network has never seen a sea, a sky or a lighthouse. What does it take for a "
        "shape?",
        answers=("The sun", "The lighthouse", "Nothing"),
        right="The sun",
    ),
)
