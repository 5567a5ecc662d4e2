"""Trained networks side by side: their curves over the epochs, their settings and accuracies."""

from collections.abc import Sequence

from core.catalogue.optimizer import learning_rate
from core.plots.numbers import number, percent
from core.registry import Pick
from core.training.curve import Curve
from core.training.store import Trained


def over_epochs(trained: Trained) -> tuple[tuple[float, float, float], ...]:
    """The curve of a training, its steps as a number of epochs, so that networks that were trained
    with other sizes of batches can be compared: (epoch, loss, accuracy). Empty if none was kept.
    """
    curve: Curve = trained.card.curve
    if not curve:
        return ()
    rate = trained.card.config.epochs / curve[-1][0]
    return tuple((step * rate, loss, accuracy) for step, loss, accuracy in curve)


def rows(networks: Sequence[Trained]) -> list[dict[str, str]]:
    """A row for each network: how good it is, and every setting that it was trained with."""
    return [
        {
            "Network": trained.name,
            "Test accuracy": percent(trained.card.test_accuracy, 2),
            "Time": f"{trained.card.seconds:.0f} s",
            **_settings(trained),
        }
        for trained in networks
    ]


def _settings(trained: Trained) -> dict[str, str]:
    config = trained.card.config
    return {
        "Epochs": str(config.epochs),
        "Batch": str(config.batch_size),
        "Learning rate": number(learning_rate(config.optimizer)),
        "Optimizer": _pick(config.optimizer),
        "Schedule": _pick(config.schedule),
        "Augmentation": _pick(config.augmentation),
        "Label smoothing": number(config.label_smoothing),
        "Moving average": number(config.ema),
        "Seed": str(config.seed),
        "Data": config.dataset,
    }


def _pick(pick: Pick) -> str:
    """A choice and those of its numbers that are not at their defaults."""
    changed = [
        f"{name.replace('_', ' ')} {number(value)}"
        for name, value in pick.arguments
        if isinstance(value, float) and value != pick.choice.parameters[name].default
    ]
    return ", ".join([pick.name, *changed])
