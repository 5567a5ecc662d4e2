"""Activations against torch.nn.functional, finite differences, and closed forms."""

import math
import random

import pytest
import torch
import torch.nn.modules.activation as torch_activations
from torch import nn
from torch.nn import functional as F

from core.functions.activations import ACTIVATIONS, LEFT_OUT, build, curve, formula, kinks, properties, written
from core.registry import sample_pick

X = torch.linspace(-5, 5, 801, dtype=torch.float64)


def maps_numbers(name: str) -> bool:
    """Whether a class of torch.nn, made without arguments, takes each number to a number, and not all to themselves."""
    try:
        module = getattr(nn, name)().double().eval()
        with torch.no_grad():
            found, backwards, one = module(X), module(X.flip(0)), module(X[:1])
    except Exception:
        return False
    return (isinstance(found, torch.Tensor) and found.shape == X.shape and not torch.equal(found, X)
            and torch.equal(found.flip(0), backwards) and torch.equal(found[:1], one))


@pytest.mark.filterwarnings("ignore")
def test_every_activation_of_torch_is_there_with_its_formula_or_left_out_for_a_reason():
    found = [name for name, kind in vars(nn).items() if isinstance(kind, type) and maps_numbers(name)]
    assert len(found) >= 22 and {*found, *torch_activations.__all__} <= set(ACTIVATIONS) | set(LEFT_OUT)
    assert all("formula" in ACTIVATIONS[name].facts for name in {*found, *torch_activations.__all__} & {*ACTIVATIONS})
    assert not set(ACTIVATIONS) & set(LEFT_OUT) and all(LEFT_OUT.values())


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_it_is_the_module_that_its_name_says(name):
    pick = ACTIVATIONS.pick(name)
    assert type(build(pick)).__name__ == name
    assert pick.choice.code == (f"nn.{name}" if pick.choice.build is getattr(nn, name, None) else "")


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_slopes_are_those_of_finite_differences(name):
    pick, step = ACTIVATIONS.pick(name), 1e-6
    away = torch.ones_like(X, dtype=torch.bool)
    for kink in kinks(pick):
        away &= (X - kink.x).abs() > 1e-3
    x = X[away]
    module = build(pick)
    with torch.no_grad():
        slopes = (module(x + step) - module(x - step)) / (2 * step)
    found = curve(pick, x)
    assert torch.allclose(found.slopes, slopes, atol=1e-6)
    bends = (curve(pick, x + step).slopes - curve(pick, x - step).slopes) / (2 * step)
    even = x.abs() > 1e-3  # at zero the second derivative of ELU and of Softsign jumps
    assert torch.allclose(found.curvatures[even], bends[even], atol=1e-4) or found.curvatures.isnan().all()


@pytest.mark.parametrize(("name", "function"), [
    ("ReLU", F.relu), ("Sigmoid", torch.sigmoid), ("Tanh", torch.tanh), ("GELU", F.gelu), ("Mish", F.mish),
    ("SiLU", lambda x: x * torch.sigmoid(x)), ("Softplus", lambda x: torch.log1p(x.exp())),
    ("Softsign", lambda x: x / (1 + x.abs())), ("Hardswish", lambda x: x * (x + 3).clamp(0, 6) / 6),
    ("Tanhshrink", lambda x: x - x.tanh()), ("RReLU", lambda x: torch.where(x < 0, (1 / 8 + 1 / 3) / 2 * x, x)),
])
def test_values_are_those_of_the_formula(name, function):
    assert torch.allclose(curve(ACTIVATIONS.pick(name), X).values, function(X), atol=1e-8)


MATHS = {name: getattr(math, name) for name in ("exp", "log", "tanh", "erf", "sqrt", "pi")}


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_formula_is_the_function(name):
    """As an entry states it, if it does, and as the page writes it with the numbers in the names' places."""
    generator = random.Random(name)
    for _ in range(40 if "formula" in ACTIVATIONS[name].facts else 0):
        pick, x = sample_pick(ACTIVATIONS, name, generator), generator.uniform(-6, 6)
        value = float(curve(pick, torch.tensor([x])).values)
        rules = {"abs": abs, "min": min, "max": max, **MATHS}
        assert eval(formula(pick), rules, {"x": x, **dict(pick.arguments)}) == pytest.approx(value, rel=2e-4, abs=2e-4)
        shown = written(pick, round(x, 2)).replace("−", "-").replace("·", "*")
        rounded = float(curve(pick, torch.tensor([round(x, 2)], dtype=torch.float64)).values)
        assert eval(shown, rules) == pytest.approx(rounded, rel=5e-3, abs=5e-3)


def test_kinks_are_found_with_the_slope_that_torch_takes():
    (relu,) = kinks(ACTIVATIONS.pick("ReLU"))
    assert (relu.x, relu.left, relu.right, relu.taken) == (0, 0, 1, 0)
    assert [kink.x for kink in kinks(ACTIVATIONS.pick("Hardtanh", min_val=-0.7, max_val=2.3))] == [-0.7, 2.3]
    low, high = kinks(ACTIVATIONS.pick("Hardsigmoid"))
    assert (low.x, high.x) == (-3, 3)
    assert low.right == pytest.approx(1 / 6)
    assert [kink.x for kink in kinks(ACTIVATIONS.pick("Softshrink", lambd=1.2))] == [-1.2, 1.2]
    for smooth in ("Sigmoid", "Tanh", "GELU", "SiLU", "Mish", "Softsign", "LogSigmoid", "CELU"):
        assert kinks(ACTIVATIONS.pick(smooth)) == ()
    assert len(kinks(ACTIVATIONS.pick("ELU", alpha=2.0))) == 1
    (line,) = kinks(ACTIVATIONS.pick("Softplus", beta=0.1, threshold=1.0))
    assert line.x == 10


def test_properties_that_are_known():
    assert (properties(ACTIVATIONS.pick("Tanh")).low, properties(ACTIVATIONS.pick("Tanh")).high) == (-1, 1)
    assert properties(ACTIVATIONS.pick("Sigmoid")).steepest == pytest.approx(0.25)
    assert properties(ACTIVATIONS.pick("ReLU")).high == math.inf
    assert properties(ACTIVATIONS.pick("ReLU")).mean == pytest.approx(1 / math.sqrt(2 * math.pi), abs=1e-3)
    assert properties(ACTIVATIONS.pick("ReLU")).saturated == pytest.approx(0.5)
    inside = math.erf(1 / math.sqrt(2))
    assert properties(ACTIVATIONS.pick("Hardtanh")).saturated == pytest.approx(1 - inside, abs=1e-3)
    assert properties(ACTIVATIONS.pick("SELU")).zero_centred
    monotone = {name for name in ACTIVATIONS if properties(ACTIVATIONS.pick(name)).monotone}
    assert set(ACTIVATIONS) - monotone == {"GELU", "SiLU", "Mish", "Hardswish"}
