"""Torch's losses of numbers, counts, distances and angles."""

from typing import Any

from torch import nn

from core.catalogue import feeds
from core.catalogue.predictions import ANGLE, COUNT, DISTANCE, NUMBER
from core.catalogue.torch_loss import EPS, of_torch
from core.registry import Flag, Options, Range


def _gaussian(full: bool, **_: Any) -> str:
    plain = "(log(max(var, eps)) + (x - y)**2 / max(var, eps)) / 2"
    return f"{plain} + log(2 * pi) / 2" if full else plain


def _poisson(log_input: bool, full: bool, **_: Any) -> str:
    plain = "exp(x) - y * x" if log_input else "x - y * log(x + eps)"
    return f"{plain} + (y * log(y) - y + log(2 * pi * y) / 2 if y > 1 else 0)" if full else plain


OF_NUMBERS = {
    "MSELoss": of_torch(
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
    "L1Loss": of_torch(
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
    "SmoothL1Loss": of_torch(
        nn.SmoothL1Loss,
        NUMBER,
        feeds.prediction_and_target,
        "L1Loss with a round bottom; beta sets its width.",
        {"beta": Range(0.0, 5.0, 1.0, 0.1, note="Half the width of the round bottom.")},
        formula="(x - y)**2 / (2 * beta) if abs(x - y) < beta else abs(x - y) - beta / 2",
        prediction="any number",
        target="the true number",
        when="In object detectors, for the corners of boxes. It is HuberLoss divided by delta.",
    ),
    "HuberLoss": of_torch(
        nn.HuberLoss,
        NUMBER,
        feeds.prediction_and_target,
        "A parabola near the target, a straight line farther away.",
        {"delta": Range(0.1, 5.0, 1.0, 0.1, note="Above this error the loss is a straight line.")},
        formula="(x - y)**2 / 2 if abs(x - y) <= delta else delta * (abs(x - y) - delta / 2)",
        prediction="any number",
        target="the true number",
        when="For numbers with outliers, and for values in reinforcement learning: it settles as "
        "softly as MSELoss, and no error pulls harder than delta.",
    ),
    "GaussianNLLLoss": of_torch(
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

OF_COUNTS = {
    "PoissonNLLLoss": of_torch(
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
    "HingeEmbeddingLoss": of_torch(
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
    "TripletMarginLoss": of_torch(
        nn.TripletMarginLoss,
        DISTANCE,
        feeds.triplet,
        "Like things should be nearer than unlike things, by a margin.",
        {
            "margin": Range(0.0, 6.0, 1.0, 0.1, note="How much nearer."),
            "p": Options((1.0, 2.0, 4.0), 2.0, "The norm that measures distances."),
            "eps": Options((1e-6, 1e-3, 0.1), 1e-6, f"{EPS} It is added to each difference."),
            "swap": Flag(
                note="Whether to use the distance from the unlike vector to the like one "
                "instead, if it is smaller."
            ),
            "other": Range(
                0.0,
                6.0,
                2.0,
                0.1,
                note="How far the third vector is from the anchor.",
                label="Third vector",
            ),
        },
        inputs=("other",),
        formula="max(0, near - far + margin)",
        prediction="three vectors: an anchor, one like it (x away), one unlike it",
        target="none: the order of the three vectors says which is which",
        when="To learn embeddings of faces or sentences. It needs only comparisons: "
        "this is more like that than like the other.",
    ),
    "CosineEmbeddingLoss": of_torch(
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
