"""What is to be seen in the view "Representation", in words."""

import math

from core.networks.playground.representation import (
    FEATURES,
    OUTPUT,
    POINTS,
    Representation,
    Stage,
)
from core.playground.points import NUMBERS
from core.plots.numbers import number, percent
from core.plots.words import counted

MARKS = "Filled marks are training points, hollow marks are test points."
OF_NUMBERS = "Marks with a ring are test points; blue is negative, orange positive."

INTUITION = """
**Representation.** A layer turns each point into as many numbers as it has neurons. These numbers
are a position too, in a space of as many dimensions. The picture shows where the points lie after
each layer. The sheet is the whole plane, in the colours of the network's answers: each layer bends
it, stretches it and folds it.

**Two dimensions.** A layer of two neurons is shown as it is. Of more neurons you see the two
principal components (PCA), the directions in which the training points are spread the most. With
one neuron the points lie on a line, and those of about the same value are stacked.

**Linear probe.** The last layer of a network can only draw straight boundaries. So it helps to ask
of each layer: how many points would a linear classifier get right here? The probe is softmax
regression, fitted to the training points while the network stays as it is. Where its test accuracy
goes up, the network has made the classes easier to separate. If each point has a number instead of
a class, the probe is least squares, and its score is R²: the share of the variance of these numbers
that it explains.

**What is simplified.** Dropout is off, and batch norm uses its running statistics. A projection can
hide a gap: classes that overlap in the picture may be apart in a direction that is not shown. The
probe uses all dimensions. Its weights have a small L2 penalty of 0.0001. Between two layers the
picture moves each point along a straight line; the network itself has nothing in between.
"""


def representing_sentence(stage: Stage, shown: Representation) -> str:
    """How well a linear probe does on a stage."""
    if shown.classes == NUMBERS:
        return (
            f"{_subject(stage)} A linear probe has an R² of **{number(stage.test, 2)}** on the "
            f"test points. On the points it is {number(shown.stages[0].test, 2)}."
        )
    known = ""
    if stage.name != POINTS:
        known = f" On the points themselves it is {percent(shown.stages[0].test)}."
    return (
        f"{_subject(stage)} A linear probe is right on **{percent(stage.test)}** of the test "
        f"points.{known} The network is right on {percent(shown.accuracy)}."
    )


def _subject(stage: Stage) -> str:
    if stage.name == POINTS:
        return "These are the points themselves."
    if stage.name == FEATURES:
        return f"The network is given {counted(stage.width, 'feature')}."
    if stage.name == OUTPUT:
        return f"The network ends in {counted(stage.width, 'output')}."
    return f"{stage.name} has {counted(stage.width, 'neuron')}."


def caption(stage: Stage, shown: Representation) -> str:
    """How a stage is brought into two dimensions, and what the marks are."""
    marks = OF_NUMBERS if shown.classes == NUMBERS else MARKS
    return f"{_projection(stage)} {marks}"


def _projection(stage: Stage) -> str:
    if stage.shares:
        first, second = map(percent, stage.shares)
        return (
            f"{counted(stage.width, _noun(stage))}, seen by PCA: PC 1 holds {first} of the "
            f"variance, PC 2 {second}."
        )
    right, up = stage.axes
    if stage.width == 1:
        return f"One {_noun(stage)}: points of about the same value are stacked."
    return f"Shown as it is: {right} to the right, {up} upward."


def _noun(stage: Stage) -> str:
    return {OUTPUT: "output", FEATURES: "feature"}.get(stage.name, "neuron")


def score(stage: Stage, shown: Representation) -> str:
    """How well a linear probe does on the test points, under the small picture of a stage."""
    if shown.classes == NUMBERS:
        return f"R² {number(stage.test, 2)}" if math.isfinite(stage.test) else "No R²"
    return f"Probe {percent(stage.test)}"
