"""Cross-entropy of logits: probabilities and the gradient p - y, and binary cross-entropy as its
case of two classes.

The small functions are shown as code just as they stand.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor
from torch.nn import functional as F

STEPS = 60  # of a descent on logits


def cross_entropy(z, truth):
    """Of logits z (C,) and the true class."""
    return F.cross_entropy(z, torch.tensor(truth))


def probabilities(z):
    """Of logits z (..., C)."""
    return F.softmax(z, dim=-1)


def descend(loss, z, truth, lr, steps):
    """Gradient descent on the logits themselves: (steps + 1, 3), the start first."""
    path = [z]
    for _ in range(steps):
        z = z.detach().requires_grad_()
        loss(z, truth).backward()
        z = z.detach() - lr * z.grad
        path.append(z)
    return torch.stack(path)


def value_and_gradient(loss: Callable[..., Tensor], z: Tensor, truth: int) -> tuple[float, Tensor]:
    """A loss of logits z (C,) and its gradient by them (C,), by autograd."""
    z = z.detach().requires_grad_()
    value = loss(z, truth)
    (gradient,) = torch.autograd.grad(value, z)
    return value.item(), gradient


@dataclass(frozen=True, eq=False)
class Answer:
    """Cross-entropy at three logits.

    Args:
        probabilities, target: p and y, (3,).
        loss: of CrossEntropyLoss; `nll` of NLLLoss after log_softmax.
        gradient: by autograd, (3,); it is p - y.
        path: the probabilities during gradient descent on the logits with learning rate 1,
            (STEPS + 1, 3).
    """

    probabilities: Tensor
    target: Tensor
    loss: float
    nll: float
    gradient: Tensor
    path: Tensor

    @property
    def truth(self) -> int:
        """The true class."""
        return int(self.target.argmax())


@lru_cache(maxsize=32)
def answer(logits: tuple[float, float, float], truth: int) -> Answer:
    """Probabilities, loss and gradient at three logits."""
    z = torch.tensor(logits, dtype=torch.float64)
    loss, gradient = value_and_gradient(cross_entropy, z, truth)
    nll = F.nll_loss(F.log_softmax(z, dim=-1), torch.tensor(truth)).item()
    target = F.one_hot(torch.tensor(truth), len(z)).double()
    path = probabilities(descend(cross_entropy, z, truth, 1.0, STEPS))
    return Answer(path[0], target, loss, nll, gradient, path)


def bce_with_logits(z, yes):
    """Of the one logit z1 - z0."""
    return F.binary_cross_entropy_with_logits(z[1] - z[0], torch.tensor(yes).to(z.dtype))


def bce_of_sigmoid(z, yes):
    """Of the probability of yes."""
    return F.binary_cross_entropy(torch.sigmoid(z[1] - z[0]), torch.tensor(yes).to(z.dtype))


def nll_of_log_softmax(z, yes):
    """Of the log-probabilities of both classes."""
    return F.nll_loss(F.log_softmax(z, dim=-1), torch.tensor(yes))


TWO_CLASS_LOSSES = {
    "CrossEntropyLoss of (z0, z1)": cross_entropy,
    "NLLLoss of log_softmax(z0, z1)": nll_of_log_softmax,
    "BCEWithLogitsLoss of z1 − z0": bce_with_logits,
    "BCELoss of sigmoid(z1 − z0)": bce_of_sigmoid,
}
"""Four ways to the same number."""


def two_classes(logits: tuple[float, float], yes: int) -> dict[str, tuple[float, Tensor]]:
    """For two logits: the loss and its gradient by each of them (2,), in the four ways."""
    z = torch.tensor(logits, dtype=torch.float64)
    return {name: value_and_gradient(loss, z, yes) for name, loss in TWO_CLASS_LOSSES.items()}


@dataclass(frozen=True, eq=False)
class Binary:
    """Two classes over the difference of their logits: `z` (N,), the probability of yes, the loss
    if yes is true and if no is, all (N,) float64.
    """

    z: Tensor
    probability: Tensor
    yes: Tensor
    no: Tensor


@lru_cache(maxsize=1)
def binary() -> Binary:
    """Over all differences that two logits of `Scores` can have."""
    z = torch.linspace(-16, 16, 321, dtype=torch.float64)
    yes, no = (
        F.binary_cross_entropy_with_logits(z, torch.full_like(z, target), reduction="none")
        for target in (1, 0)
    )
    return Binary(z, torch.sigmoid(z), yes, no)
