"""Ways to double a picture that are worth comparing."""

from core.registry import Preset
from core.vision.segmentation.doubling import DRAWN, TRAINED
from core.vision.segmentation.state import CHECKERBOARD, State

OF_DOUBLINGS = (
    Preset(
        "One, two, four",
        "A kernel of 3 cannot be divided by a stride of 2: some pixels get one part, some two, "
        "some four. With kernels of 2 and 4 every pixel gets as many parts as the next.",
        State(view=CHECKERBOARD),
        question="A picture of ones is doubled by an up-convolution with stride 2 whose weights "
        "are all 1. With which kernels is the result even?",
        answers=("2 × 2 alone", "2 × 2 and 4 × 4", "All of them"),
        right="2 × 2 and 4 × 4",
    ),
    Preset(
        "It multiplies",
        "Each layer puts its pattern over that of the layer before, at another scale. What was "
        "1 to 4 is 1 to 25 after three layers.",
        State(view=CHECKERBOARD, layers=3),
        question="Three such layers, one after the other. Does the pattern of 3 × 3 average out?",
        answers=("It fades", "It stays", "It grows"),
        right="It grows",
    ),
    Preset(
        "Even is not smooth",
        "With weights that differ, each of the four pixels that one pixel becomes has a weight or "
        "a sum of its own, so the pattern repeats at every second pixel. Only after resizing does "
        "one kernel serve all pixels.",
        State(view=CHECKERBOARD, weights=DRAWN),
        question="And with weights that are drawn at random, as at the start of a training: which "
        "of the four is still even?",
        answers=("Up-conv 2 × 2", "Up-conv 4 × 4", "Resize + conv", "None"),
        right="Resize + conv",
    ),
    Preset(
        "In a trained network",
        "Its kernels are 2 × 2, which is even if all weights are equal. It learned weights that "
        "are not, so what is the same everywhere comes out with a pattern of two pixels, in every "
        "map that is shown. The convolutions behind it clear that away: the mask has no pattern.",
        State(view=CHECKERBOARD, doubled=TRAINED),
        question="The trained network doubles by kernels of 2 × 2. It gets maps that are the same "
        "everywhere. Is what comes out even?",
        answers=("Yes", "No"),
        right="No",
    ),
)
