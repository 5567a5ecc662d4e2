"""Answers and losses that are worth weighing."""

from core.registry import Preset
from core.vision.segmentation.losses import LOSSES as BY_NAME
from core.vision.segmentation.state import LOSSES, State
from core.vision.segmentation.weighing import BACKGROUND, RIGHT, SHIFTED, UNDECIDED

OF_LOSSES = (
    Preset(
        "Black, and mostly right",
        "Some nine of ten pixels of these pictures are background, so a mask that finds nothing is "
        "right about most of them. Its Dice is 0. Many first trainings end like this: the "
        "loss is low, the accuracy high, and the mask empty.",
        State(view=LOSSES, loss=BY_NAME.pick("Cross-entropy")),
        question="A mask that is all background, for a picture with a few shapes. How good is it?",
        answers=("Few pixels right", "Half of them right", "Most of them right, Dice 0"),
        right="Most of them right, Dice 0",
    ),
    Preset(
        "The majority pushes",
        "Before a network knows anything, each pixel pushes equally hard. There are far more "
        "pixels of background, so their push decides: the first thing that is learned is to say "
        "background everywhere.",
        State(view=LOSSES, loss=BY_NAME.pick("Cross-entropy"), answer=UNDECIDED),
        question="An undecided answer, 0.5 in every pixel, and cross-entropy. Whose pixels push "
        "harder altogether?",
        answers=("Those of shapes", "Those of background", "Both equally"),
        right="Those of background",
    ),
    Preset(
        "A weight for the few",
        "A pixel of a shape counts ten times now: the shapes have a larger share of the gradient "
        "by far. The price: wherever the network is in doubt it says shape, so it finds too much.",
        State(
            view=LOSSES, loss=BY_NAME.pick("Weighted cross-entropy", weight=10.0), answer=UNDECIDED
        ),
        question="Now each pixel of a shape counts ten times. Do the shapes get a larger part of "
        "the gradient?",
        answers=("Yes", "No"),
        right="Yes",
    ),
    Preset(
        "Dice asks for overlap",
        "Dice compares overlap with size, so it does not matter how much background there is "
        "around: for the same undecided answer, shapes get about half of the gradient.",
        State(view=LOSSES, loss=BY_NAME.pick("Dice"), answer=UNDECIDED),
        question="The Dice loss knows no weights. What part of the gradient do the shapes get?",
        answers=("As much as of the pixels", "About half", "All"),
        right="About half",
    ),
    Preset(
        "Three pixels aside",
        "Most pixels are still right, about as many as in an empty mask. Dice is only a half: "
        "small shapes overlap little with their own shifted copies.",
        State(view=LOSSES, loss=BY_NAME.pick("Dice"), answer=SHIFTED, shift=3),
        question="The right mask, but three pixels off, down and to the right. What notices more?",
        answers=("The share of right pixels", "Dice"),
        right="Dice",
    ),
    Preset(
        "Focal: what is right keeps quiet",
        "Where the answer is right with a probability of 0.9, focal loss with γ = 2 counts it a "
        "hundred times less than cross-entropy does. So nearly all of the gradient comes from the "
        "shapes that the mask misses.",
        State(view=LOSSES, loss=BY_NAME.pick("Focal"), answer=BACKGROUND),
        question="The empty mask again, now with focal loss. Whose pixels push harder?",
        answers=("Those of shapes", "Those of background"),
        right="Those of shapes",
    ),
    Preset(
        "Right, and still a loss",
        "The mask is perfect, but its probabilities are 0.9: cross-entropy wants them at 1. Dice "
        "too: its sums run over probabilities, so here the loss is far from 0.",
        State(view=LOSSES, loss=BY_NAME.pick("Dice"), answer=RIGHT),
        question="The right mask, each pixel with a probability of 0.9. Is the Dice loss 0?",
        answers=("Yes", "No"),
        right="No",
    ),
)
