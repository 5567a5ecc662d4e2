"""Losses: what an answer costs, by how far it is from the truth. Every loss here is torch's own
module.

To add one, add a `Choice` of one of the `KINDS`, with how it is fed: a function of
`core.catalogue.feeds`. A parameter named in `inputs` goes to that function, any other to the
module.
"""

import inspect
from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import Tensor, nn

from core.catalogue.feeds import (
    labels,
    listed,
    log_probabilities,
    log_shares,
    ranked,
    same,
    scores,
    signed,
    triplet,
    turned,
    with_variance,
)
from core.registry import Choice, Flag, Options, Pick, Range, Registry

KINDS = (
    "a number",
    "yes or no, as a logit",
    "yes or no, as a probability",
    "one of several",
    "a count",
    "a distance",
    "an angle",
)
"""What is predicted. Losses of the same kind can be compared: the same prediction costs something
in each.
"""

NOT_OFFERED = {
    "size_average": "deprecated: reduction says it",
    "reduce": "deprecated: reduction says it",
}
"""Parameters of torch's losses that are no control here, with the reason."""

LEFT_OUT = {
    "NLLLoss2d": "an old name of NLLLoss",
    "LinearCrossEntropyLoss": (
        "CrossEntropyLoss together with the last layer, to save memory where there are very many "
        "classes"
    ),
    "TripletMarginWithDistanceLoss": "TripletMarginLoss with a distance of one's own",
    "CTCLoss": (
        "sums over all ways to lay a short sequence along a long one (speech, handwriting): no "
        "one number to draw it against"
    ),
}


REDUCTION = Options(
    ("mean", "sum"),
    "mean",
    "How the losses of a batch become one number. With mean, each example's "
    "gradient is divided by the size of the batch; with sum it is not.",
)
EPS = "A small number against divisions by zero and logarithms of it."


def _choice(
    build: type[nn.Module],
    kind: str,
    feed: Callable[..., tuple[Tensor, ...]],
    note: str,
    formula,
    prediction,
    target,
    when,
    inputs: tuple[str, ...] = (),
    tensors: Mapping[str, tuple[str, ...]] | None = None,
    **parameters,
) -> Choice:
    """One entry.

    Args:
        formula: for one example in Python's notation with x, the target y and the parameters, or a
            function of the arguments that gives it; the class weights, ignore_index and
            label_smoothing aside.
        prediction, target: what the module wants of each.
        when: a sentence on when it is chosen.
        inputs: parameters that are no argument of the module but go into its call.
        tensors: arguments of the module that are a tensor of some of the parameters.
    """
    parameters.setdefault("reduction", REDUCTION)
    facts = {
        "kind": kind,
        "feed": feed,
        "formula": formula,
        "prediction": prediction,
        "target": target,
        "when": when,
        "inputs": inputs,
        "tensors": tensors or {},
    }
    return Choice(build, parameters, note, f"nn.{build.__name__}", facts)


def _weights(*names: str) -> dict[str, Range]:
    return {name: Range(0.1, 5.0, 1.0, 0.1, note="How much this class counts.") for name in names}


WEIGHTS = ("weight0", "weight1", "weight2")
LABELS = {"when": "Where several labels can be true at once: a photo with both a dog and a ball."}


def _gaussian(full: bool, eps: float, var: float, reduction: str) -> str:
    return "(log(max(var, eps)) + (x - y)**2 / max(var, eps)) / 2" + full * " + log(2 * pi) / 2"


def _poisson(log_input: bool, full: bool, eps: float, reduction: str) -> str:
    rest = " + (y * log(y) - y + log(2 * pi * y) / 2 if y > 1 else 0)" if full else ""
    return ("exp(x) - y * x" if log_input else "x - y * log(x + eps)") + rest


def _nll(weight0: float, weight1: float, ignore_index: int, reduction: str) -> str:
    weighted = reduction == "sum" and (weight0, weight1) != (
        1,
        1,
    )  # the mean is divided by the weights
    return "-weight[y] * log(p[y])" if weighted else "-log(x) if y == 1 else -log(1 - x)"


def _cross_entropy(
    weight0, weight1, weight2, ignore_index: int, label_smoothing: float, reduction: str
) -> str:
    weighted = (weight0, weight1, weight2) != (1, 1, 1)
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
        "-(1 - label_smoothing) * weight[y] * log(p[y])" + mean + " - label_smoothing * "
        "(weight[0] * log(p[0]) + weight[1] * log(p[1]) + weight[2] * log(p[2])) / 3" + mean
    )


LOSSES = Registry(
    "loss",
    {
        "MSELoss": _choice(
            nn.MSELoss,
            KINDS[0],
            same,
            "The square of the error.",
            "(x - y)**2",
            "any number",
            "the true number",
            "The usual choice for numbers. Twice the error costs four times as much, so a few "
            "points far off (outliers) pull hard: it is fitted by the mean.",
        ),
        "L1Loss": _choice(
            nn.L1Loss,
            KINDS[0],
            same,
            "The size of the error.",
            "abs(x - y)",
            "any number",
            "the true number",
            "Where outliers are to count no more than in proportion: it is fitted by the "
            "median. Its slope is as steep near the target as far away, so the last steps "
            "overshoot unless they get smaller.",
        ),
        "SmoothL1Loss": _choice(
            nn.SmoothL1Loss,
            KINDS[0],
            same,
            "L1Loss with a round bottom as wide as beta.",
            "(x - y)**2 / (2 * beta) if abs(x - y) < beta else abs(x - y) - beta / 2",
            "any number",
            "the true number",
            "In detectors, for the corners of boxes: HuberLoss divided by delta.",
            beta=Range(0.0, 5.0, 1.0, 0.1, note="Half the width of the round bottom."),
        ),
        "HuberLoss": _choice(
            nn.HuberLoss,
            KINDS[0],
            same,
            "A square near the target, straight farther away.",
            "(x - y)**2 / 2 if abs(x - y) <= delta else delta * (abs(x - y) - delta / 2)",
            "any number",
            "the true number",
            "Numbers with outliers, or values in reinforcement learning: it settles as softly as "
            "MSELoss, and no error pulls harder than delta.",
            delta=Range(0.1, 5.0, 1.0, 0.1, note="From this error on the loss is straight."),
        ),
        "GaussianNLLLoss": _choice(
            nn.GaussianNLLLoss,
            KINDS[0],
            with_variance,
            "How unlikely the truth is under a normal law with mean x.",
            _gaussian,
            "the mean; the variance is a second output",
            "the true number",
            "Where a network is to say how sure it is: it predicts a mean and a variance.",
            inputs=("var",),
            full=Flag(note="Adds the constant log(2 pi) / 2."),
            eps=Options((1e-6, 1e-3, 0.1, 1.0), 1e-6, EPS),
            var=Range(
                0.2, 5.0, 1.0, 0.1, note="The predicted variance: large if the network is not sure."
            ),
        ),
        "BCEWithLogitsLoss": _choice(
            nn.BCEWithLogitsLoss,
            KINDS[1],
            same,
            "Binary cross-entropy, the sigmoid included.",
            "weight * (pos_weight * y * log(1 + exp(-x)) + (1 - y) * log(1 + exp(x)))",
            "a logit, any number: no sigmoid before it",
            "0 or 1, or a share between",
            "Yes or no, and several labels at once. Exact where a sigmoid "
            "before BCELoss is rounded to 0 or 1.",
            tensors={"weight": ("weight",), "pos_weight": ("pos_weight",)},
            weight=Range(0.1, 5.0, 1.0, 0.1, note="How much the example counts."),
            pos_weight=Range(
                0.1, 5.0, 1.0, 0.1, note="How much a yes counts: above 1 where yes is rare."
            ),
        ),
        "SoftMarginLoss": _choice(
            nn.SoftMarginLoss,
            KINDS[1],
            signed,
            "BCEWithLogitsLoss for targets of 1 and −1.",
            "log(1 + exp(-y * x))",
            "a logit, any number",
            "1 or −1; here 1 from a half on",
            "The same as BCEWithLogitsLoss, for data whose classes are called 1 and −1.",
        ),
        "MarginRankingLoss": _choice(
            nn.MarginRankingLoss,
            KINDS[1],
            ranked,
            "Nothing once the better of two scores leads by the margin.",
            "max(0, margin - y * x)",
            "the score of the first of two things; here the second has 0",
            "1 if the first belongs higher, −1 if the second",
            "To put things in order: search results, suggestions. "
            "Against 0 it is the hinge loss of support vector machines.",
            margin=Range(0.0, 4.0, 0.0, 0.1, note="The lead that is asked for."),
        ),
        "BCELoss": _choice(
            nn.BCELoss,
            KINDS[2],
            same,
            "Binary cross-entropy.",
            "-weight * (y * log(x) + (1 - y) * log(1 - x))",
            "a probability between 0 and 1, as a sigmoid gives it",
            "0 or 1, or a share between",
            "Where probabilities are all one has. Otherwise BCEWithLogitsLoss.",
            tensors={"weight": ("weight",)},
            weight=Range(0.1, 5.0, 1.0, 0.1, note="How much the example counts."),
        ),
        "NLLLoss": _choice(
            nn.NLLLoss,
            KINDS[2],
            log_probabilities,
            "Minus the log-probability of the true class.",
            _nll,
            "log-probabilities of the classes, as LogSoftmax gives them",
            "the class; here 1 from a half on",
            "After LogSoftmax, where the log-probabilities are wanted too. Otherwise "
            "CrossEntropyLoss, which is both in one.",
            tensors={"weight": WEIGHTS[:2]},
            **_weights(*WEIGHTS[:2]),
            ignore_index=Options((-100, 0, 1), -100, "A class that counts nothing."),
        ),
        "KLDivLoss": _choice(
            nn.KLDivLoss,
            KINDS[2],
            log_shares,
            "How far one distribution is from another.",
            lambda log_target, reduction: (
                "(" * (reduction == "mean")
                + "y * log(y / x) + (1 - y) * log((1 - y) / (1 - x))"
                + ") / 2" * (reduction == "mean")
            ),
            "log-probabilities",
            "probabilities (or their logarithms, with log_target)",
            "To follow another network's probabilities (distillation), or a prior. "
            "Cross-entropy less what the target itself is unsure of: the same gradient, and 0 "
            "at the target. Take batchmean: mean divides by the number of classes too.",
            inputs=("log_target",),
            log_target=Flag(
                note="Whether the target is given as logarithms; a share of 0 then gives no number."
            ),
            reduction=Options(
                ("mean", "batchmean", "sum"),
                "mean",
                "mean divides by the number of classes too; batchmean is the mean that is meant.",
            ),
        ),
        "CrossEntropyLoss": _choice(
            nn.CrossEntropyLoss,
            KINDS[3],
            scores,
            "Minus the log-probability that softmax gives the true class.",
            _cross_entropy,
            "logits, one a class: no softmax before it",
            "the class as a whole number (or a share for each class)",
            "One of several classes: digits, words, kinds of things.",
            tensors={"weight": WEIGHTS},
            **_weights(*WEIGHTS),
            ignore_index=Options(
                (-100, 0, 1, 2), -100, "A class that counts nothing, such as padding."
            ),
            label_smoothing=Range(
                0.0, 1.0, 0.0, 0.01, note="The share of the target that is spread over all classes."
            ),
        ),
        "MultiMarginLoss": _choice(
            nn.MultiMarginLoss,
            KINDS[3],
            scores,
            "What the other scores lack to be a margin below the true one.",
            "weight[y] * sum(max(0, margin - z[y] + other)**p for other in others) / 3",
            "scores, one a class",
            "the class as a whole number",
            "One of several classes, if only the order counts and no probabilities are wanted.",
            tensors={"weight": WEIGHTS},
            **_weights(*WEIGHTS),
            p=Options((1, 2), 1, "Straight or squared."),
            margin=Range(0.0, 4.0, 1.0, 0.1, note="The lead that is asked for."),
        ),
        "MultiLabelMarginLoss": _choice(
            nn.MultiLabelMarginLoss,
            KINDS[3],
            listed,
            "What the false labels' scores lack to be 1 below the true ones'.",
            "sum(max(0, 1 - z[y] + other) for other in others) / 3",
            "scores, one a label",
            "a list of the true labels, ended by −1; here one is true",
            LABELS["when"],
        ),
        "MultiLabelSoftMarginLoss": _choice(
            nn.MultiLabelSoftMarginLoss,
            KINDS[3],
            labels,
            "BCEWithLogitsLoss for each label, and the mean of them.",
            "sum(weight[k] * log(1 + exp(-z[k] if k == y else z[k])) for k in (0, 1, 2)) / 3",
            "logits, one a label",
            "0 or 1 for each label; here one is true",
            LABELS["when"],
            tensors={"weight": WEIGHTS},
            **_weights(*WEIGHTS),
        ),
        "PoissonNLLLoss": _choice(
            nn.PoissonNLLLoss,
            KINDS[4],
            same,
            "How unlikely the count is under a Poisson law.",
            _poisson,
            "the logarithm of the rate (without log_input the rate itself)",
            "a count: 0, 1, 2 ...",
            "How often something happens: visits, calls, cells in a picture.",
            log_input=Flag(
                True,
                "Whether the prediction is the logarithm of the rate, which may be any number.",
            ),
            full=Flag(note="Adds Stirling's approximation of log(y!) where y > 1."),
            eps=Options((1e-8, 1e-3, 0.1), 1e-8, EPS),
        ),
        "HingeEmbeddingLoss": _choice(
            nn.HingeEmbeddingLoss,
            KINDS[5],
            signed,
            "Draws what is alike together, and pushes the rest a margin apart.",
            "x if y == 1 else max(0, margin - x)",
            "a distance of two things",
            "1 if they are alike, −1 if not",
            "Whether two things are alike, if their distance is known.",
            margin=Range(
                0.0, 6.0, 1.0, 0.1, note="Different things farther apart than this cost nothing."
            ),
        ),
        "TripletMarginLoss": _choice(
            nn.TripletMarginLoss,
            KINDS[5],
            triplet,
            "What is alike is to be nearer than what is not, by a margin.",
            "max(0, near - far + margin)",
            "three vectors: an anchor, one like it (x away), one unlike it",
            "none: the order of the three says it",
            "To learn embeddings: faces, sentences. Only comparisons are needed: "
            "this is more like that than like the other.",
            inputs=("other",),
            margin=Range(0.0, 6.0, 1.0, 0.1, note="The lead that is asked for."),
            p=Options((1.0, 2.0, 4.0), 2.0, "The norm that measures distances."),
            eps=Options((1e-6, 1e-3, 0.1), 1e-6, EPS + " It is added to each difference."),
            swap=Flag(
                note="Whether the unlike one's distance to the like one counts, if that is smaller."
            ),
            other=Range(0.0, 6.0, 2.0, 0.1, note="How far from the anchor the third vector is."),
        ),
        "CosineEmbeddingLoss": _choice(
            nn.CosineEmbeddingLoss,
            KINDS[6],
            turned,
            "By the angle of two vectors, whatever their lengths.",
            "1 - cos(x) if y == 1 else max(0, cos(x) - margin)",
            "two vectors, x apart",
            "1 if they are alike, −1 if not",
            "Whether two embeddings, of texts or pictures, are alike.",
            margin=Range(
                -1.0,
                1.0,
                0.0,
                0.05,
                note="Different vectors whose cosine is below this cost nothing.",
            ),
        ),
    },
)


def of_kind(kind: str) -> Registry:
    """The losses of one kind."""
    return Registry(
        "loss", {name: choice for name, choice in LOSSES.items() if choice.facts["kind"] == kind}
    )


def arguments(pick: Pick) -> dict[str, Any]:
    """The keyword arguments of the module: numbers, and a list for each tensor that is not all
    ones.
    """
    given, tensors = dict(pick.arguments), pick.choice.facts["tensors"]
    for name, parts in tensors.items():
        values = [given.pop(part) for part in parts]
        if any(value != 1 for value in values):
            given[name] = values
    known = inspect.signature(pick.choice.build).parameters
    return {name: value for name, value in given.items() if name in known}


def build(pick: Pick, **changes: Any) -> nn.Module:
    """The picked module, with tensors of float64; `changes` replaces some of its arguments."""
    given = arguments(pick) | changes
    return pick.choice.build(
        **{
            name: torch.tensor(value, dtype=torch.float64) if isinstance(value, list) else value
            for name, value in given.items()
        }
    )


def code(pick: Pick) -> str:
    """The module as PyTorch text, with the arguments that are not at torch's own default."""
    usual = {
        name: parameter.default
        for name, parameter in inspect.signature(pick.choice.build).parameters.items()
    }
    parts = []
    for name, value in arguments(pick).items():
        if isinstance(value, list):
            parts.append(f"{name}=torch.tensor({value}, dtype=torch.float64)")
        elif value != usual[name]:
            parts.append(f"{name}={value!r}")
    return f"{pick.choice.code}({', '.join(parts)})"


def inputs(pick: Pick, x: Tensor, **given: float) -> tuple[Tensor, ...]:
    """What the module is called with for predictions x (N,); `given` holds the target, and what
    else its kind needs.
    """
    return pick.choice.facts["feed"](x, **given, **_extra(pick))


def inputs_code(pick: Pick, **given: float) -> str:
    """The same as PyTorch text: a call of the feeding function with `x`."""
    values = "".join(f", {name}={value!r}" for name, value in (given | _extra(pick)).items())
    return f"{pick.choice.facts['feed'].__name__}(x{values})"


def _extra(pick: Pick) -> dict[str, float]:
    return {name: pick[name] for name in pick.choice.facts["inputs"]}


def formula(pick: Pick) -> str:
    """The loss of one example in Python's notation."""
    known = pick.choice.facts["formula"]
    return known(**dict(pick.arguments)) if callable(known) else known
