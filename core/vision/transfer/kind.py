"""The trainings of this room, for the queue: imported when one is asked for or read."""

from core.plots.numbers import number
from core.training.kinds import Kind, register
from core.vision.transfer.built import network_for
from core.vision.transfer.classify_script import write_script
from core.vision.transfer.training import train
from core.vision.transfer.tuning import Tuning


def describe(tuning: Tuning) -> dict[str, str]:
    """The settings of a training, by the names of columns."""
    words = {
        "Learns": tuning.what,
        "Pictures per class": str(tuning.per_class),
        "Seed": str(tuning.seed),
        "Data": tuning.dataset,
    }
    if tuning.is_fit:
        return words
    return {
        **words,
        "Epochs": str(tuning.epochs),
        "Batch": str(tuning.batch_size),
        "Learning rate": number(tuning.lr),
        "Optimizer": "AdamW",
        "Share of the rate per stage": number(tuning.decay),
        "Frozen batch norm": tuning.frozen_norms,
    }


register(
    Kind(
        Tuning.kind,
        Tuning,
        train,
        describe,
        write_script,
        network=lambda tuning: network_for(tuning.network, tuning.dataset),
    )
)
