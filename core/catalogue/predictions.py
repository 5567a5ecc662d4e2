"""Kinds of prediction: what a network may predict, and how losses of it are looked at.

Losses of one kind can be compared, since the same prediction costs something in each. To add a
kind, add a `Kind` to `KINDS`: the settings of the page, its axes and its tables follow.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.registry import Options, Range


@dataclass(frozen=True)
class Quantity:
    """A number that a loss is called with, such as the target, and the setting that holds it.

    Args:
        setting: the setting's name.
        label: what the reader sees beside its control.
        spec: the values it may take.
        numbers: where these are words, the number for each.
    """

    setting: str
    label: str
    spec: Range | Options
    numbers: Mapping[str, float] = field(default_factory=dict, hash=False)

    def number(self, value: Any) -> float:
        """The number that a value of the setting stands for."""
        return self.numbers.get(value, value)


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of prediction.

    Args:
        name: a word for the setting that holds the losses that are compared.
        words: the task, as the reader sees it.
        axis: the title of the axis of predictions.
        prediction: what goes along that axis.
        feeds: what else a loss is fed with, by the name under which its feed takes it.
        first: the losses that are compared at first, by name, with their arguments.
        span: of predictions in the picture.
        values, slopes: the heights in the picture, of losses and of gradients.
        target_on_axis: whether the target is a prediction, so that it can be marked on the axis.
    """

    name: str
    words: str
    axis: str
    prediction: Quantity
    feeds: Mapping[str, Quantity]
    first: Mapping[str, Mapping[str, Any]]
    span: tuple[float, float]
    values: tuple[float, float]
    slopes: tuple[float, float]
    target_on_axis: bool = False

    def quantities(self) -> tuple[Quantity, ...]:
        """The prediction and all else that these losses are fed with, each once."""
        return tuple(
            {
                quantity.setting: quantity for quantity in (self.prediction, *self.feeds.values())
            }.values()
        )


X = Quantity("x", "Prediction", Range(-6.0, 6.0, 3.0, 0.1))
P = Quantity("p", "Prediction", Range(0.01, 0.99, 0.2, 0.01))
DISTANCE_APART = Quantity("d", "Prediction: distance", Range(0.0, 6.0, 1.5, 0.1))
ANGLE_APART = Quantity("a", "Prediction: angle", Range(0.0, 3.14, 1.0, 0.02))
Y = Quantity("y", "Target", Range(-4.0, 4.0, 1.0, 0.1))
T = Quantity(
    "t",
    "Target",
    Range(0.0, 1.0, 1.0, 0.05, note="1 is yes and 0 is no; between them, a soft target."),
)
EVENTS = Quantity("events", "Target: count", Range(0, 6, 3, 1))
ALIKE = Quantity(
    "alike",
    "Target",
    Options(("alike", "different"), "alike", labels={"alike": "Alike", "different": "Different"}),
    {"alike": 1.0, "different": 0.0},
)
Z0 = Quantity("z0", "Logit z0", Range(-8.0, 8.0, 2.0, 0.1))
Z1 = Quantity("z1", "Logit z1", Range(-8.0, 8.0, 1.0, 0.1))
Z2 = Quantity("z2", "Logit z2", Range(-8.0, 8.0, -1.0, 0.1))
TRUTH = Quantity("truth", "True class", Options((0, 1, 2), 0))

NUMBER = Kind(
    name="number",
    words="Number",
    axis="Prediction, a number",
    prediction=X,
    feeds={"target": Y},
    first={"MSELoss": {}, "L1Loss": {}, "HuberLoss": {}},
    span=(-6.0, 6.0),
    values=(-1.0, 8.0),
    slopes=(-5.0, 5.0),
    target_on_axis=True,
)
LOGIT = Kind(
    name="logit",
    words="Yes–no (logit)",
    axis="Prediction, a logit",
    prediction=X,
    feeds={"target": T},
    first={"BCEWithLogitsLoss": {}, "SoftMarginLoss": {}, "MarginRankingLoss": {"margin": 1.0}},
    span=(-6.0, 6.0),
    values=(0.0, 6.0),
    slopes=(-1.5, 1.5),
)
PROBABILITY = Kind(
    name="probability",
    words="Yes–no (probability)",
    axis="Prediction, the probability of yes",
    prediction=P,
    feeds={"target": T},
    first={"BCELoss": {}, "KLDivLoss": {"reduction": "batchmean"}},
    span=(0.0, 1.0),
    values=(0.0, 5.0),
    slopes=(-10.0, 10.0),
    target_on_axis=True,
)
SCORES = Kind(
    name="scores",
    words="One of several classes",
    axis="Prediction, the score z0 of class 0",
    prediction=Z0,
    feeds={"target": TRUTH, "z1": Z1, "z2": Z2},
    first={"CrossEntropyLoss": {}, "MultiMarginLoss": {}},
    span=(-8.0, 8.0),
    values=(0.0, 8.0),
    slopes=(-1.5, 1.5),
)
COUNT = Kind(
    name="count",
    words="Count",
    axis="Prediction, the logarithm of the rate",
    prediction=X,
    feeds={"target": EVENTS},
    first={"PoissonNLLLoss": {}},
    span=(-6.0, 6.0),
    values=(-4.0, 12.0),
    slopes=(-8.0, 8.0),
)
DISTANCE = Kind(
    name="distance",
    words="Distance",
    axis="Prediction, a distance",
    prediction=DISTANCE_APART,
    feeds={"target": ALIKE},
    first={"HingeEmbeddingLoss": {}, "TripletMarginLoss": {}},
    span=(0.0, 6.0),
    values=(0.0, 6.0),
    slopes=(-1.5, 1.5),
)
ANGLE = Kind(
    name="angle",
    words="Angle",
    axis="Prediction, the angle between two vectors in radians",
    prediction=ANGLE_APART,
    feeds={"target": ALIKE},
    first={"CosineEmbeddingLoss": {}},
    span=(0.0, 3.14),
    values=(0.0, 2.2),
    slopes=(-1.2, 1.2),
)

KINDS: dict[str, Kind] = {
    kind.words: kind for kind in (NUMBER, LOGIT, PROBABILITY, SCORES, COUNT, DISTANCE, ANGLE)
}
"""All kinds, by the words that a reader sees."""


def quantities() -> tuple[Quantity, ...]:
    """The quantities of all kinds, each once."""
    return tuple(
        {
            quantity.setting: quantity for kind in KINDS.values() for quantity in kind.quantities()
        }.values()
    )
