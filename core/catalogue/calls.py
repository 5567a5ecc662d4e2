"""From a pick to the call of torch's class: what a reader sets as several numbers may be one
argument of torch.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from core.registry import Choice, Pick
from core.script import WIDTH, Code


@dataclass(frozen=True, eq=False, kw_only=True)
class Call(Choice):
    """A choice whose parameters are not word for word the arguments of what it builds.

    Args:
        joined: an argument of torch, and the parameters that it is made of.
        none_values: the value of a parameter that stands for torch's None.
        always: arguments that are not the reader's to set.
        check: raises a `ValueError` where the parameters, by name, do not go together.
    """

    joined: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    none_values: Mapping[str, Any] = field(default_factory=dict)
    always: Mapping[str, Any] = field(default_factory=dict)
    check: Callable[[Mapping[str, Any]], None] | None = None

    @property
    def called(self) -> str:
        """What it is called by in a script: torch's name, or the name of a class or function of our
        own.
        """
        return name_of(self)


def own_code(*picks: Pick) -> tuple[Callable, ...]:
    """The classes and functions of picks that are not torch's, whose source a script shows."""
    return tuple(pick.choice.build for pick in picks if not pick.choice.code)


def name_of(choice: Choice) -> str:
    """What a script calls an entry: torch's name, or that of a class or function of our own."""
    return choice.code or choice.build.__name__


def constructed(pick: Pick, **more: Any) -> Code:
    """How what a pick stands for is made: `nn.LeakyReLU(negative_slope=0.1)`.

    Args:
        more: further arguments.
    """
    return Code(f"{name_of(pick.choice)}({changed(pick.choice, dict(pick.arguments) | more)})")


def changed(choice: Choice, arguments: Mapping[str, Any]) -> str:
    """The arguments that are not at the function's own defaults, as a call has them."""
    usual = inspect.signature(choice.build).parameters
    return ", ".join(
        f"{name}={value!r}"
        for name, value in arguments.items()
        if name not in usual or value != usual[name].default
    )


def arguments(pick: Pick, *shown: str) -> dict[str, Any]:
    """The keyword arguments for torch's class. What is at torch's own default is left out, but for
    the parameters named in `shown`.

    Raises:
        ValueError: parameters that do not go together.
    """
    choice, values = pick.choice, dict(pick.arguments)
    if choice.check is not None:
        choice.check(values)
    for name, value in choice.none_values.items():
        if values[name] == value:
            values[name] = None
    for name, parts in choice.joined.items():
        values[name] = tuple(values.pop(part) for part in parts)
    usual = defaults(choice.build)
    changed = {
        name: value
        for name, value in values.items()
        if name in shown or name not in usual or value != usual[name]
    }
    return changed | dict(choice.always)


def written(
    code: str, leading: Iterable[str], keywords: Mapping[str, Any], column: int = 0, indent: int = 0
) -> str:
    """The call as text: `torch.optim.SGD([point], lr=0.1)`.

    Args:
        column: where it begins; if it would end beyond WIDTH, each argument has a line of its own.
        indent: of the line in which it begins.
    """
    parts = [*leading, *(f"{name}={value!r}" for name, value in keywords.items())]
    line = f"{code}({', '.join(parts)})"
    if column + len(line) < WIDTH:
        return line
    inner = "".join(f"{' ' * (indent + 4)}{part},\n" for part in parts)
    return f"{code}(\n{inner}{' ' * indent})"


@lru_cache(maxsize=128)
def defaults(build: Callable) -> dict[str, Any]:
    """The arguments of a class or function, each with its default."""
    parameters = inspect.signature(build).parameters
    return {name: parameter.default for name, parameter in parameters.items()}
