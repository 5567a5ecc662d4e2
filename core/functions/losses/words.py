"""What is to be seen now on the losses page, in a sentence or two with its numbers."""

import math
from collections.abc import Mapping, Sequence

from torch import Tensor

from core.functions.losses.classification import STEPS, Answer
from core.functions.losses.curves import Curve
from core.functions.losses.fits import Fit, Outlier, slopes_without
from core.functions.losses.mistakes import Course
from core.plots.numbers import number, probability, short
from core.plots.words import listed
from core.registry import Pick


def named(pick: Pick) -> str:
    """A loss by its name, and its arguments that are not at their defaults: "CrossEntropyLoss with
    label_smoothing = 0.4".
    """
    changed = [
        f"{name} = {number(value) if isinstance(value, float) else value}"
        for name, value in pick.arguments
        if value != pick.choice.parameters[name].default
    ]
    return f"{pick.name} with {listed(changed)}" if changed else pick.name


def curves_sentence(names: Sequence[str], points: Sequence[Curve]) -> str:
    """What the prediction costs by each loss, and its gradient there.

    Args:
        points: the losses at the prediction, N = 1.
    """
    (first, *slopes) = [short(float(point.slopes)) for point in points]
    costs = [
        f"**{short(float(point.values))}** by {name} ({slope})"
        for name, point, slope in zip(names, points, (f"gradient {first}", *slopes), strict=True)
    ]
    return f"A prediction of {short(float(points[0].x))} costs {listed(costs)}. Move it."


def outlier_sentence(outlier: Outlier, fits: Mapping[str, Fit]) -> str:
    """How far the outlier turns the best line of each loss."""
    x, y = (short(value) for value in outlier.point)
    before = slopes_without(outlier, fits)
    if before is None:
        each = [f"{name} {short(fit.w)}" for name, fit in fits.items()]
        return f"With an outlier at ({x}, {y}) the slopes of the best lines are: {listed(each)}."
    each = [f"{name} **{short(fit.w)}** ({short(before[name])})" for name, fit in fits.items()]
    return f"Move the outlier ({x}, {y}). Best slopes, in brackets without it: {listed(each)}."


def answer_sentence(result: Answer) -> str:
    """What the answer costs, and where the gradient pushes the true class."""
    p, slope = (float(each[result.truth]) for each in (result.probabilities, result.gradient))
    share = probability(p)  # beyond its ends it begins with a sign of its own
    sign = "" if share.startswith(("<", ">")) else "= "
    return (
        f"Class {result.truth} is true, with p {sign}{share}: the loss −log p is "
        f"**{short(result.loss)}**, its gradient p − y is **{short(slope)}**. Move the logits."
    )


def two_classes_sentence(
    difference: float, yes: int, ways: Mapping[str, tuple[float, Tensor]]
) -> str:
    """What the difference of two logits stands for, and what it costs, in so many ways.

    Args:
        difference: z1 − z0.
        ways: by name the loss and its gradient by each logit (2,).
    """
    loss, gradient = next(iter(ways.values()))
    share = 1 / (1 + math.exp(-difference))
    return (
        f"z1 − z0 = {short(difference)} says yes with {probability(share)}. "
        f"{'Yes' if yes else 'No'} is true: all {len(ways)} ways give the loss "
        f"**{short(loss)}** and the gradient {short(float(gradient[1]))} for z1."
    )


def large_sentence(size: float, losses: Mapping[tuple[str, str], tuple[float, Tensor]]) -> str:
    """What is left of loss and gradient by the first way, as the formula says, and by the last,
    which is torch's; both in the first data type.
    """
    ways, dtypes = (list(dict.fromkeys(part)) for part in zip(*losses, strict=True))
    (first, slope), (last, own) = (losses[way, dtypes[0]] for way in (ways[0], ways[-1]))
    return (
        f"At {short(size)} in {dtypes[0]} `{ways[0]}` has loss {short(first)}, gradient "
        f"**{short(float(slope[0]))}**; `{ways[-1]}` {short(last)} and "
        f"**{short(float(own[0]))}**."
    )


def mistake_sentence(courses: Mapping[str, Course], truth: int) -> str:
    """What the mistake makes of the gradient and of learning, and how it is done right."""
    slopes = {side: short(float(course.gradient[truth])) for side, course in courses.items()}
    ends = {side: probability(float(course.probability[-1])) for side, course in courses.items()}
    return (
        f"The mistake makes the true class's gradient **{slopes['wrong']}**, not "
        f"{slopes['right']}: after {STEPS} steps p is **{ends['wrong']}**, not {ends['right']}."
    )
