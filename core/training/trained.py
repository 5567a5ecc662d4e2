"""A trained network on the disk, as lists and pages know it."""

from dataclasses import dataclass
from pathlib import Path

from core.data.datasets import DATASETS, Dataset
from core.models.zoo import Network
from core.training import kinds
from core.training.card import Card


@dataclass(frozen=True)
class Trained:
    """A trained model: its name in lists and links, its file of weights, its card, and whether it
    came with us.
    """

    name: str
    path: Path
    card: Card
    shipped: bool

    @property
    def dataset(self) -> Dataset:
        """What it was trained on.

        Raises:
            ValueError: it tells no classes apart.
        """
        if not self.classifies:
            raise ValueError(f"network={self.name!r} does not tell classes of pictures apart")
        return DATASETS[self.card.config.dataset]

    @property
    def classifies(self) -> bool:
        """Whether it tells the classes of a data set apart."""
        kind = kinds.kind_of(self.card.config)
        return kind is None or kind.classifies

    @property
    def network(self) -> Network:
        """What kind of network it is."""
        return kinds.network_of(self.card.config)
