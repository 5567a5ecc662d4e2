"""How good a network is on its test points: which classes it confuses, whether its confidence can
be trusted, and how little a point has to move until its answer is another.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import torch
from torch import Tensor

from core.networks.playground.attack import finite_differences, input_gradient, smallest_epsilon
from core.networks.playground.microscope import STEP, as_double, doubled
from core.networks.playground.representation import check_finite
from core.playground.features import features_of
from core.playground.maps import grid, shade_shares
from core.playground.points import NUMBERS
from core.playground.run import Run
from core.training.evaluation import Calibration, binned

SIDE = 81
"""Points along each side of the map."""

FARTHEST, TRIES = 6.0, 1200
"""Up to which ε another answer is looked for, and in how many steps."""

TINY = 1e-12
"""A probability below this counts as this in a logarithm."""


@dataclass(frozen=True, eq=False)
class Evaluation:
    """What a network answers to its test points.

    Args:
        inputs: (N, 2).
        targets: classes or numbers, (N,).
        outputs: of the network, (N, C) float64.
        shares: of the classes, (N, classes) float64; empty where it gives numbers.
        probabilities: whether the shares are meant as probabilities.
        shades: of the map (`core.playground.maps`), (SIDE, SIDE).
    """

    inputs: Tensor
    targets: Tensor
    classes: int
    outputs: Tensor
    shares: Tensor
    probabilities: bool
    shades: Tensor

    @cached_property
    def answers(self) -> Tensor:
        """The class that the network names for each point, (N,)."""
        return answers_of(self.outputs)

    @cached_property
    def right(self) -> Tensor:
        """Whether that is its class, (N,)."""
        return self.answers == self.targets

    @property
    def accuracy(self) -> float:
        """The share of the points that are classified right."""
        return float(self.right.double().mean())

    @cached_property
    def confidences(self) -> Tensor:
        """The share of the class that the network names, (N,)."""
        return self.shares.gather(1, self.answers[:, None])[:, 0]


def answers_of(outputs: Tensor) -> Tensor:
    """The classes that outputs (N, C) name, (N,): by the sign of one, or the largest of several."""
    return outputs.argmax(1) if outputs.shape[1] > 1 else (outputs[:, 0] > 0).long()


@lru_cache(maxsize=16)
def evaluate(run: Run) -> Evaluation:
    """The answers of a network that nobody trains any further.

    Raises:
        ValueError: the training has diverged.
    """
    points = run.points[1]
    outputs = run.answers(run.test.x)
    check_finite(run, outputs)
    outputs = outputs.double()
    shares = run.head.shown(outputs)
    if points.classes == NUMBERS:
        shares = shares[:, :0]
    elif shares.shape[1] == 1:
        shares = torch.cat([1 - shares, shares], 1)
    return Evaluation(
        inputs=points.inputs,
        targets=points.targets,
        classes=points.classes,
        outputs=outputs,
        shares=shares,
        probabilities=run.head.probabilities,
        shades=_shades(run),
    )


@lru_cache(maxsize=16)
def _shades(run: Run) -> Tensor:
    outputs = run.outputs(grid(SIDE))
    numbers = run.points[0].classes == NUMBERS
    shades = outputs[:, 0] if numbers else shade_shares(run.head.shown(outputs))
    return shades.view(SIDE, SIDE)


def confusion(shown: Evaluation) -> Tensor:
    """How many points of each class (row) got each answer (column), (classes, classes) int64."""
    size = shown.classes
    return torch.bincount(shown.targets * size + shown.answers, minlength=size * size).view(
        size, size
    )


def in_cell(shown: Evaluation, truth: int, answer: int) -> Tensor:
    """The indices of the points in a cell of the confusion matrix."""
    return ((shown.targets == truth) & (shown.answers == answer)).nonzero()[:, 0]


def r_squared(shown: Evaluation) -> float:
    """The share of the variance of the numbers that the network explains."""
    truth = shown.targets.double()
    errors = (truth - shown.outputs[:, 0]).square().sum()
    return float(1 - errors / (truth - truth.mean()).square().sum())


def calibrated(shown: Evaluation) -> Calibration:
    """How well the confidences foretell how many answers are right.

    Raises:
        ValueError: the network gives numbers.
    """
    if shown.classes == NUMBERS:
        raise ValueError(
            "measure='Calibration' needs classes: a network that gives numbers has no confidence"
        )
    likelihood = shown.shares.gather(1, shown.targets[:, None]).clamp(min=TINY)
    nll = float(-likelihood.log().mean())
    return Calibration(*binned(shown.confidences, shown.right), nll)


@dataclass(frozen=True, eq=False)
class Attack:
    """A point that is moved so that its loss rises, all in double.

    Args:
        point, moved: (2,).
        gradient, differences: of the loss with respect to the point, by autograd and by finite
            differences, (2,).
        loss, loss_after: before the step and after it.
        before, after: the class that is named; or the number that is given.
        smallest: the ε at which the class changes; nan if there is none up to FARTHEST, None where
            there are no classes.
    """

    index: int
    epsilon: float
    point: Tensor
    moved: Tensor
    target: float
    gradient: Tensor
    differences: Tensor
    loss: float
    loss_after: float
    before: float
    after: float
    smallest: float | None

    @property
    def direction(self) -> Tensor:
        """Where the point moves: the sign of the gradient, (2,)."""
        return self.gradient.sign()

    @property
    def is_changed(self) -> bool:
        """Whether the class that is named is another after the step."""
        return self.smallest is not None and self.after != self.before


@lru_cache(maxsize=64)
def attack(run: Run, index: int, epsilon: float) -> Attack:
    """FGSM on a test point.

    Raises:
        ValueError: the training has diverged.
    """
    check_finite(run, run.answers(run.test.x))
    outputs_at, loss_at = _functions(run, index)
    point = run.points[1].inputs[index : index + 1].double()
    gradient = input_gradient(loss_at, point)
    moved = point + epsilon * gradient.sign()
    numbers = run.points[0].classes == NUMBERS

    def answers_at(points: Tensor) -> Tensor:
        outputs = outputs_at(points)
        return outputs[:, 0] if numbers else answers_of(outputs)

    with torch.no_grad():
        smallest = None
        if not numbers:
            smallest = smallest_epsilon(answers_at, point, gradient.sign(), FARTHEST, TRIES)
        return Attack(
            index=index,
            epsilon=epsilon,
            point=point[0],
            moved=moved[0],
            target=run.points[1].targets[index].item(),
            gradient=gradient[0],
            differences=finite_differences(loss_at, point, STEP)[0],
            loss=loss_at(point).item(),
            loss_after=loss_at(moved).item(),
            before=answers_at(point).item(),
            after=answers_at(moved).item(),
            smallest=smallest,
        )


def _functions(
    run: Run, index: int
) -> tuple[Callable[[Tensor], Tensor], Callable[[Tensor], Tensor]]:
    """Of points (N, 2) in double: the outputs of the network, and the loss of the test point with
    this index if it were there.
    """
    network = doubled(run.network)
    target = as_double(run.test.y[index : index + 1])

    def outputs_at(points: Tensor) -> Tensor:
        return network(features_of(points, run.settings.features))

    def loss_at(point: Tensor) -> Tensor:
        return run.loss(outputs_at(point), target)

    return outputs_at, loss_at


def nearest(shown: Evaluation, x: float, y: float) -> int:
    """The index of the test point that is nearest to a position."""
    return int((shown.inputs - torch.tensor([x, y])).square().sum(1).argmin())


def has_crossing(result: Attack) -> bool:
    """Whether some ε changes the answer."""
    return result.smallest is not None and not math.isnan(result.smallest)
