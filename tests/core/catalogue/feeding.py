"""Random values of what losses of a kind are fed with."""

from random import Random

from core.catalogue.predictions import Kind
from tests.sampling import sample


def random_values(kind: Kind, random: Random) -> dict[str, float]:
    """The target, and what else these losses are fed with, by name."""
    return {
        name: quantity.number(sample(quantity.spec, random))
        for name, quantity in kind.feeds.items()
    }
