"""The training that a reader is choosing: its settings need not fit one another yet."""

from dataclasses import dataclass

from core.catalogue.optimizers import TRAINING_OPTIMIZERS
from core.models.stack import OWN_STACK
from core.models.zoo import MODELS
from core.registry import Choose, Config, Options, Pick, Range, setting
from core.training.config import TrainConfig


@dataclass(frozen=True)
class Draft(TrainConfig):
    """The settings of a `TrainConfig`, each allowed by itself: an address may hold any. At first
    they are those from which shipped weights come.
    """

    model: str = setting(Options(lambda: (*MODELS, OWN_STACK), "MLP 784-128-10"))

    epochs: int = setting(Range(1, 20, 8, 1))
    optimizer: Pick = setting(
        Choose(TRAINING_OPTIMIZERS, TRAINING_OPTIMIZERS.pick("AdamW", lr=0.01, weight_decay=0.1))
    )

    def __post_init__(self):
        Config.__post_init__(self)

    @property
    def config(self) -> TrainConfig:
        """The training.

        Raises:
            ValueError: the settings do not fit one another.
        """
        return self.part(TrainConfig)
