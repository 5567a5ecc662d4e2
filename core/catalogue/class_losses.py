"""Torch's losses of classes: of logits, of probabilities and of scores."""

from typing import Any

from torch import nn

from core.catalogue import feeds
from core.catalogue.predictions import LOGIT, PROBABILITY, SCORES
from core.catalogue.torch_loss import (
    WEIGHTS,
    of_torch,
    remark_on_classes,
    weighted_mean,
    weights,
)
from core.registry import Flag, Options, Range


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


OF_LOGITS = {
    "BCEWithLogitsLoss": of_torch(
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
    "SoftMarginLoss": of_torch(
        nn.SoftMarginLoss,
        LOGIT,
        feeds.with_sign,
        "BCEWithLogitsLoss for targets of 1 and −1.",
        formula="log(1 + exp(-y * x))",
        prediction="a logit, any number",
        target="1 or −1; here a target of at least a half counts as 1",
        when="The same as BCEWithLogitsLoss, for data whose classes are called 1 and −1.",
    ),
    "MarginRankingLoss": of_torch(
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
    "BCELoss": of_torch(
        nn.BCELoss,
        PROBABILITY,
        feeds.prediction_and_target,
        "Binary cross-entropy.",
        weights("weight", note="How much the example counts."),
        tensors={"weight": ("weight",)},
        formula="-weight * (y * log(x) + (1 - y) * log(1 - x))",
        prediction="a probability between 0 and 1, as a sigmoid gives it",
        target="0 or 1, or a soft target between them",
        when="For outputs that are already probabilities. Otherwise use BCEWithLogitsLoss.",
    ),
    "NLLLoss": of_torch(
        nn.NLLLoss,
        PROBABILITY,
        feeds.log_probabilities,
        "Minus the log-probability of the true class.",
        {
            **weights(*WEIGHTS[:2]),
            "ignore_index": Options(
                (-100, 0, 1), -100, "Examples whose true class is this one are left out."
            ),
        },
        tensors={"weight": WEIGHTS[:2]},
        examples=weighted_mean,
        remark=remark_on_classes,
        formula=_nll,
        prediction="log-probabilities of the classes, as LogSoftmax gives them",
        target="the class; here a target of at least a half counts as class 1",
        when="After LogSoftmax, where you need the log-probabilities too. Otherwise use "
        "CrossEntropyLoss, which is both in one.",
    ),
    "KLDivLoss": of_torch(
        nn.KLDivLoss,
        PROBABILITY,
        feeds.log_distributions,
        "How far one distribution is from another.",
        {
            "log_target": Flag(
                note="Whether the target is given as logarithms; a soft target of 0 then gives nan."
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
    "CrossEntropyLoss": of_torch(
        nn.CrossEntropyLoss,
        SCORES,
        feeds.scores_and_class,
        "Minus the log-probability that softmax gives the true class.",
        {
            **weights(*WEIGHTS),
            "ignore_index": Options(
                (-100, 0, 1, 2),
                -100,
                "Examples whose true class is this one are left out, such as padding. Its logit "
                "still counts in the softmax of all others.",
            ),
            "label_smoothing": Range(
                0.0, 1.0, 0.0, 0.01, note="How much of the target is spread over all classes."
            ),
        },
        tensors={"weight": WEIGHTS},
        examples=weighted_mean,
        remark=remark_on_classes,
        formula=_cross_entropy,
        prediction="logits, one per class: no softmax before it",
        target="the class as a whole number (or a probability for each class)",
        when="For one of several classes: digits, words, kinds of things.",
    ),
    "MultiMarginLoss": of_torch(
        nn.MultiMarginLoss,
        SCORES,
        feeds.scores_and_class,
        "How far the other scores come into the margin below the true one.",
        {
            **weights(*WEIGHTS),
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
    "MultiLabelMarginLoss": of_torch(
        nn.MultiLabelMarginLoss,
        SCORES,
        feeds.scores_and_label_list,
        "How far the scores of the false labels come within 1 of those of the true ones.",
        formula="sum(max(0, 1 - z[y] + other) for other in others) / 3",
        prediction="scores, one per label",
        target="a list of the true labels, ended by −1; here one is true",
        when="Where several labels can be true at once: a photo with both a dog and a ball.",
    ),
    "MultiLabelSoftMarginLoss": of_torch(
        nn.MultiLabelSoftMarginLoss,
        SCORES,
        feeds.scores_and_labels,
        "The mean of BCEWithLogitsLoss over the labels.",
        weights(*WEIGHTS, note="How much this label counts."),
        tensors={"weight": WEIGHTS},
        formula="sum(weight[k] * log(1 + exp(-z[k] if k == y else z[k])) for k in (0, 1, 2)) / 3",
        prediction="logits, one per label",
        target="0 or 1 for each label; here one is true",
        when="Where several labels can be true at once: a photo with both a dog and a ball.",
    ),
}
