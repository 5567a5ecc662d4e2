"""Losses of one prediction: value and gradient while the prediction moves and the truth stays."""

from dataclasses import dataclass, make_dataclass
from functools import lru_cache
from typing import Any

import torch
from torch import Tensor

from core.catalogue.loss import build, inputs
from core.catalogue.losses import LOSSES, of_kind
from core.catalogue.predictions import KINDS, TRUTH, Z0, Z1, Z2, Kind, quantities
from core.registry import ChooseSeveral, Config, Options, Pick, Range, setting

POINTS = 481  # of a curve; every hundredth or fortieth is a round number, where kinks are

BATCH = Range(
    1,
    32,
    1,
    1,
    note="The batch holds this many equal examples, and the gradient is that of one of them. It "
    "shows what reduction does.",
)


@dataclass(frozen=True)
class Scores(Config):
    """Three scores, also called logits, and the true class."""

    z0: float = setting(Z0.spec)
    z1: float = setting(Z1.spec)
    z2: float = setting(Z2.spec)
    truth: int = setting(TRUTH.spec)

    @property
    def logits(self) -> tuple[float, float, float]:
        return self.z0, self.z1, self.z2


def _losses(kind: Kind) -> ChooseSeveral:
    """The setting for the losses of a kind."""
    first = tuple(LOSSES.pick(name, **arguments) for name, arguments in kind.first.items())
    return ChooseSeveral(of_kind(kind), first, least=0)


SPECS = {
    "kind": Options(tuple(KINDS), next(iter(KINDS))),
    **{kind.name: _losses(kind) for kind in KINDS.values()},
    **{quantity.setting: quantity.spec for quantity in quantities()},
    "batch": BATCH,
}

Curves = make_dataclass(
    "Curves",
    [(name, Any, setting(spec)) for name, spec in SPECS.items()],
    bases=(Scores,),
    frozen=True,
    namespace={
        "__doc__": "What a reader can set to compare losses: the kind of prediction and the batch, "
        "and for each kind its losses, its prediction and what else it is fed with.",
        "__module__": __name__,
    },
)


def kind_of(curves: Curves) -> Kind:
    """The kind of prediction that is looked at."""
    return KINDS[curves.kind]


def chosen(curves: Curves) -> tuple[Pick, ...]:
    """The losses that are compared."""
    return getattr(curves, kind_of(curves).name)


def prediction(curves: Curves) -> float:
    """The prediction that is looked at."""
    return getattr(curves, kind_of(curves).prediction.setting)


def fed_with(curves: Curves) -> dict[str, float]:
    """The target, and what else the losses of this kind are fed with, by name."""
    return {
        name: quantity.number(getattr(curves, quantity.setting))
        for name, quantity in kind_of(curves).feeds.items()
    }


def remarks(curves: Curves) -> list[tuple[str, str]]:
    """What a reader has to know of the numbers: for each loss of which something is to be said its
    name, and the sentences.
    """
    x = torch.tensor([prediction(curves)], dtype=torch.float64)
    said = [
        (pick.name, pick.choice.remark(pick, inputs(pick, x, **fed_with(curves))))
        for pick in chosen(curves)
    ]
    return [(name, sentences) for name, sentences in said if sentences]


def target_on_axis(curves: Curves) -> float | None:
    """Where the target stands among the predictions; None for a kind whose target is none."""
    return fed_with(curves)["target"] if kind_of(curves).target_on_axis else None


@dataclass(frozen=True, eq=False)
class Curve:
    """A loss over the prediction: x, values and slopes, all (N,) float64."""

    x: Tensor
    values: Tensor
    slopes: Tensor


def curve(pick: Pick, x: Tensor, batch: int = 1, **values: float) -> Curve:
    """A loss at each x (N,), and by autograd its slope there: what torch takes at a kink, and nan
    where it has none.

    Each x is an example of its own, in a batch of `batch` equal ones, and the slope is by the
    prediction of one of them. `values` is what else the loss is fed with.
    """
    x = x.detach().double()
    if pick.choice.examples is None:
        return _called_on_each(pick, x, batch, values)
    leaf = x.clone().requires_grad_()
    losses = pick.choice.examples(pick, inputs(pick, leaf, **values))  # (N,)
    (slopes,) = torch.autograd.grad(losses.sum(), leaf)
    if pick.choice.summed(pick):
        return Curve(x, losses.detach() * batch, slopes)
    return Curve(x, losses.detach(), slopes / batch)


def _called_on_each(pick: Pick, x: Tensor, batch: int, values: dict[str, float]) -> Curve:
    """The same for a loss that says nothing of how it averages: a call for each x."""
    examples = x[:, None].repeat(1, batch).requires_grad_()  # (N, batch)
    module = build(pick)
    losses = torch.stack([module(*inputs(pick, row, **values)) for row in examples])
    (slopes,) = torch.autograd.grad(losses.sum(), examples)
    return Curve(x, losses.detach(), slopes[:, 0])


@lru_cache(maxsize=64)
def _over(pick: Pick, ends: tuple[float, float], count: int, batch: int, values: tuple) -> Curve:
    x = torch.linspace(*ends, count, dtype=torch.float32).double()
    return curve(pick, x, batch, **dict(values))


def graphs(curves: Curves) -> list[Curve]:
    """The chosen losses over the span of the picture."""
    values = tuple(fed_with(curves).items())
    span = kind_of(curves).span
    return [_over(pick, span, POINTS, curves.batch, values) for pick in chosen(curves)]


@lru_cache(maxsize=256)
def _at(pick: Pick, x: float, batch: int, values: tuple) -> Curve:
    return curve(pick, torch.tensor([x], dtype=torch.float64), batch, **dict(values))


def at_prediction(curves: Curves) -> list[Curve]:
    """The chosen losses at the one prediction, N = 1."""
    x, values = prediction(curves), tuple(fed_with(curves).items())
    return [_at(pick, x, curves.batch, values) for pick in chosen(curves)]
