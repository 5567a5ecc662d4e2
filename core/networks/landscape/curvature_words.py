"""What is said over the picture of the curvatures, with its numbers."""

from core.networks.landscape.curvature import Curvature, Curvatures
from core.networks.landscape.subject import OWN
from core.plots.numbers import number, percent, scientific
from core.plots.words import counted

NEAR = 0.05
"""How far from 0, as a share of the largest eigenvalue, one still counts as near 0."""


ROUNDING = 1e-13
"""Below this an error is only that of the arithmetic."""


def percent_of(error: float) -> str:
    """An error as a share of what it is the error of."""
    return f"{scientific(error, 1)} of it"


def error_after(result: Curvatures, steps: int) -> float:
    """How far from the largest eigenvalue Lanczos is after so many steps, as a share of it."""
    if not result.known:
        return 0.0  # a network that is dead is flat
    reached = result.largest[min(steps, len(result.largest)) - 1]
    return abs(float(reached) / result.known - 1)


def share_near_zero(result: Curvatures) -> float:
    """The share of the eigenvalues that is near 0, from the estimated spread."""
    near = result.axis.abs() <= NEAR * result.known
    return float(result.spread[near].sum() / result.spread.sum())


def curvature_sentence(setting: Curvature, result: Curvatures) -> str:
    """The largest curvature, how well Lanczos has it, and the signs or the spread of the others."""
    steps, error = (
        counted(len(result.ritz), "step"),
        error_after(result, setting.lanczos_steps),
    )
    largest = f"The largest of {result.count:,} curvatures is **{number(result.known)}**"
    off = "has it to the last digits" if error < ROUNDING else f"is off by {percent_of(error)}"
    lanczos = f"{largest}. After {steps} Lanczos {off}. "
    if len(result.exact):
        negative = int((result.exact < 0).sum())
        low = number(float(result.exact[0]), 3)
        if not negative:
            return f"{lanczos}None of them is negative: the smallest is {low}."
        return f"{lanczos}{negative} of {result.count} are negative, down to {low}."
    return (
        f"{lanczos}About {percent(share_near_zero(result), 0)} of all are closer to 0 than "
        f"{percent(NEAR, 0)} of the largest."
    )


def curvature_caption(setting: Curvature, result: Curvatures) -> str:
    """How it is computed."""
    steps = counted(setting.trained_for, "step")
    trained = f"after {steps} of gradient descent"
    where = "at the end of its training" if setting.problem == OWN else trained
    text = (
        f"The loss is {number(result.loss)}, {where}. Each step of Lanczos multiplies the Hessian "
        "by one vector, which takes two backward passes; Lanczos never needs the Hessian itself. "
    )
    if len(result.exact):
        return text + (
            f"The vertical lines are all {result.count} eigenvalues of the whole Hessian, from "
            "`torch.autograd.functional.hessian`."
        )
    return text + (
        f"The Hessian would have {result.count:,} × {result.count:,} entries. The curve estimates "
        "how all its eigenvalues are spread, from several random starts."
    )
