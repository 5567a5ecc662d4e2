"""The pictures that a network finds most alike."""

from torch import Tensor
from torch.nn import functional as F


def nearest(features: Tensor, query: Tensor, count: int) -> tuple[Tensor, Tensor]:
    """The rows of `features` that are most like a query, and how alike they are, best first.

    Args:
        features: (N, D).
        query: (D,).
        count: how many, at most N.
    """
    alike = similarities(features, query)
    values, rows = alike.sort(descending=True, stable=True)
    return rows[:count], values[:count]


def similarities(features, query):
    """The cosine of the angle between a query (D,) and each row of `features` (N, D), (N,)."""
    return F.normalize(features, dim=1) @ F.normalize(query, dim=0)


def leave_one_out(features: Tensor, labels: Tensor) -> float:
    """The share of pictures whose nearest other picture shows the same class."""
    unit = F.normalize(features, dim=1)
    alike = unit @ unit.T
    alike.fill_diagonal_(-2.0)  # nobody is a neighbour of itself
    return float((labels[alike.argmax(1)] == labels).double().mean())
