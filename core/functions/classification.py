"""Cross-entropy of three logits: probabilities and gradient, two classes, large logits, and common mistakes.

The small functions are shown as code just as they stand. To add a mistake, write its loss and the right one, both of
logits z (3,) and the true class, and add a `Mistake` to `MISTAKES`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor
from torch.nn import functional as F

from core.functions.loss_curves import Scores
from core.registry import Options, Range, setting

LESSONS = ("three classes", "two classes", "large logits", "common mistakes")
STEPS = 60  # of the descent that a mistake is compared by


def cross_entropy(z, truth):
    return F.cross_entropy(z, torch.tensor(truth))


def softmax_first(z, truth):
    return F.cross_entropy(F.softmax(z, dim=-1), torch.tensor(truth))


def relu_first(z, truth):
    return F.cross_entropy(F.relu(z), torch.tensor(truth))


def squared_error(z, truth):
    return F.mse_loss(F.softmax(z, dim=-1), F.one_hot(torch.tensor(truth), 3).to(z.dtype))


def with_logits(z, truth):
    return F.binary_cross_entropy_with_logits(z, F.one_hot(torch.tensor(truth), 3).to(z.dtype))


def sigmoid_first(z, truth):
    return F.binary_cross_entropy_with_logits(torch.sigmoid(z), F.one_hot(torch.tensor(truth), 3).to(z.dtype))


def shares(z):
    return F.softmax(z, dim=-1)


def clipped_shares(z):
    return F.softmax(F.relu(z), dim=-1)


Loss = Callable[[Tensor, int], Tensor]


@dataclass(frozen=True)
class Mistake:
    """A loss that is computed wrongly, and how it is done right.

    Args:
        wrong, right: the losses.
        read_wrong, read_right: what either network takes for its probabilities.
        note: what goes wrong, and what to do.
    """

    wrong: Loss
    right: Loss
    read_wrong: Callable[[Tensor], Tensor]
    read_right: Callable[[Tensor], Tensor]
    note: str


MISTAKES = {
    "softmax before CrossEntropyLoss": Mistake(
        softmax_first, cross_entropy, shares, shares,
        "CrossEntropyLoss takes the softmax itself. Out of probabilities, a second softmax makes nearly equal shares "
        "again: even the perfect answer costs 0.55, and what is sure and wrong gets hardly a gradient. Give it the "
        "logits."),
    "sigmoid before BCEWithLogitsLoss": Mistake(
        sigmoid_first, with_logits, torch.sigmoid, torch.sigmoid,
        "BCEWithLogitsLoss takes the sigmoid itself. The second one squeezes 0 to 1 into 0.5 to 0.73: a no can never "
        "be cheaper than 0.69. Give it the logits."),
    "ReLU on the last layer": Mistake(
        relu_first, cross_entropy, clipped_shares, shares,
        "A logit below zero means that a class is unlikely. ReLU makes it zero, and lets no gradient through: such a "
        "logit never learns. Leave the last layer without an activation."),
    "MSELoss on classes": Mistake(
        squared_error, cross_entropy, shares, shares,
        "Squared error of probabilities is flat where a network is sure and wrong, just where it has most to learn: "
        "the softmax is saturated there. Cross-entropy undoes the exponential, and its gradient stays p − y."),
}


@dataclass(frozen=True)
class Classes(Scores):
    """What a reader can set about classification."""

    lesson: str = setting(Options(LESSONS, LESSONS[0]))
    yes: int = setting(Options((0, 1), 1))
    size: int = setting(Range(0, 900, 50, 1))
    mistake: str = setting(Options(tuple(MISTAKES), next(iter(MISTAKES))))
    pace: float = setting(Range(0.1, 5.0, 1.0, 0.1, note="Learning rate of the descent on the three logits."))


def value_and_gradient(loss: Callable[..., Tensor], z: Tensor, *more: int) -> tuple[float, Tensor]:
    """A loss of logits z and its gradient by z, by autograd."""
    z = z.detach().requires_grad_()
    value = loss(z, *more)
    (gradient,) = torch.autograd.grad(value, z)
    return value.item(), gradient


@dataclass(frozen=True, eq=False)
class Answer:
    """Cross-entropy at three logits.

    Args:
        probabilities, target: p and y, (3,).
        loss: of CrossEntropyLoss; `nll` of NLLLoss after log_softmax.
        gradient: by autograd, (3,); p - y.
        path: the probabilities on the way of gradient descent on the logits with learning rate 1, (STEPS + 1, 3).
    """

    probabilities: Tensor
    target: Tensor
    loss: float
    nll: float
    gradient: Tensor
    path: Tensor


@lru_cache(maxsize=32)
def answer(logits: tuple[float, float, float], truth: int) -> Answer:
    """Probabilities, loss and gradient at three logits."""
    z = torch.tensor(logits, dtype=torch.float64)
    loss, gradient = value_and_gradient(cross_entropy, z, truth)
    nll = F.nll_loss(F.log_softmax(z, dim=-1), torch.tensor(truth)).item()
    target = F.one_hot(torch.tensor(truth), len(z)).double()
    path = shares(descend(cross_entropy, z, truth, 1.0, STEPS))
    return Answer(path[0], target, loss, nll, gradient, path)


def bce_with_logits(z, yes):
    """Of the one logit z1 - z0."""
    return F.binary_cross_entropy_with_logits(z[1] - z[0], torch.tensor(yes).to(z.dtype))


def bce_of_sigmoid(z, yes):
    return F.binary_cross_entropy(torch.sigmoid(z[1] - z[0]), torch.tensor(yes).to(z.dtype))


def nll_of_log_softmax(z, yes):
    return F.nll_loss(F.log_softmax(z, dim=-1), torch.tensor(yes))


TWO = {
    "CrossEntropyLoss of (z0, z1)": cross_entropy,
    "NLLLoss of log_softmax(z0, z1)": nll_of_log_softmax,
    "BCEWithLogitsLoss of z1 − z0": bce_with_logits,
    "BCELoss of sigmoid(z1 − z0)": bce_of_sigmoid,
}
"""Four ways to the same number."""


def two_classes(logits: tuple[float, float], yes: int) -> dict[str, tuple[float, Tensor]]:
    """For two logits: the loss and its gradient by each of them (2,), in the four ways."""
    z = torch.tensor(logits, dtype=torch.float64)
    return {name: value_and_gradient(loss, z, yes) for name, loss in TWO.items()}


@dataclass(frozen=True, eq=False)
class Binary:
    """Two classes over the difference of their logits: `z` (N,), the probability of yes, the loss if yes is true and
    if no is, all (N,) float64."""

    z: Tensor
    probability: Tensor
    yes: Tensor
    no: Tensor


@lru_cache(maxsize=1)
def binary() -> Binary:
    """Over all differences that two logits of `Scores` can have."""
    z = torch.linspace(-16, 16, 321, dtype=torch.float64)
    yes, no = (F.binary_cross_entropy_with_logits(z, torch.full_like(z, one), reduction="none") for one in (1, 0))
    return Binary(z, torch.sigmoid(z), yes, no)


def by_hand(z):
    """As the formula stands."""
    return (z.exp() / z.exp().sum()).log()


def log_of_softmax(z):
    return F.softmax(z, dim=-1).log()


def log_softmax(z):
    return F.log_softmax(z, dim=-1)


WAYS = {"log(exp(z) / sum(exp(z)))": by_hand, "log(softmax(z))": log_of_softmax, "log_softmax(z)": log_softmax}
"""Ways to log-probabilities; CrossEntropyLoss takes the last."""

DTYPES = {"float32": torch.float32, "float64": torch.float64}


def sure_and_wrong(way, size, dtype):
    """The loss of logits (size, 0) where the second class is true, and its gradient by them."""
    z = torch.tensor([size, 0.0], dtype=dtype, requires_grad=True)
    loss = -way(z)[1]
    loss.backward()
    return loss.item(), z.grad


def breaks(way, dtype, part):
    """The smallest logit, up to 10,000, at which the loss (part 0) or its gradient (1) is lost: 0, infinite or nan."""
    low, high = 0.0, 10_000.0
    for _ in range(60):
        middle = (low + high) / 2
        found = torch.as_tensor(sure_and_wrong(way, middle, dtype)[part])
        if found.isfinite().all() and found.all():
            low = middle
        else:
            high = middle
    return high


PARTS = ("loss", "gradient")


@lru_cache(maxsize=1)
def limits() -> dict[tuple[str, str, str], float]:
    """By way, type of number and part: the logit at which it breaks, or 10,000 if it does not up to there."""
    return {(way, name, part): breaks(WAYS[way], dtype, place)
            for way in WAYS for name, dtype in DTYPES.items() for place, part in enumerate(PARTS)}


def large(size: float) -> dict[tuple[str, str], tuple[float, Tensor]]:
    """By way and type of number: the loss at logits (size, 0) and its gradient (2,)."""
    return {(way, name): sure_and_wrong(WAYS[way], size, dtype) for way in WAYS for name, dtype in DTYPES.items()}


def descend(loss, z, truth, rate, steps):
    """Logits on their way down a loss by gradient descent: (steps + 1, 3), the start first."""
    path = [z]
    for _ in range(steps):
        z = z.detach().requires_grad_()
        loss(z, truth).backward()
        z = z.detach() - rate * z.grad
        path.append(z)
    return torch.stack(path)


@dataclass(frozen=True, eq=False)
class Course:
    """One of the two sides of a comparison: the loss and gradient (3,) at the start, what a perfect answer costs, and
    the probability that is read off for the truth at each step, (STEPS + 1,)."""

    loss: float
    gradient: Tensor
    perfect: float
    probability: Tensor


@lru_cache(maxsize=32)
def compare(mistake: str, z: tuple[float, float, float], truth: int, rate: float) -> dict[str, Course]:
    """A mistake beside how it is done right, as "wrong" and "right"."""
    known, logits = MISTAKES[mistake], torch.tensor(z, dtype=torch.float64)
    best = torch.full_like(logits, -100.0)
    best[truth] = 100.0
    courses = {}
    for side, loss, read in (("right", known.right, known.read_right), ("wrong", known.wrong, known.read_wrong)):
        value, gradient = value_and_gradient(loss, logits, truth)
        path = descend(loss, logits, truth, rate, STEPS)
        courses[side] = Course(value, gradient, loss(best, truth).item(), read(path)[:, truth])
    return courses
