"""Trainings in the store side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.registry import Config, Several, setting
from core.training import store
from core.training.curve import over_epochs

Numbers = dict[str, float]

MOST = 6
"""Runs that are compared at most: so many lines are told apart."""

Points = tuple[tuple[float, float, float], ...]


@dataclass(frozen=True)
class Comparison(Config):
    """Which trained networks are compared. Only the form of their names is checked."""

    compared: tuple[str, ...] = setting(
        Several(
            store.names,
            ("MLP 784-128-10", "MLP 784-512-128-10"),
            least=1,
            most=MOST,
            valid=store.check_name,
        )
    )


def networks(choice: Comparison) -> tuple[store.Trained, ...]:
    """The chosen trained networks.

    Raises:
        ValueError: one is not on this computer.
    """
    return tuple(map(store.find, choice.compared))


def numbers(choice: Comparison) -> Numbers:
    """The numbers of each, by the names under which the script prints them."""
    return {
        f"{trained.name}: {name}": value
        for trained in networks(choice)
        for name, value in (
            ("test accuracy", trained.card.test_accuracy),
            ("last loss", trained.card.loss),
            ("seconds", trained.card.seconds),
        )
    }


def curves(chosen: Sequence[store.Trained]) -> dict[str, Points]:
    """The curves of the training batches over the epochs, of those of which one was kept."""
    return {
        trained.name: over_epochs(trained.card.curve, trained.card.config.epochs)
        for trained in chosen
        if trained.card.curve
    }


def differences(rows: Sequence[dict[str, str]], always: Sequence[str]) -> list[dict[str, str]]:
    """The same rows with the columns that are not equal in all, and those that are always shown."""
    names = [name for name in rows[0] if name in always or len({row.get(name) for row in rows}) > 1]
    return [{name: row.get(name, "") for name in names} for row in rows]
