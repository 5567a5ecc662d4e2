"""Which units and which classes are shown: the strongest, and the likeliest."""

from torch import Tensor

FEW_CLASSES = 10
"""Of so many classes all are shown."""

BARS = 10
"""Classes that have a bar where there are more: the likeliest."""

NUMBERS = 5
"""Classes whose probability is a number of the page where there are more: the likeliest."""


def strongest(values: Tensor, most: int) -> list[int]:
    """The indices of the `most` units with the largest values, (units, ...), in their own order."""
    strength = values.flatten(1).abs().amax(1)
    return sorted(strength.topk(min(most, len(strength))).indices.tolist())


def likeliest(probabilities: Tensor) -> int:
    """The index of the answer, from the probabilities of all classes, (classes,)."""
    return int(probabilities.argmax())


def shown_classes(probabilities: Tensor, most: int) -> list[int]:
    """The indices of the classes that are shown: all of a few in their own order, or the `most`
    likeliest, the first of them first.
    """
    if len(probabilities) <= FEW_CLASSES:
        return list(range(len(probabilities)))
    return probabilities.topk(most).indices.tolist()


def most_important(effects: Tensor) -> int:
    """The unit without which the answer is the least likely.

    Args:
        effects: the probability of the answer without each unit alone, (units,).
    """
    return int(effects.argmin())
