"""The map of a neuron's output over its two inputs, as the component "decision" takes it."""

import base64
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from core.foundations.neuron.neuron import BIAS, REACH, STEP, SUMS, WEIGHT, Bend, Neuron
from core.plots.numbers import fixed

NUMBERS = ("w1", "w2", "b", "x1", "x2")
"""The settings that are moved in the picture."""

LIMITS = {"w1": WEIGHT, "w2": WEIGHT, "b": BIAS, "x1": REACH, "x2": REACH}
"""How far each of them goes, either way."""


def board(
    neuron: Neuron,
    bend: Bend,
    points: Sequence[tuple[float, float, int]] = (),
    taps: str = "input",
    hidden: bool = False,
) -> dict[str, Any]:
    """All that the component draws.

    Args:
        bend: of the neuron's activation.
        points: x1, x2 and the class of each, 0 or 1.
        taps: what a tap on the map does: "input" moves the input there, "point" tells of the point,
            "" nothing.
        hidden: whether the sum is not to be told while something moves.
    """
    return {
        "neuron": {name: getattr(neuron, name) for name in NUMBERS},
        "reach": REACH,
        "weight": WEIGHT,
        "bias": BIAS,
        "step": STEP,
        "curve": _packed(bend),
        "sums": SUMS,
        "middle": bend.middle,
        "scale": bend.reach,
        "ends": [fixed(bend.middle - bend.reach, 1), fixed(bend.middle + bend.reach, 1)],
        "points": [list(point) for point in points],
        "taps": taps,
        "hidden": hidden,
    }


@lru_cache(maxsize=64)
def _packed(bend: Bend) -> str:
    """The values of an activation as float32 in base64."""
    return base64.b64encode(bend.values.float().numpy().tobytes()).decode("ascii")
