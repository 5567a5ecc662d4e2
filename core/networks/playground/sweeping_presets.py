"""The guide's steps of the view "Sweep"."""

from core.networks.playground.state import SWEEP, State
from core.networks.playground.sweeping import RATES, SEEDS, WIDTHS
from core.registry import Preset

SWEEPING_PRESETS = (
    Preset(
        "Sixteen learning rates",
        "With the smallest rates the weights have hardly moved; with the largest they jump about "
        "and the network learns nothing. The best rate lies in between, and several are nearly as "
        "good.",
        State(view=SWEEP, varied=RATES),
        question="Sixteen networks differ in their learning rate alone. Which learns best?",
        answers=("The smallest", "One in between", "The largest"),
        right="One in between",
    ),
    Preset(
        "Thirty-two seeds",
        "The same data, the same batches: only the first weights differ. Some networks are right "
        "on nearly all test points, others on fewer than 80 %.",
        State(view=SWEEP, varied=SEEDS, networks=32),
        question="32 networks differ in their first weights alone. Are they about equally good?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "From 1 to 16 neurons",
        "With one neuron per layer the boundary cannot enclose the disc. Wide networks can do it, "
        "and the same number of steps brings them to a far lower loss.",
        State(view=SWEEP, varied=WIDTHS, sweep_rate=0.03),
        question="The hidden layers get wider, from 1 to 16 neurons. What happens to the loss?",
        answers=("It falls", "It rises", "It stays"),
        right="It falls",
    ),
)
