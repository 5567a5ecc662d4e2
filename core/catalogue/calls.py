"""From a pick to the call of torch's class: what is given as several numbers here and as one
argument there.

The `facts` of an entry say where the two differ:

    joined: an argument of torch, and the parameters that it is made of
    none: the value of a parameter that stands for torch's None
    always: arguments that are not the reader's to set
    check: a function of the parameters that raises a `ValueError` where they do not go together
"""

import inspect
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from core.registry import Pick


def arguments(pick: Pick) -> dict[str, Any]:
    """The keyword arguments for torch's class. But for `lr`, what is at torch's own default is left
    out.

    Raises:
        ValueError: parameters that do not go together.
    """
    facts, given = pick.choice.facts, dict(pick.arguments)
    facts.get("check", dict)(given)
    for name, value in facts.get("none", {}).items():
        given[name] = None if given[name] == value else given[name]
    for name, parts in facts.get("joined", {}).items():
        given[name] = tuple(given.pop(part) for part in parts)
    usual = defaults(pick.choice.build)
    return {
        name: value for name, value in given.items() if name == "lr" or value != usual[name]
    } | dict(facts.get("always", {}))


def written(code: str, leading: Iterable[str], given: dict[str, Any]) -> str:
    """The call as text: `torch.optim.SGD([point], lr=0.1)`."""
    return (
        f"{code}({', '.join([*leading, *(f'{name}={value!r}' for name, value in given.items())])})"
    )


@lru_cache(maxsize=128)
def defaults(build: Any) -> dict[str, Any]:
    """The arguments of torch's class, each with its default."""
    return {name: one.default for name, one in inspect.signature(build).parameters.items()}
