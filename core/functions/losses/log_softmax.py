"""Large logits: how far naive logarithms of softmax can be trusted, in float32 and float64, found
by trying.

The small functions are shown as code just as they stand.
"""

from functools import lru_cache

import torch
from torch import Tensor
from torch.nn import functional as F


def by_hand(z):
    """As the formula stands."""
    return (z.exp() / z.exp().sum()).log()


def log_of_softmax(z):
    return F.softmax(z, dim=-1).log()


def log_softmax(z):
    return F.log_softmax(z, dim=-1)


WAYS = {
    "log(exp(z) / sum(exp(z)))": by_hand,
    "log(softmax(z))": log_of_softmax,
    "log_softmax(z)": log_softmax,
}
"""Ways to log-probabilities; CrossEntropyLoss takes the last."""

DTYPES = {"float32": torch.float32, "float64": torch.float64}


def sure_and_wrong(way, size, dtype):
    """The loss of logits (size, 0) where the second class is true, and its gradient by them."""
    z = torch.tensor([size, 0.0], dtype=dtype, requires_grad=True)
    loss = -way(z)[1]
    loss.backward()
    return loss.item(), z.grad


def breaks(way, dtype, part):
    """The smallest logit, up to 10,000, at which the loss (part 0) or its gradient (1) is lost: 0,
    infinite or nan.
    """
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
    """By way, type of number and part: the logit at which it breaks, or 10,000 if it does not up to
    there.
    """
    return {
        (way, name, part): breaks(WAYS[way], dtype, place)
        for way in WAYS
        for name, dtype in DTYPES.items()
        for place, part in enumerate(PARTS)
    }


def large(size: float) -> dict[tuple[str, str], tuple[float, Tensor]]:
    """By way and type of number: the loss at logits (size, 0) and its gradient (2,)."""
    return {
        (way, name): sure_and_wrong(WAYS[way], size, dtype)
        for way in WAYS
        for name, dtype in DTYPES.items()
    }
