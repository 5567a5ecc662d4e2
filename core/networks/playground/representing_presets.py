"""The guide's steps of the view "Representation"."""

from core.catalogue.optimizers import TRAINING_OPTIMIZERS
from core.networks.playground.state import REPRESENTATION, State
from core.playground.features import FEATURES
from core.registry import Preset

REPRESENTING_PRESETS = (
    Preset(
        "A sheet that is bent",
        "The network bends the plane like a sheet of rubber until disc and ring lie apart. A "
        "linear probe is right on 47 % of the test points themselves, and on 99.6 % of what layer "
        "2 makes of them. Press Play to see it happen.",
        State(view=REPRESENTATION),
        question="No line separates a disc from its ring. Can a line separate what the two "
        "neurons of layer 2 make of them?",
        answers=("Yes", "No"),
        right="Yes",
    ),
    Preset(
        "The spiral comes apart",
        "After layer 1 the arms are still wound around each other: the probe is right on 58 % of "
        "the test points. After layer 2 it is right on 97 %. The second layer bends what the first "
        "has bent.",
        State(
            view=REPRESENTATION,
            data="Spiral",
            hidden="8, 8",
            activation="ReLU",
            optimizer=TRAINING_OPTIMIZERS.pick("Adam", lr=0.02),
            loss="Cross-entropy",
            course="120",
        ),
        question="After which layer can a line separate the two arms of the spiral?",
        answers=("Layer 1", "Layer 2", "Neither"),
        right="Layer 2",
    ),
    Preset(
        "Good features, no layer",
        "x² and y² move the ring outward and leave the disc in the corner. A line separates them, "
        "so the network needs no hidden layer.",
        State(
            view=REPRESENTATION,
            hidden="",
            features=tuple(map(FEATURES.pick, ("x²", "y²"))),
            depth=1.0,
        ),
        question="The network is given x² and y², and has no hidden layer. Where do disc and ring "
        "come apart?",
        answers=("In the features", "In the output only"),
        right="In the features",
    ),
    Preset(
        "Random weights",
        "Nothing is trained here, and yet the probe is right on every point of layer 1: sixteen "
        "random bends are enough for a circle. Only the output layer knows nothing yet.",
        State(view=REPRESENTATION, hidden="16", activation="ReLU", course="0", depth=1.0),
        question="The 16 neurons have random weights. Does a linear probe do better on them than "
        "on the points?",
        answers=("Yes", "No"),
        right="Yes",
    ),
    Preset(
        "Eight untrained layers",
        "Each random layer loses a little. The probe is right on 98 % of the test points after "
        "layer 1, and on 64 % after layer 8, where all points lie nearly on a line.",
        State(
            view=REPRESENTATION,
            hidden="8, 8, 8, 8, 8, 8, 8, 8",
            activation="ReLU",
            course="0",
            depth=8.0,
        ),
        question="Eight layers with random weights: what happens to the probe from layer to layer?",
        answers=("It gets better", "It stays the same", "It gets worse"),
        right="It gets worse",
    ),
)
