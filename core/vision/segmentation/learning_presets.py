"""Trainings of U-Nets that are worth starting."""

from core.registry import Preset
from core.vision.segmentation.learning import ONE_PICTURE
from core.vision.segmentation.state import TRAIN, State

OF_TRAININGS = (
    Preset(
        "Half a minute",
        "Press Train. The network has 121,042 parameters, a 256th of the paper’s, and sees 400 "
        "pictures. Watch the masks of five others: the blots come first, the edges last.",
        State(view=TRAIN),
        question="Can a small U-Net learn within a minute which pixels belong to a shape?",
    ),
    Preset(
        "Can it overfit one picture?",
        "Press Train. Forty steps on one picture, and its Dice is nearly 1. That says nothing of "
        "other pictures, but it says that masks, loss and learning rate are in order.",
        State(view=TRAIN, **ONE_PICTURE),
        question="Masks stay black, or training does nothing. What do you try first?",
        answers=("More pictures", "A single picture", "A larger network"),
        right="A single picture",
    ),
    Preset(
        "Without skips",
        "Press Train, and compare with the training before. All three skips are cut, and the "
        "network has as many parameters as before: what comes from below is taken twice. Its "
        "masks stay blurred at the edges and lose the thin parts.",
        State(view=TRAIN, cut=("1", "2", "3")),
        question="The same network, but every skip is cut. Has it fewer parameters?",
        answers=("Yes", "No, as many"),
        right="No, as many",
    ),
    Preset(
        "Eleven classes",
        "Press Train. Several digits lie in one picture, and each has a class of its own: a score "
        "for each of eleven classes in every pixel. First it finds where ink is, and only then "
        "which digit.",
        State(view=TRAIN, scenes="Digits", pictures=1000, epochs=7),
        question="Ten digits and the background. How many scores does each pixel get?",
        answers=("1", "2", "11"),
        right="11",
    ),
)
