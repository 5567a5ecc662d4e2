"""Pictures and masks that are worth looking at."""

from core.registry import Preset
from core.vision.segmentation.state import RESULT, State

OF_RESULTS = (
    Preset(
        "A picture that it never saw",
        "Nearly all pixels are right, and what is wrong lies along the edges. Most shapes are mere "
        "outlines, whose inside looks just like the background: only who sees that the line is "
        "closed can fill it.",
        State(view=RESULT),
        question="Most of these shapes are only outlines. Can a threshold on the grey levels find "
        "their insides?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "Only what is certain",
        "The higher the threshold, the fewer pixels count as shape: there are fewer false "
        "positives and more false negatives. Between the two Dice hardly changes, because the "
        "network is certain about most pixels.",
        State(view=RESULT, threshold=0.95),
        question="Now a pixel counts as shape only from a probability of 0.95 on. What gets fewer?",
        answers=("False positives", "False negatives"),
        right="False positives",
    ),
    Preset(
        "More noise than it knows",
        "The network was trained with little noise. With five times as much, lines break, and what "
        "is not closed is not filled. A network is only as good as the pictures that it learned "
        "from.",
        State(view=RESULT, test_noise=0.24),
        question="The same picture, with much more noise than in any picture of the training. Does "
        "the mask get worse?",
        answers=("Yes", "No"),
        right="Yes",
    ),
)
