"""Variations: states that a reader comes to from another by moving numbers, drawing and typing."""

from typing import Any

from core.registry.config import Config
from core.registry.picks import Choose, ChooseSeveral
from core.registry.specs import Flag, Options, Range, Spec, Text


def is_variation(state: Config, original: Config) -> bool:
    """Whether what is said of `original` is still about `state`: what was chosen there is chosen
    here, though more picks may have joined those of a list, and only numbers and texts are others.
    Those that name one thing of many, such as an example by its index, count as choices.
    """
    return all(
        _varies(spec, getattr(state, name), getattr(original, name))
        for name, spec in original.specs()
    )


def _varies(spec: Spec, value: Any, original: Any) -> bool:
    if value == original:
        return True
    match spec:
        case Text(names=names) if callable(names):
            return not names(value, original)
        case Range() | Text() | Options() | Flag():
            return not spec.names
        case Choose():
            return value.name == original.name and all(
                _varies(parameter, value[argument], original[argument])
                for argument, parameter in original.choice.parameters.items()
            )
        case ChooseSeveral():
            picks = {pick.name: pick for pick in value}
            return all(
                pick.name in picks and _varies(spec.entry(pick.name), picks[pick.name], pick)
                for pick in original
            )
    return False
