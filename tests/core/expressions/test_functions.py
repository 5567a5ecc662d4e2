"""What the lists allow is torch's, and nothing that writes, seeds or runs."""

import re

import torch
from torch.nn import functional

from core.expressions.functions import (
    CHANGING,
    CONSTANTS,
    FUNCTIONAL,
    IN_ORDER,
    KEYWORDS,
    METHODS,
    TORCH,
)

FORBIDDEN = re.compile(
    r"load|save|seed|rand|normal_|bernoulli|multinomial|dropout|apply|map_|hook|compile|from_|numpy|"
    r"set_|resize|share|pin|pickle|empty|register|backward|storage$|ptr_"
)


def test_every_name_is_torchs():
    assert all(callable(getattr(torch, name)) for name in TORCH)
    assert all(callable(getattr(functional, name)) for name in FUNCTIONAL)
    assert all(callable(getattr(torch.Tensor, name)) for name in [*METHODS, *CHANGING])
    assert all(isinstance(value, torch.dtype | float) for value in CONSTANTS.values())


def test_no_name_writes_seeds_or_runs():
    names = [*TORCH, *FUNCTIONAL, *METHODS]
    assert [name for name in names if FORBIDDEN.search(name)] == []
    assert not {"out", "inplace", "device", "generator", "pin_memory", "layout"} & KEYWORDS


def test_what_changes_its_tensor_is_on_a_list_of_its_own():
    assert all(name.endswith("_") for name in CHANGING)
    assert not any(name.endswith("_") for name in [*TORCH, *FUNCTIONAL, *METHODS])


def test_a_function_does_not_change_its_tensor_by_an_argument_in_order():
    functions = IN_ORDER["F"]
    assert functions["relu"] == 1 and functions["elu"] == 2 and functions["linear"] > 99
    assert functions["normalize"] == 4 and IN_ORDER["torch"]["norm"] == 4
