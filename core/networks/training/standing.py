"""How a training stands: not begun, waiting, running, interrupted, or done and in the store."""

import math
from dataclasses import dataclass
from functools import lru_cache

import torch

from core.data.datasets import DATASETS, load
from core.training import checkpoints, store
from core.training.config import TrainConfig
from core.training.curve import Curve
from core.training.snapshot import Snapshot
from core.training.worker import ACTIVE, Status

NEW, INTERRUPTED, TRAINED = "new", "interrupted", "trained"
"""What a training can be beside what the status of a job says."""


@dataclass(frozen=True, eq=False)
class Standing:
    """How a training stands.

    Args:
        state: NEW, INTERRUPTED, TRAINED, or that of a `Status`.
        curve: loss and accuracy of the training batches so far.
        held_out: loss and accuracy on the test pictures after each epoch.
        steps: of the whole training; 0 if they are not known yet.
        epoch: whole epochs that are done, of an interrupted one.
        snapshot: of one that runs.
        reason: why it failed.
        ahead: trainings before it in the queue.
        trained: the network that came out.
    """

    state: str = NEW
    curve: Curve = ()
    held_out: Curve = ()
    steps: int = 0
    epoch: int = 0
    snapshot: Snapshot = Snapshot()
    reason: str = ""
    ahead: int = 0
    trained: store.Trained | None = None

    @property
    def is_active(self) -> bool:
        """Whether it waits or runs."""
        return self.state in ACTIVE


def standing(config: TrainConfig, status: Status | None) -> Standing:
    """How a training stands, given the status of its latest job, if it has one."""
    if status is not None and status.state in ACTIVE:
        now = status.snapshot
        return Standing(
            status.state,
            status.history,
            now.held_out,
            now.steps,
            snapshot=now,
            ahead=status.ahead,
        )
    if (trained := store.fetch(config)) is not None:
        card = trained.card
        steps = card.curve[-1][0] if card.curve else 0
        return Standing(TRAINED, card.curve, card.held_out, steps, trained=trained)
    reason = status.reason if status is not None and status.state == "failed" else ""
    if (known := checkpoints.find(config)) is not None:
        steps = round(known.held_out[-1][0] / known.epoch * config.epochs) if known.held_out else 0
        return Standing(INTERRUPTED, known.curve, known.held_out, steps, known.epoch, reason=reason)
    if status is None:
        return Standing()
    now = status.snapshot
    return Standing(status.state, status.history, now.held_out, now.steps, 0, now, reason)


@dataclass(frozen=True)
class Plan:
    """What a training amounts to.

    Args:
        parameters: that the network learns.
        pictures: that it learns from; None while they are not on this computer.
        batches: of an epoch; likewise.
        steps: of the training; likewise.
    """

    parameters: int
    pictures: int | None = None
    batches: int | None = None
    steps: int | None = None


def plan(config: TrainConfig) -> Plan:
    """What a training amounts to."""
    parameters = _parameters(config)
    if not DATASETS[config.dataset].is_ready():
        return Plan(parameters)
    pictures = len(load(config.dataset).train_labels)
    batches = math.ceil(pictures / config.batch_size)
    return Plan(parameters, pictures, batches, batches * config.epochs)


@lru_cache(maxsize=64)
def _parameters(config: TrainConfig) -> int:
    """How many numbers a network learns; once for each training, as a page that shows one asks
    several times a second.
    """
    with torch.device("meta"):  # shapes only
        network = config.network.build()
    return sum(value.numel() for value in network.parameters())
