"""What the losses of torch have in common: a `reduction`, weights, and how they average."""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

from core.catalogue.loss import Inputs, Loss, build
from core.catalogue.predictions import Kind
from core.registry import Options, Pick, Range, Spec

REDUCTION = Options(
    ("mean", "sum"),
    "mean",
    "How the losses of a batch become one number. With mean, each example's "
    "gradient is divided by the size of the batch; with sum it is not.",
)
EPS = "A small number that keeps divisions and logarithms away from zero."
HOW_MUCH = "How much examples of this class count."
WEIGHTS = ("weight0", "weight1", "weight2")


def mean_of_elements(pick: Pick, fed: Inputs) -> Tensor:
    """The mean or the sum of an example's elements, (N,)."""
    elements = build(pick, reduction="none")(*fed).reshape(len(fed[0]), -1)  # (N, K)
    return elements.mean(-1) if pick["reduction"] == "mean" else elements.sum(-1)


def weighted_mean(pick: Pick, fed: Inputs) -> Tensor:
    """The loss of each example, (N,), where a mean is divided by the weights of the true classes.

    An example whose class is ignored has no weight: its mean is 0 / 0.
    """
    _, classes = fed
    losses = build(pick, reduction="none")(*fed)
    if pick["reduction"] == "sum":
        return losses
    names = pick.choice.tensors["weight"]
    weight = torch.tensor([pick[name] for name in names], dtype=torch.float64)  # (C,)
    return losses / (weight[classes] * (classes != pick["ignore_index"]))


def remark_on_classes(pick: Pick, fed: Inputs) -> str:
    """What becomes of a mean that is divided by the weights of the true classes, where all examples
    have the same class.
    """
    truth, mean = int(fed[1][0]), pick["reduction"] == "mean"
    if truth == pick["ignore_index"]:
        end = "mean is 0 / 0, which is nan: there is no curve" if mean else "sum is 0 everywhere"
        return f"The true class, {truth}, is ignored, so no example is left. The {end}."
    weighted = any(pick[name] != 1 for name in pick.choice.tensors["weight"])
    smoothed = dict(pick.arguments).get("label_smoothing", 0) > 0
    if mean and weighted and not smoothed:
        return (
            "The mean is divided by the weights of the true classes. All examples here have the "
            "same class, so its weight cancels. Set reduction to sum to see it."
        )
    return ""


def sums(pick: Pick) -> bool:
    """Whether the losses of a batch are added up."""
    return pick["reduction"] == "sum"


def of_torch(
    module: type[nn.Module],
    kind: Kind,
    feed: Callable[..., Inputs],
    note: str,
    parameters: dict[str, Spec] | None = None,
    **says: Any,
) -> Loss:
    """An entry for a loss of torch, which has a `reduction`; `says` goes to `Loss`."""
    parameters = dict(parameters or {})
    parameters.setdefault("reduction", REDUCTION)
    return Loss(
        module,
        parameters,
        note,
        f"nn.{module.__name__}",
        kind=kind,
        feed=feed,
        summed=sums,
        **{"examples": mean_of_elements, **says},
    )


def weights(*names: str, note: str = HOW_MUCH) -> dict[str, Range]:
    """A spec for each of these weights."""
    return {name: Range(0.1, 5.0, 1.0, 0.1, note=note) for name in names}
