"""The settings of the view "Representation", and the numbers that it shows."""

from dataclasses import dataclass

from core.networks.playground.representation import Representation, Stage
from core.playground.layers import MOST_LAYERS
from core.registry import Config, Options, Range, setting

DEEPEST = float(MOST_LAYERS + 2)
"""Beyond the last hidden layer come the outputs, and before the first the features and points."""


ALL, TRAINING, TEST = PARTS = ("All points", "Training points", "Test points")


@dataclass(frozen=True)
class Representing(Config):
    """How deep in the network the points are looked at.

    Args:
        depth: 0 for the points themselves, 1 for what comes next of features, hidden layers and
            outputs; with half of the way between two of these at 0.5. Beyond the last it means the
            last.
        seen: which of the points are drawn.
    """

    depth: float = setting(Range(0.0, DEEPEST, 2.0, 0.01))
    seen: str = setting(Options(PARTS, ALL, "Which points are drawn.", names=False))


def stage_at(state: Representing, shown: Representation) -> Stage:
    """The stage that is shown, or the nearest."""
    return shown.stages[min(round(state.depth), len(shown.stages) - 1)]


def representing_headline(shown: Representation) -> dict[str, float]:
    """How well a linear probe does on each stage, and how much of the variance is seen of those
    with more than two numbers, by the names under which the script prints them.
    """
    numbers: dict[str, float] = {}
    for stage in shown.stages:
        name = stage.name.lower()
        numbers[f"probe on {name}, training"] = stage.train
        numbers[f"probe on {name}, test"] = stage.test
        if stage.shares:
            numbers[f"variance shown of {name}"] = sum(stage.shares)
    return numbers
