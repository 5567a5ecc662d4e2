"""Scripts of the activations page: what a PyTorch teacher would write for a state, and no more.

tests/test_scripts.py runs them and compares their numbers.
"""

import contextlib
import io
import math
import random

import pytest
import torch

from core.catalogue.activations import ACTIVATIONS
from core.catalogue.initialisations import INITIALISATIONS
from core.catalogue.vectors import VECTORS
from core.functions.activations.script import show_curves, write_script
from core.functions.activations.state import PRESETS, State, headline
from core.script import WIDTH
from tests.printed import numbers
from tests.sampling import sample_state

pytestmark = pytest.mark.usefixtures("one_thread")


def printed(text: str) -> dict[str, float]:
    """The numbers that a script prints."""
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(text, "script.py", "exec"), {"__name__": "__main__"})
    return numbers(output.getvalue())


def test_the_script_of_the_page_as_it_opens():
    assert (
        write_script(State()).text
        == """\
\"""Activation functions, their slopes and their curvatures at one input.\"""

import torch
from torch import nn
from torch.func import grad


functions = {"ReLU": nn.ReLU(), "Sigmoid": nn.Sigmoid(), "Tanh": nn.Tanh()}
x = 1.0

x = torch.tensor(x, dtype=torch.float64)
for name, function in functions.items():
    function = function.double().eval()
    print(f"{name} value = {function(x).item()}")
    print(f"{name} slope = {grad(function)(x).item()}")
    print(f"{name} curvature = {grad(grad(function))(x).item()}")
"""
    )


def test_only_a_function_without_a_curvature_needs_an_exception():
    with_all = write_script(State(functions=("ReLU", "Sigmoid"))).text
    without = write_script(State(functions=("ReLU", "Hardsigmoid")))
    assert "try" not in with_all and "except RuntimeError" in without.text
    assert math.isnan(printed(without.text)["Hardsigmoid curvature"])


def test_arguments_at_their_defaults_are_left_out():
    text = write_script(State(functions=(ACTIVATIONS.pick("Softplus", beta=2.0), "LeakyReLU"))).text
    assert "nn.Softplus(beta=2.0)," in text and "nn.LeakyReLU()" in text
    state = State(view="Softmax", vector=VECTORS.pick("Softmax", temperature=0.3))
    assert "function = partial(softmax, temperature=0.3)\n" in write_script(state).text
    assert "function = softmax\n" in write_script(state.replace(vector="Softmax")).text
    deep = write_script(State(view="Depth", initialisation="Xavier normal")).text
    assert "initialise = nn.init.xavier_normal_\n" in deep
    he = write_script(State(view="Depth", initialisation="He normal")).text
    assert "initialise = partial(nn.init.kaiming_normal_, nonlinearity='relu')\n" in he


def test_a_module_with_numbers_of_its_own_holds_them_in_float64():
    """0.1 in float32, widened, is 0.10000000149."""
    state = State(functions=(ACTIVATIONS.pick("PReLU", init=0.1),), x=-2.0)
    text = write_script(state).text
    assert "nn.PReLU(init=0.1, dtype=torch.float64)" in text
    expected = {"PReLU value": -0.2, "PReLU slope": 0.1, "PReLU curvature": 0.0}
    assert printed(text) == headline(state) == expected
    deep = State(view="Depth", activation=ACTIVATIONS.pick("PReLU", init=0.1))
    assert "nn.PReLU(init=0.1)" in write_script(deep).text


def test_a_script_can_be_called_as_a_function(capsys):
    show_curves({"Tanh": torch.nn.Tanh()}, 0.0)
    assert numbers(capsys.readouterr().out) == {
        "Tanh value": 0,
        "Tanh slope": 1,
        "Tanh curvature": 0,
    }


def test_no_line_is_too_long():
    generator = random.Random(0)
    states = [sample_state(State, generator) for _ in range(200)]
    for state in [*states, *(preset.state for preset in PRESETS)]:
        text = write_script(state).text
        assert max(map(len, text.splitlines())) <= WIDTH, text


@pytest.mark.usefixtures("foreign")
def test_entries_that_nobody_thought_of_are_in_the_script_with_their_source():
    states = [
        State(functions=(ACTIVATIONS.pick("A crease", beta=2.0, nesterov=True), "Line"), x=5.0),
        State(view="Softmax", vector=VECTORS.pick("Pairs", kernel=0.0)),
        State(
            view="Depth",
            activation=ACTIVATIONS.pick("A crease", reduction=1.0),
            initialisation=INITIALISATIONS.pick("Signs", beta=0.2),
            layers=5,
            width=16,
        ),
    ]
    for state, name in zip(states, ("class Crease", "def pairs", "def signs_"), strict=True):
        text = write_script(state).text
        assert name in text
        assert printed(text) == pytest.approx(headline(state), rel=1e-6)
