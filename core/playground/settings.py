"""The settings of a run: the data, the network and how it is trained."""

from dataclasses import dataclass

from core.catalogue.activations import ACTIVATIONS, Activation
from core.catalogue.initialisations import INITIALISATIONS
from core.catalogue.optimizers import TRAINING_OPTIMIZERS
from core.catalogue.schedules import TRAINING_SCHEDULES
from core.playground.data import DATA
from core.playground.features import FEATURES
from core.playground.layers import read_layers
from core.playground.losses import LOSSES
from core.registry import Choose, ChooseSeveral, Config, Pick, Range, Text, setting


def _same_every_time(name: str, choice: Activation) -> bool:
    """Whether an activation draws nothing at random while a network is trained."""
    return not choice.draws


PLAYGROUND_ACTIVATIONS = ACTIVATIONS.view(keep=_same_every_time)

LIVE = ("loss", "optimizer", "schedule", "horizon", "batch_size", "l1", "l2")
"""Settings that change while a network is trained; dropout and frozen layers do too."""

PENALTY = Range(0.0, 1.0, 0.0, 0.0001)


@dataclass(frozen=True)
class Settings(Config):
    """Everything that decides what becomes of a network.

    Args:
        count, noise, train_share, seed: how many points, their noise from 0 to 50, and how many
            percent of them are trained on; the seed decides the points, the first weights and the
            batches.
        hidden: the hidden layers (`core.playground.layers`).
        horizon: the epochs that the schedule is laid out for; then the learning rate stays.
        l1, l2: times the sum of the weights' absolute values, and half the sum of their squares,
            is added to the loss of each batch.
    """

    data: Pick = setting(Choose(DATA, DATA.pick("Circle")))
    count: int = setting(Range(20, 1200, 500, 10, "points"))
    noise: int = setting(Range(0, 50, 0, 1))
    train_share: int = setting(
        Range(10, 90, 50, 10, "%", "How many of the points the network is trained on.")
    )
    seed: int = setting(Range(0, 99, 0, 1))
    features: tuple[Pick, ...] = setting(
        ChooseSeveral(FEATURES, (FEATURES.pick("x"), FEATURES.pick("y")), most=9)
    )
    hidden: str = setting(
        Text(
            "4, 2",
            300,
            read_layers,
            ("4, 2", "8 ReLU norm, 4", "3 dropout=0.2, 2 frozen", ""),
            "Neurons per layer. A layer may name an activation and add norm, dropout=0.2 or "
            "frozen.",
            names=True,
        )
    )
    activation: Pick = setting(Choose(PLAYGROUND_ACTIVATIONS, PLAYGROUND_ACTIVATIONS.pick("Tanh")))
    initialisation: Pick = setting(Choose(INITIALISATIONS, INITIALISATIONS.pick("PyTorch default")))
    loss: Pick = setting(Choose(LOSSES, LOSSES.pick("Squared error")))
    optimizer: Pick = setting(
        Choose(TRAINING_OPTIMIZERS, TRAINING_OPTIMIZERS.pick("SGD", lr=0.03, momentum=0.0))
    )
    schedule: Pick = setting(Choose(TRAINING_SCHEDULES, TRAINING_SCHEDULES.pick("None")))
    horizon: int = setting(
        Range(10, 2000, 100, 10, "epochs", "Over how many epochs the schedule runs.")
    )
    batch_size: int = setting(Range(1, 100, 10, 1, "points"))
    l1: float = setting(PENALTY)
    l2: float = setting(PENALTY)
