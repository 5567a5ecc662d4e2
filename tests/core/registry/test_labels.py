"""Whatever a reader can choose stands in sentence case, or is spelt as torch spells it.

Torch's are the parameters that a class or a function of torch takes, and their values. All else is
ours: it has a label, or a name that can stand on the screen.
"""

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import torch
from torch import nn

from core.foundations.tensors.dtypes import PYTHON
from core.foundations.tensors.making import AUTOMATIC
from core.registry import Choice, Options, Registry, Several, Spec
from tests.labels import MATHEMATICS, STATES, in_sentence_case, registries

TAKEN_BY_TORCH: dict[str, Callable[[Any], Any]] = {
    "padding_mode": lambda value: nn.Conv2d(1, 1, 1, padding_mode=value),
    "dtype": lambda value: value == AUTOMATIC or torch.zeros(1, dtype=getattr(torch, value)),
    "first_dtype": lambda value: torch.zeros(1, dtype=getattr(torch, value)),
    "second_dtype": lambda value: value == PYTHON or torch.zeros(1, dtype=getattr(torch, value)),
    "array_dtype": lambda value: torch.zeros(1, dtype=getattr(torch, value)),
}
"""Settings whose values go to torch as they are."""

AXES = {"x", "y"}
"""Letters that stand on the screen as in a formula."""

REGISTRIES = registries()
SPECS = [
    pytest.param(name, spec, id=f"{topic}: {name}")
    for topic, state in STATES.items()
    for name, spec in state.specs()
]


def parameters(registry: Registry) -> Iterator[tuple[str, Choice, str, Spec]]:
    for entry, choice in registry.items():
        for name, spec in choice.parameters.items():
            yield f"{entry}: {name}", choice, name, spec


def taken_by_torch(choice: Choice) -> set[str]:
    """What the entry's class or function takes, and a module's call too, if it is torch's."""
    if not choice.build.__module__.startswith("torch."):
        return set()
    is_module = inspect.isclass(choice.build) and issubclass(choice.build, nn.Module)
    called = [choice.build, choice.build.forward] if is_module else [choice.build]
    return {name for part in called for name in inspect.signature(part).parameters}


def parts(choice: Choice) -> set[str]:
    """Parameters of which several together are one argument of torch, such as beta1 and beta2."""
    joined = getattr(choice, "joined", {}) | getattr(choice, "tensors", {})
    return {part for several in joined.values() for part in several}


@pytest.mark.parametrize("registry", REGISTRIES.values(), ids=REGISTRIES)
def test_entries(registry):
    """Mathematics, as features of a point are, stands as it is written."""
    words = [name for name in registry if not MATHEMATICS.fullmatch(name)]
    assert [name for name in words if not in_sentence_case(name)] == []


@pytest.mark.parametrize("registry", REGISTRIES.values(), ids=REGISTRIES)
def test_parameters(registry):
    """Torch's have no label; ours have one."""
    wrong = []
    for where, choice, name, spec in parameters(registry):
        if name in taken_by_torch(choice):
            right = not spec.label
        else:
            right = in_sentence_case(spec.label) or (name in parts(choice) and not spec.label)
        if not right:
            wrong.append(where)
    assert wrong == []


@pytest.mark.parametrize("registry", REGISTRIES.values(), ids=REGISTRIES)
def test_options_of_parameters(registry):
    assert [
        (where, option)
        for where, choice, name, spec in parameters(registry)
        if isinstance(spec, Options) and name not in taken_by_torch(choice)
        for option in map(spec.write, spec.choices())
        if not in_sentence_case(option) and option not in AXES
    ] == []


@pytest.mark.parametrize(("name", "spec"), SPECS)
def test_options_of_settings(name, spec):
    if not isinstance(spec, Options | Several):
        return
    for value in spec.choices():
        if name in TAKEN_BY_TORCH:
            TAKEN_BY_TORCH[name](value)
            continue
        shown = spec.write(value) if isinstance(spec, Options) else value
        assert in_sentence_case(shown), shown
