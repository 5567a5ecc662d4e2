"""What is to be seen in the view "Evaluation", in words."""

import math

from core.networks.playground.evaluating import (
    ADVERSARIAL,
    CALIBRATION,
    CONFUSION,
    Evaluating,
    cell_of,
    precisions,
    r_squared,
    recalls,
)
from core.networks.playground.evaluation import (
    FARTHEST,
    Attack,
    Evaluation,
    calibrated,
    has_crossing,
    in_cell,
)
from core.playground.points import NUMBERS
from core.plots.numbers import number, percent
from core.plots.words import counted

DIGITS = 3

OF_CONFUSION = """
**Confusion matrix.** Each row is a true class and each column an answer, so right answers are on
the diagonal. The **recall** of a class is the share of its points that the network finds. The
**precision** is the share of right ones among all points that it gives this class. Only test points
are counted. Click a cell, and its points are marked on the map.

If each point has a number instead of a class, there is no confusion matrix. Then the picture shows
the output over the true number.
"""

OF_CALIBRATION = """
**Calibration.** The confidence is the probability that the network gives its own answer. It is
calibrated if, of all answers with a confidence of 80 %, 80 % are right: the curve then lies on the
diagonal. Below the diagonal the network is overconfident. The **expected calibration error** (ECE)
is the mean distance from the diagonal, over the test points, in 15 bins of confidence.

A network with cross-entropy gives probabilities. With a squared error, (output + 1) / 2 is read as
the probability of class 1. Hinge and Huber loss were never meant to give probabilities.
"""

OF_ATTACK = """
**Adversarial example.** Training follows the gradient of the loss with respect to the weights. Here
the weights stay as they are, and the gradient is that with respect to the point: it says where the
loss rises fastest. The fast gradient sign method (FGSM, Goodfellow et al. 2015) takes its sign
alone, `point + ε · sign(gradient)`: x and y each move by ε.

The dashed square holds all points that are at most ε away in x and in y. FGSM goes to one of its
corners. The smallest ε is looked for along this diagonal; elsewhere in the square another answer
may be nearer.

**What is simplified.** The gradient, the loss and the answers are computed in float64. Dropout is
off, and batch norm uses its running statistics.
"""

INTUITIONS = {CONFUSION: OF_CONFUSION, CALIBRATION: OF_CALIBRATION, ADVERSARIAL: OF_ATTACK}


def confusion_sentence(shown: Evaluation, state: Evaluating) -> str:
    """How many points are right, and how many are in the cell."""
    if shown.classes == NUMBERS:
        return (
            "Each point has a number, so there are no classes to confuse. On the test points R² is "
            f"**{number(r_squared(shown), DIGITS)}**."
        )
    truth, answer = cell_of(state, shown.classes)
    count = len(in_cell(shown, truth, answer))
    kind = "answered right" if truth == answer else f"answered as **class {answer}**"
    verb = "is" if len(shown.targets) == 1 else "are"
    return (
        f"**{percent(shown.accuracy)}** of the {counted(len(shown.targets), 'test point')} {verb} "
        f"right. Ringed on the map: **{counted(count, 'point')}** of class {truth} {kind}."
    )


def calibration_sentence(shown: Evaluation) -> str:
    """How sure the network is, and how often it is right."""
    result = calibrated(shown)
    gap = result.confidence - shown.accuracy
    verdict = "overconfident" if gap > 0 else "underconfident"
    verdict = "well calibrated on average" if abs(gap) < 0.01 else verdict
    return (
        f"The mean confidence is **{percent(result.confidence)}**, and of the test points "
        f"**{percent(shown.accuracy)}** are right: the network is {verdict}. The expected "
        f"calibration error is **{percent(result.error)}**."
    )


def attack_sentence(result: Attack) -> str:
    """What the step does to the answer."""
    if not result.direction.any():
        return (
            "The gradient of the loss with respect to this point is **0**: FGSM has no direction, "
            "and the point stays where it is."
        )
    losses = number(result.loss, DIGITS), number(result.loss_after, DIGITS)
    loss = "The loss goes from **{}** to **{}**".format(*losses)
    if result.smallest is None:
        before, after = number(result.before, DIGITS), number(result.after, DIGITS)
        return f"{loss}, and the output from {before} to {after}."
    change = "stays" if result.after == result.before else "becomes"
    return f"{loss}. The answer {change} **class {result.after:.0f}**. {_smallest(result)}"


def _smallest(result: Attack) -> str:
    if result.before != result.target:
        return "It was wrong before."
    if has_crossing(result):
        return f"It changes at ε = **{number(result.smallest, DIGITS)}**."
    return f"No ε up to {number(FARTHEST)} changes it."


def class_rows(shown: Evaluation) -> list[dict[str, str]]:
    """The recall and the precision of each class."""
    return [
        {"Class": f"Class {label}", "Recall": _share(recall), "Precision": _share(precision)}
        for label, (recall, precision) in enumerate(
            zip(recalls(shown), precisions(shown), strict=True)
        )
    ]


def _share(value: float) -> str:
    return "None" if math.isnan(value) else percent(value)


def attack_rows(result: Attack) -> list[dict[str, str]]:
    """The gradient by autograd and by finite differences, and where the point moves."""
    return [
        {
            "Coordinate": name,
            "Before": number(float(result.point[index]), DIGITS),
            "Gradient": number(float(result.gradient[index]), DIGITS),
            "Finite difference": number(float(result.differences[index]), DIGITS),
            "After": number(float(result.moved[index]), DIGITS),
        }
        for index, name in enumerate("xy")
    ]
