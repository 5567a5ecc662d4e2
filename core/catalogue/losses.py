"""Losses: what an answer costs, by how far it is from the truth. Every loss here is torch's own
module.

To add one, add a `Loss` to `LOSSES`. It says what kind of prediction it is for and how it is fed: a
function of `core.catalogue.feeds`, or one of its own.
"""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

from core.catalogue import feeds
from core.catalogue.loss import Inputs, Loss, build
from core.catalogue.predictions import (
    ANGLE,
    COUNT,
    DISTANCE,
    LOGIT,
    NUMBER,
    PROBABILITY,
    SCORES,
    Kind,
)
from core.registry import Flag, Options, Pick, Range, Registry, Spec

NOT_OFFERED = {
    "size_average": "deprecated: use reduction",
    "reduce": "deprecated: use reduction",
}
"""Parameters of torch's losses that are no control here, with the reason."""

LEFT_OUT = {
    "NLLLoss2d": "an old name of NLLLoss",
    "LinearCrossEntropyLoss": (
        "CrossEntropyLoss together with the last layer, to save memory where there are very many "
        "classes"
    ),
    "TripletMarginWithDistanceLoss": "TripletMarginLoss with a distance function of your own",
    "CTCLoss": (
        "sums over all ways to align a short sequence with a long one (speech, handwriting): there "
        "is no single number to draw it against"
    ),
}
"""Losses of torch that are no entry here, with the reason."""

REDUCTION = Options(
    ("mean", "sum"),
    "mean",
    "How the losses of a batch become one number. With mean, each example's "
    "gradient is divided by the size of the batch; with sum it is not.",
)
EPS = "A small number that keeps divisions and logarithms away from zero."
HOW_MUCH = "How much this class counts."
WEIGHTS = ("weight0", "weight1", "weight2")


def _mean_of_elements(pick: Pick, fed: Inputs) -> Tensor:
    """The mean or the sum of an example's elements, (N,)."""
    elements = build(pick, reduction="none")(*fed).reshape(len(fed[0]), -1)  # (N, K)
    return elements.mean(-1) if pick["reduction"] == "mean" else elements.sum(-1)


def _weighted_mean(pick: Pick, fed: Inputs) -> Tensor:
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


def _sums(pick: Pick) -> bool:
    return pick["reduction"] == "sum"


def _of_torch(
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
        summed=_sums,
        **{"examples": _mean_of_elements, **says},
    )


def _weights(*names: str, note: str = HOW_MUCH) -> dict[str, Range]:
    return {name: Range(0.1, 5.0, 1.0, 0.1, note=note) for name in names}


def _gaussian(full: bool, **_: Any) -> str:
    plain = "(log(max(var, eps)) + (x - y)**2 / max(var, eps)) / 2"
    return f"{plain} + log(2 * pi) / 2" if full else plain


def _poisson(log_input: bool, full: bool, **_: Any) -> str:
    plain = "exp(x) - y * x" if log_input else "x - y * log(x + eps)"
    return f"{plain} + (y * log(y) - y + log(2 * pi * y) / 2 if y > 1 else 0)" if full else plain


def _nll(weight0: float, weight1: float, reduction: str, **_: Any) -> str:
    if reduction == "sum" and (weight0, weight1) != (1, 1):  # a mean is divided by the weights
        return "-weight[y] * log(p[y])"
    return "-log(x) if y == 1 else -log(1 - x)"


def _kl(reduction: str, **_: Any) -> str:
    summed = "y * log(y / x) + (1 - y) * log((1 - y) / (1 - x))"
    return f"({summed}) / 2" if reduction == "mean" else summed


def _cross_entropy(label_smoothing: float, reduction: str, **values: Any) -> str:
    weighted = any(values[name] != 1 for name in WEIGHTS)
    if not label_smoothing:
        plain = "log(exp(z0) + exp(z1) + exp(z2)) - z[y]"
        return f"weight[y] * ({plain})" if weighted and reduction == "sum" else plain
    if not weighted:
        return (
            "-(1 - label_smoothing) * log(p[y]) - label_smoothing * (log(p[0]) + log(p[1]) + "
            "log(p[2])) / 3"
        )
    mean = " / weight[y]" if reduction == "mean" else ""
    return (
        f"-(1 - label_smoothing) * weight[y] * log(p[y]){mean} - label_smoothing * "
        f"(weight[0] * log(p[0]) + weight[1] * log(p[1]) + weight[2] * log(p[2])) / 3{mean}"
    )


OF_NUMBERS = {
    "MSELoss": _of_torch(
        nn.MSELoss,
        NUMBER,
        feeds.prediction_and_target,
        "The square of the error.",
        formula="(x - y)**2",
        prediction="any number",
        target="the true number",
        when="The usual choice for numbers. Twice the error costs four times as much, so a few "
        "points far off (outliers) pull hard: its best constant prediction is the mean.",
    ),
    "L1Loss": _of_torch(
        nn.L1Loss,
        NUMBER,
        feeds.prediction_and_target,
        "The size of the error.",
        formula="abs(x - y)",
        prediction="any number",
        target="the true number",
        when="For data with outliers, which then pull no harder than any other point: its best "
        "constant prediction is the median. Its slope is as steep near the target as far away, so "
        "the last steps overshoot unless they get smaller.",
    ),
    "SmoothL1Loss": _of_torch(
        nn.SmoothL1Loss,
        NUMBER,
        feeds.prediction_and_target,
        "L1Loss with a round bottom as wide as beta.",
        {"beta": Range(0.0, 5.0, 1.0, 0.1, note="Half the width of the round bottom.")},
        formula="(x - y)**2 / (2 * beta) if abs(x - y) < beta else abs(x - y) - beta / 2",
        prediction="any number",
        target="the true number",
        when="In object detectors, for the corners of boxes. It is HuberLoss divided by delta.",
    ),
    "HuberLoss": _of_torch(
        nn.HuberLoss,
        NUMBER,
        feeds.prediction_and_target,
        "A square near the target, straight farther away.",
        {"delta": Range(0.1, 5.0, 1.0, 0.1, note="The error from which on the loss is straight.")},
        formula="(x - y)**2 / 2 if abs(x - y) <= delta else delta * (abs(x - y) - delta / 2)",
        prediction="any number",
        target="the true number",
        when="For numbers with outliers, and for values in reinforcement learning: it settles as "
        "softly as MSELoss, and no error pulls harder than delta.",
    ),
    "GaussianNLLLoss": _of_torch(
        nn.GaussianNLLLoss,
        NUMBER,
        feeds.with_variance,
        "How unlikely the truth is under a normal distribution with mean x.",
        {
            "full": Flag(note="Adds the constant log(2 pi) / 2."),
            "eps": Options((1e-6, 1e-3, 0.1, 1.0), 1e-6, EPS),
            "var": Range(
                0.2,
                5.0,
                1.0,
                0.1,
                note="The predicted variance: large where the network is unsure.",
            ),
        },
        inputs=("var",),
        formula=_gaussian,
        prediction="the mean; the variance is a second output",
        target="the true number",
        when="Where a network should say how sure it is: it predicts a mean and a variance.",
    ),
}

OF_LOGITS = {
    "BCEWithLogitsLoss": _of_torch(
        nn.BCEWithLogitsLoss,
        LOGIT,
        feeds.prediction_and_target,
        "Binary cross-entropy with the sigmoid built in.",
        {
            "weight": Range(0.1, 5.0, 1.0, 0.1, note="How much the example counts."),
            "pos_weight": Range(
                0.1, 5.0, 1.0, 0.1, note="How much a yes counts: above 1 where yes is rare."
            ),
        },
        tensors={"weight": ("weight",), "pos_weight": ("pos_weight",)},
        formula="weight * (pos_weight * y * log(1 + exp(-x)) + (1 - y) * log(1 + exp(x)))",
        prediction="a logit, any number: no sigmoid before it",
        target="0 or 1, or a soft target between them",
        when="For yes or no, and for several labels at once. It stays exact where a sigmoid "
        "before BCELoss is rounded to 0 or 1.",
    ),
    "SoftMarginLoss": _of_torch(
        nn.SoftMarginLoss,
        LOGIT,
        feeds.with_sign,
        "BCEWithLogitsLoss for targets of 1 and −1.",
        formula="log(1 + exp(-y * x))",
        prediction="a logit, any number",
        target="1 or −1; here a target of at least a half counts as 1",
        when="The same as BCEWithLogitsLoss, for data whose classes are called 1 and −1.",
    ),
    "MarginRankingLoss": _of_torch(
        nn.MarginRankingLoss,
        LOGIT,
        feeds.ranking,
        "Nothing once the better of two scores leads by the margin.",
        {"margin": Range(0.0, 4.0, 0.0, 0.1, note="The lead that the better score should have.")},
        formula="max(0, margin - y * x)",
        prediction="the score of the first of two things; here the second has 0",
        target="1 if the first should rank higher, −1 if the second should",
        when="To put things in order: search results, recommendations. "
        "Against 0 it is the hinge loss of support vector machines.",
    ),
}

OF_PROBABILITIES = {
    "BCELoss": _of_torch(
        nn.BCELoss,
        PROBABILITY,
        feeds.prediction_and_target,
        "Binary cross-entropy.",
        _weights("weight", note="How much the example counts."),
        tensors={"weight": ("weight",)},
        formula="-weight * (y * log(x) + (1 - y) * log(1 - x))",
        prediction="a probability between 0 and 1, as a sigmoid gives it",
        target="0 or 1, or a soft target between them",
        when="Where you have only probabilities. Otherwise use BCEWithLogitsLoss.",
    ),
    "NLLLoss": _of_torch(
        nn.NLLLoss,
        PROBABILITY,
        feeds.log_probabilities,
        "Minus the log-probability of the true class.",
        {
            **_weights(*WEIGHTS[:2]),
            "ignore_index": Options((-100, 0, 1), -100, "A class that does not count."),
        },
        tensors={"weight": WEIGHTS[:2]},
        examples=_weighted_mean,
        formula=_nll,
        prediction="log-probabilities of the classes, as LogSoftmax gives them",
        target="the class; here a target of at least a half counts as class 1",
        when="After LogSoftmax, where you need the log-probabilities too. Otherwise use "
        "CrossEntropyLoss, which is both in one.",
    ),
    "KLDivLoss": _of_torch(
        nn.KLDivLoss,
        PROBABILITY,
        feeds.log_distributions,
        "How far one distribution is from another.",
        {
            "log_target": Flag(
                note="Whether the target is given as logarithms; a soft target of 0 then gives no "
                "number."
            ),
            "reduction": Options(
                ("mean", "batchmean", "sum"),
                "mean",
                "batchmean gives the KL divergence; mean divides it by the number of classes too.",
            ),
        },
        inputs=("log_target",),
        formula=_kl,
        prediction="log-probabilities",
        target="probabilities (or their logarithms, with log_target)",
        when="To imitate another network's probabilities (distillation), or a prior. It is "
        "cross-entropy minus the target's own entropy: the same gradient, and 0 "
        "at the target. Choose batchmean: mean divides by the number of classes too.",
    ),
}

OF_SCORES = {
    "CrossEntropyLoss": _of_torch(
        nn.CrossEntropyLoss,
        SCORES,
        feeds.scores_and_class,
        "Minus the log-probability that softmax gives the true class.",
        {
            **_weights(*WEIGHTS),
            "ignore_index": Options(
                (-100, 0, 1, 2), -100, "A class that does not count, such as padding."
            ),
            "label_smoothing": Range(
                0.0, 1.0, 0.0, 0.01, note="How much of the target is spread over all classes."
            ),
        },
        tensors={"weight": WEIGHTS},
        examples=_weighted_mean,
        formula=_cross_entropy,
        prediction="logits, one per class: no softmax before it",
        target="the class as a whole number (or a probability for each class)",
        when="For one of several classes: digits, words, kinds of things.",
    ),
    "MultiMarginLoss": _of_torch(
        nn.MultiMarginLoss,
        SCORES,
        feeds.scores_and_class,
        "How far the other scores come into the margin below the true one.",
        {
            **_weights(*WEIGHTS),
            "p": Options((1, 2), 1, "Straight or squared."),
            "margin": Range(0.0, 4.0, 1.0, 0.1, note="The lead that the true score should have."),
        },
        tensors={"weight": WEIGHTS},
        formula="weight[y] * sum(max(0, margin - z[y] + other)**p for other in others) / 3",
        prediction="scores, one per class",
        target="the class as a whole number",
        when="For one of several classes, where only the order matters and you need no "
        "probabilities.",
    ),
    "MultiLabelMarginLoss": _of_torch(
        nn.MultiLabelMarginLoss,
        SCORES,
        feeds.scores_and_label_list,
        "How far the scores of the false labels come within 1 of those of the true ones.",
        formula="sum(max(0, 1 - z[y] + other) for other in others) / 3",
        prediction="scores, one per label",
        target="a list of the true labels, ended by −1; here one is true",
        when="Where several labels can be true at once: a photo with both a dog and a ball.",
    ),
    "MultiLabelSoftMarginLoss": _of_torch(
        nn.MultiLabelSoftMarginLoss,
        SCORES,
        feeds.scores_and_labels,
        "The mean of BCEWithLogitsLoss over the labels.",
        _weights(*WEIGHTS, note="How much this label counts."),
        tensors={"weight": WEIGHTS},
        formula="sum(weight[k] * log(1 + exp(-z[k] if k == y else z[k])) for k in (0, 1, 2)) / 3",
        prediction="logits, one per label",
        target="0 or 1 for each label; here one is true",
        when="Where several labels can be true at once: a photo with both a dog and a ball.",
    ),
}

OF_COUNTS = {
    "PoissonNLLLoss": _of_torch(
        nn.PoissonNLLLoss,
        COUNT,
        feeds.prediction_and_target,
        "How unlikely the count is under a Poisson distribution.",
        {
            "log_input": Flag(
                True,
                "Whether the prediction is the logarithm of the rate, which may be any number.",
            ),
            "full": Flag(note="Adds Stirling's approximation of log(y!) where y > 1."),
            "eps": Options((1e-8, 1e-3, 0.1), 1e-8, EPS),
        },
        formula=_poisson,
        prediction="the logarithm of the rate (without log_input the rate itself)",
        target="a count: 0, 1, 2 ...",
        when="How often something happens: visits, calls, cells in an image.",
    ),
}

OF_PAIRS = {
    "HingeEmbeddingLoss": _of_torch(
        nn.HingeEmbeddingLoss,
        DISTANCE,
        feeds.with_sign,
        "Pulls like things together and pushes unlike things a margin apart.",
        {
            "margin": Range(
                0.0, 6.0, 1.0, 0.1, note="Unlike things farther apart than this cost nothing."
            )
        },
        formula="x if y == 1 else max(0, margin - x)",
        prediction="the distance between two things",
        target="1 if they are alike, −1 if not",
        when="Whether two things are alike, where you know their distance.",
    ),
    "TripletMarginLoss": _of_torch(
        nn.TripletMarginLoss,
        DISTANCE,
        feeds.triplet,
        "Like things should be nearer than unlike things, by a margin.",
        {
            "margin": Range(0.0, 6.0, 1.0, 0.1, note="How much nearer."),
            "p": Options((1.0, 2.0, 4.0), 2.0, "The norm that measures distances."),
            "eps": Options((1e-6, 1e-3, 0.1), 1e-6, f"{EPS} It is added to each difference."),
            "swap": Flag(
                note="Whether the distance from the unlike vector to the like one counts instead, "
                "if it is smaller."
            ),
            "other": Range(0.0, 6.0, 2.0, 0.1, note="How far the third vector is from the anchor."),
        },
        inputs=("other",),
        formula="max(0, near - far + margin)",
        prediction="three vectors: an anchor, one like it (x away), one unlike it",
        target="none: the order of the three says it",
        when="To learn embeddings of faces or sentences. It needs only comparisons: "
        "this is more like that than like the other.",
    ),
    "CosineEmbeddingLoss": _of_torch(
        nn.CosineEmbeddingLoss,
        ANGLE,
        feeds.two_vectors,
        "Depends on the angle between two vectors, whatever their lengths.",
        {
            "margin": Range(
                -1.0, 1.0, 0.0, 0.05, note="Unlike vectors whose cosine is below this cost nothing."
            )
        },
        formula="1 - cos(x) if y == 1 else max(0, cos(x) - margin)",
        prediction="two vectors with the angle x between them",
        target="1 if they are alike, −1 if not",
        when="Whether two embeddings, of texts or images, are alike.",
    ),
}

LOSSES = Registry(
    "loss",
    OF_NUMBERS | OF_LOGITS | OF_PROBABILITIES | OF_SCORES | OF_COUNTS | OF_PAIRS,
)
"""All losses that the pages offer."""


def of_kind(kind: Kind) -> Registry:
    """The losses of one kind; one that is added to `LOSSES` later is among them."""
    return LOSSES.view(lambda name, loss: loss.kind is kind)
