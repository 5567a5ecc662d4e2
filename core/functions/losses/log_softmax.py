"""Large logits: up to which size naive logarithms of softmax are right, in float32 and float64.

The small functions are shown as code just as they stand.
"""

from functools import lru_cache

import torch
from torch import Tensor
from torch.nn import functional as F


def by_formula(z):
    """Just as the formula says."""
    return (z.exp() / z.exp().sum()).log()


def log_of_softmax(z):
    """The logarithm of what softmax has already rounded."""
    return F.softmax(z, dim=-1).log()


def log_softmax(z):
    """In one step, which subtracts the largest logit first."""
    return F.log_softmax(z, dim=-1)


WAYS = {
    "log(exp(z) / sum(exp(z)))": by_formula,
    "log(softmax(z))": log_of_softmax,
    "log_softmax(z)": log_softmax,
}
"""Ways to log-probabilities; CrossEntropyLoss takes the last."""

UP_TO = 10_000.0
"""Logits beyond this are not tried."""

DTYPES = {"float32": torch.float32, "float64": torch.float64}


def confidently_wrong(way, size, dtype):
    """The loss of logits (size, 0) where the second class is true, and its gradient (2,)."""
    z = torch.tensor([size, 0.0], dtype=dtype, requires_grad=True)
    loss = -way(z)[1]
    loss.backward()
    return loss.item(), z.grad


def breaks_at(way, dtype, part):
    """The smallest logit, up to 10,000, at which the loss (part 0) or its gradient (1) becomes 0,
    infinite or nan, by bisection.
    """
    low, high = 0.0, 10_000.0
    for _ in range(60):
        middle = (low + high) / 2
        values = torch.as_tensor(confidently_wrong(way, middle, dtype)[part])
        if values.isfinite().all() and values.all():
            low = middle
        else:
            high = middle
    return high


PARTS = ("loss", "gradient")


@lru_cache(maxsize=1)
def limits() -> dict[tuple[str, str, str], float]:
    """By way, dtype and part: the logit at which it breaks, or UP_TO if it does not up to there."""
    return {
        (way, name, part): breaks_at(WAYS[way], dtype, index)
        for way in WAYS
        for name, dtype in DTYPES.items()
        for index, part in enumerate(PARTS)
    }


def large(size: float) -> dict[tuple[str, str], tuple[float, Tensor]]:
    """By way and dtype: the loss at logits (size, 0) and its gradient (2,)."""
    return {
        (way, name): confidently_wrong(WAYS[way], size, dtype)
        for way in WAYS
        for name, dtype in DTYPES.items()
    }
