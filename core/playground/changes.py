"""What changes of settings mean for a run: whether it can go on, and what begins afresh."""

from typing import Any

from torch import Tensor

from core.catalogue.optimizer import learning_rate, with_learning_rate
from core.playground.layers import read_layers
from core.playground.settings import LIVE, Settings


def same_start(before: Settings, after: Settings) -> bool:
    """Whether a run with the one can go on with the other: only what may change while a network is
    trained is another.
    """
    return _start(before) == _start(after)


def _start(settings: Settings) -> tuple:
    """What decides the points and the first weights."""
    layers = read_layers(settings.hidden)
    shapes = tuple((layer.width, layer.activation, layer.norm) for layer in layers)
    fixed = (name for name, _ in Settings.specs() if name not in (*LIVE, "hidden"))
    return (shapes, *(getattr(settings, name) for name in fixed))


def only_rate_changes(before: Settings, after: Settings) -> bool:
    """Whether of the optimizer nothing but the learning rate is another, and there is no
    schedule.
    """
    if not before.schedule.choice.constant or not after.schedule.choice.constant:
        return False
    rate = learning_rate(after.optimizer)
    return (
        before.optimizer != after.optimizer
        and with_learning_rate(before.optimizer, rate) == after.optimizer
    )


def begins_afresh(before: Settings, after: Settings) -> bool:
    """Whether a new optimizer is made, with its schedule."""
    steered = ["optimizer", "schedule"]
    steered += [] if after.schedule.choice.constant else ["horizon"]
    return any(getattr(before, name) != getattr(after, name) for name in steered)


def copied(state: Any) -> Any:
    """A state dictionary with tensors of its own."""
    if isinstance(state, Tensor):
        return state.clone()
    if isinstance(state, dict):
        return {key: copied(value) for key, value in state.items()}
    if isinstance(state, list | tuple):
        return type(state)(copied(value) for value in state)
    return state
