"""Losses of one prediction: value and gradient while the prediction moves and the truth stays."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from core.catalogue.losses import KINDS, LOSSES, build, inputs, of_kind
from core.registry import ChooseSeveral, Config, Options, Pick, Range, setting

POINTS = 481  # of a curve; every hundredth or fortieth is a round number, where kinks are


@dataclass(frozen=True)
class Kind:
    """How losses of one kind are looked at.

    Args:
        losses: the field of `Curves` that holds those that were chosen.
        probe: the field that holds the prediction.
        given: by the name under which a loss is fed with it, the field that holds it.
        title: of the axis.
        span: of predictions in the picture, and `values`, `slopes`: what is seen of losses and
            gradients.
    """

    losses: str
    probe: str
    given: Mapping[str, str]
    title: str
    span: tuple[float, float]
    values: tuple[float, float]
    slopes: tuple[float, float]


SCORES = {"target": "truth", "z1": "z1", "z2": "z2"}

KIND = dict(
    zip(
        KINDS,
        (
            Kind(
                "number",
                "x",
                {"target": "y"},
                "prediction, a number",
                (-6.0, 6.0),
                (-1.0, 8.0),
                (-5.0, 5.0),
            ),
            Kind(
                "logit",
                "x",
                {"target": "t"},
                "prediction, a logit",
                (-6.0, 6.0),
                (0.0, 6.0),
                (-1.5, 1.5),
            ),
            Kind(
                "probability",
                "p",
                {"target": "t"},
                "prediction, the probability of yes",
                (0.0, 1.0),
                (0.0, 5.0),
                (-10.0, 10.0),
            ),
            Kind(
                "scores",
                "z0",
                SCORES,
                "prediction, the score z0 of class 0",
                (-8.0, 8.0),
                (0.0, 8.0),
                (-1.5, 1.5),
            ),
            Kind(
                "count",
                "x",
                {"target": "events"},
                "prediction, the logarithm of the rate",
                (-6.0, 6.0),
                (-4.0, 12.0),
                (-8.0, 8.0),
            ),
            Kind(
                "distance",
                "d",
                {"target": "alike"},
                "prediction, a distance",
                (0.0, 6.0),
                (0.0, 6.0),
                (-1.5, 1.5),
            ),
            Kind(
                "angle",
                "a",
                {"target": "alike"},
                "prediction, the angle of two vectors in radians",
                (0.0, 3.14),
                (0.0, 2.2),
                (-1.2, 1.2),
            ),
        ),
        strict=True,
    )
)


def _several(kind: str, *names: str, **arguments) -> tuple[Pick, ...]:
    """The setting for the losses of a kind; `names` are shown first, `arguments` holds those of a
    loss by its name.
    """
    picks = tuple(LOSSES.pick(name, **arguments.get(name, {})) for name in names)
    return setting(ChooseSeveral(of_kind(kind), picks))


@dataclass(frozen=True)
class Scores(Config):
    """Three scores, also called logits, and the class that is true."""

    z0: float = setting(Range(-8.0, 8.0, 2.0, 0.1))
    z1: float = setting(Range(-8.0, 8.0, 1.0, 0.1))
    z2: float = setting(Range(-8.0, 8.0, -1.0, 0.1))
    truth: int = setting(Options((0, 1, 2), 0))

    @property
    def logits(self) -> tuple[float, float, float]:
        return self.z0, self.z1, self.z2


@dataclass(frozen=True)
class Curves(Scores):
    """What a reader can set to compare losses: the kind, for each kind its losses, predictions and
    targets.
    """

    kind: str = setting(Options(KINDS, KINDS[0]))
    number: tuple[Pick, ...] = _several(KINDS[0], "MSELoss", "L1Loss", "HuberLoss")
    logit: tuple[Pick, ...] = _several(
        KINDS[1],
        "BCEWithLogitsLoss",
        "SoftMarginLoss",
        "MarginRankingLoss",
        MarginRankingLoss={"margin": 1.0},
    )
    probability: tuple[Pick, ...] = _several(
        KINDS[2], "BCELoss", "KLDivLoss", KLDivLoss={"reduction": "batchmean"}
    )
    scores: tuple[Pick, ...] = _several(KINDS[3], "CrossEntropyLoss", "MultiMarginLoss")
    count: tuple[Pick, ...] = _several(KINDS[4], "PoissonNLLLoss")
    distance: tuple[Pick, ...] = _several(KINDS[5], "HingeEmbeddingLoss", "TripletMarginLoss")
    angle: tuple[Pick, ...] = _several(KINDS[6], "CosineEmbeddingLoss")
    x: float = setting(Range(-6.0, 6.0, 3.0, 0.1))
    p: float = setting(Range(0.01, 0.99, 0.2, 0.01))
    d: float = setting(Range(0.0, 6.0, 1.5, 0.1))
    a: float = setting(Range(0.0, 3.14, 1.0, 0.02))
    y: float = setting(Range(-4.0, 4.0, 1.0, 0.1))
    t: float = setting(Range(0.0, 1.0, 1.0, 0.05, note="1 is yes, 0 is no; between, a share."))
    events: int = setting(Range(0, 6, 3, 1))
    alike: str = setting(Options(("alike", "different"), "alike"))
    batch: int = setting(
        Range(
            1,
            32,
            1,
            1,
            note="So many equal examples at once; the gradient is that of one of them"
            ". It shows what reduction does.",
        )
    )


SETTINGS = {"alike": {"alike": 1.0, "different": 0.0}}
"""Settings that are words, and the numbers that the losses are fed with."""


def chosen(curves: Curves) -> tuple[Pick, ...]:
    """The losses of the kind that is looked at."""
    return getattr(curves, KIND[curves.kind].losses)


def probe(curves: Curves) -> float:
    """The prediction that is looked at."""
    return getattr(curves, KIND[curves.kind].probe)


def given(curves: Curves) -> dict[str, float]:
    """The target, and what else the losses of this kind are fed with, by name."""
    values = {name: getattr(curves, field) for name, field in KIND[curves.kind].given.items()}
    return {name: SETTINGS["alike"].get(value, value) for name, value in values.items()}


@dataclass(frozen=True, eq=False)
class Curve:
    """A loss over the prediction: x, values and slopes, all (N,) float64."""

    x: Tensor
    values: Tensor
    slopes: Tensor


def curve(pick: Pick, x: Tensor, batch: int = 1, **given: float) -> Curve:
    """A loss at each x (N,), and by autograd its slope there; what torch takes at a kink, and nan
    where it has none.

    Each x is an example of its own, in a batch of `batch` equal ones, and the slope is by the
    prediction of one of them.
    """
    x = x.detach().double().requires_grad_()
    values = _one_by_one(pick, x, given)
    (slopes,) = torch.autograd.grad(values.sum(), x)
    if pick["reduction"] == "sum":
        return Curve(x.detach(), values.detach() * batch, slopes)
    return Curve(x.detach(), values.detach(), slopes / batch)


def _one_by_one(pick: Pick, x: Tensor, given: Mapping[str, float]) -> Tensor:
    """The loss of each example, (N,), as if it were alone in its batch."""
    fed = inputs(pick, x, **given)
    each = build(pick, reduction="none")(*fed).reshape(len(x), -1)
    if pick["reduction"] != "mean":
        return each.sum(-1)
    if "ignore_index" in dict(
        pick.arguments
    ):  # such a mean is divided by the weights, and what is ignored has none
        weights = torch.tensor(
            [value for name, value in pick.arguments if "weight" in name], dtype=torch.float64
        )
        return each[:, 0] / (weights[fed[1]] * (fed[1] != pick["ignore_index"]))
    return each.mean(-1)


@lru_cache(maxsize=64)
def _kept(pick: Pick, kind: str, points: tuple[float, ...], batch: int, given: tuple) -> Curve:
    x = (
        torch.linspace(*KIND[kind].span, POINTS)
        if not points
        else torch.tensor(points, dtype=torch.float64)
    )
    return curve(pick, x, batch, **dict(given))


def graphs(curves: Curves) -> list[Curve]:
    """The chosen losses over the span of the picture."""
    return [
        _kept(pick, curves.kind, (), curves.batch, tuple(given(curves).items()))
        for pick in chosen(curves)
    ]


def probed(curves: Curves) -> list[Curve]:
    """The chosen losses at the one prediction."""
    return [
        _kept(pick, curves.kind, (probe(curves),), curves.batch, tuple(given(curves).items()))
        for pick in chosen(curves)
    ]
