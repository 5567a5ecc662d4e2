"""Activation functions as data: all that torch has, and their formulas."""

import math
import random

import pytest
import torch
import torch.nn.modules.activation as torch_activations
from torch import nn
from torch.nn import functional as F

from core.catalogue.activations import ACTIVATIONS, LEFT_OUT, build, formula, formula_with_numbers
from core.functions.activations.curves import curve
from tests.sampling import sample_pick

X = torch.linspace(-5, 5, 801, dtype=torch.float64)


def maps_numbers(name: str) -> bool:
    """Whether a class of torch.nn, made without arguments, takes each number to a number, and not
    all to themselves.
    """
    try:
        module = getattr(nn, name)().double().eval()
        with torch.no_grad():
            values, backwards, single = module(X), module(X.flip(0)), module(X[:1])
    except Exception:
        return False
    return (
        isinstance(values, torch.Tensor)
        and values.shape == X.shape
        and not torch.equal(values, X)
        and torch.equal(values.flip(0), backwards)
        and torch.equal(values[:1], single)
    )


@pytest.mark.filterwarnings("ignore")
def test_every_activation_of_torch_is_there_with_its_formula_or_left_out_for_a_reason():
    names = [
        name for name, kind in vars(nn).items() if isinstance(kind, type) and maps_numbers(name)
    ]
    assert len(names) >= 22 and {*names, *torch_activations.__all__} <= set(ACTIVATIONS) | set(
        LEFT_OUT
    )
    assert all(
        ACTIVATIONS[name].formula for name in {*names, *torch_activations.__all__} & {*ACTIVATIONS}
    )
    assert not set(ACTIVATIONS) & set(LEFT_OUT) and all(LEFT_OUT.values())


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_it_is_the_module_that_its_name_says(name):
    pick = ACTIVATIONS.pick(name)
    assert type(build(pick)).__name__ == name
    assert pick.choice.code == (
        f"nn.{name}" if pick.choice.build is getattr(nn, name, None) else ""
    )


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("ReLU", F.relu),
        ("Sigmoid", torch.sigmoid),
        ("Tanh", torch.tanh),
        ("GELU", F.gelu),
        ("Mish", F.mish),
        ("SiLU", lambda x: x * torch.sigmoid(x)),
        ("Softplus", lambda x: torch.log1p(x.exp())),
        ("Softsign", lambda x: x / (1 + x.abs())),
        ("Hardswish", lambda x: x * (x + 3).clamp(0, 6) / 6),
        ("Tanhshrink", lambda x: x - x.tanh()),
        ("RReLU", lambda x: torch.where(x < 0, (1 / 8 + 1 / 3) / 2 * x, x)),
    ],
)
def test_values_are_those_of_the_formula(name, function):
    assert torch.allclose(curve(ACTIVATIONS.pick(name), X).values, function(X), atol=1e-8)


ROUNDED = {"SELU"}
"""Entries whose formula is written with five digits."""


@pytest.mark.parametrize("name", sorted(set(ACTIVATIONS) - ROUNDED))
def test_an_entry_says_what_torch_computes_in_float32_for_float64_too(name):
    """Slopes by autograd through the formula against those of torch's own module."""
    maths = {key: getattr(torch, key) for key in ("exp", "log", "tanh", "erf")}
    rules = {"abs": abs, "min": min, "max": max, "sqrt": math.sqrt, "pi": math.pi, **maths}
    generator, furthest = random.Random(name), 0.0
    for _ in range(40):
        pick = sample_pick(ACTIVATIONS, name, generator)
        x = torch.tensor(generator.uniform(-6, 6), dtype=torch.float64, requires_grad=True)
        value = eval(formula(pick), rules, {"x": x, **dict(pick.arguments)}) + 0 * x
        (slope,) = torch.autograd.grad(value, x)
        result = curve(pick, x[None])
        assert float(result.values) == pytest.approx(value.item(), rel=1e-12, abs=1e-12)
        furthest = max(furthest, abs(float(result.slopes) - slope.item()))
    assert furthest < 1e-6 and (furthest > 1e-12) == (ACTIVATIONS[name].single == "its slope")


MATHS = {name: getattr(math, name) for name in ("exp", "log", "tanh", "erf", "sqrt", "pi")}


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_formula_is_the_function(name):
    """As an entry states it, if it does, and as the page writes it with the numbers in the names'
    places.
    """
    generator = random.Random(name)
    for _ in range(40 if ACTIVATIONS[name].formula else 0):
        pick, x = sample_pick(ACTIVATIONS, name, generator), generator.uniform(-6, 6)
        value = float(curve(pick, torch.tensor([x])).values)
        rules = {"abs": abs, "min": min, "max": max, **MATHS}
        assert eval(formula(pick), rules, {"x": x, **dict(pick.arguments)}) == pytest.approx(
            value, rel=2e-4, abs=2e-4
        )
        shown = formula_with_numbers(pick, round(x, 2))
        rounded = float(curve(pick, torch.tensor([round(x, 2)], dtype=torch.float64)).values)
        assert eval(shown, rules) == pytest.approx(rounded, rel=5e-3, abs=5e-3)
