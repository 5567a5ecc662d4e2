"""Pairs of networks that are worth seeing."""

from core.networks.landscape.between import SEED
from core.networks.landscape.state import BETWEEN, State
from core.registry import Preset

OF_PAIRS = (
    Preset(
        "A network and itself, shuffled",
        "The copy has the same hidden units in another order, so it computes the same. Yet half "
        "way between the two the loss is over three times as high. Once the units are matched, "
        "the loss is the same all along the line.",
        State(view=BETWEEN),
        question="Two networks compute exactly the same. Is the network with the mean of their "
        "weights as good?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "Two seeds",
        "Two trainings end at different weights, with a barrier between them. Matching the units "
        "takes away over 90 % of it: much of the difference was only the order of the units.",
        State(view=BETWEEN, other=SEED),
        question="Two trainings from different seeds. How much of the barrier between them is "
        "only the order of their units?",
        answers=("Nothing", "About half", "Most of it"),
        right="Most of it",
    ),
    Preset(
        "Few units",
        "With 16 hidden units the barrier is higher, and matching leaves over a tenth of it: "
        "among fewer units it is harder to find good partners.",
        State(view=BETWEEN, other=SEED, width=16),
        question="The same with half as many hidden units: how high is the barrier?",
        answers=("A higher barrier", "A lower barrier"),
        right="A higher barrier",
    ),
)
