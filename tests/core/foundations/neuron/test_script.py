"""The script of a neuron is what a PyTorch teacher would write.

tests/test_scripts.py runs the scripts and compares their numbers.
"""

import pytest

from core.catalogue.activations import ACTIVATIONS
from core.foundations.neuron.script import show_neuron, write_script
from core.foundations.neuron.state import State
from tests.printed import numbers


def test_the_script_of_the_page_as_it_opens():
    text = write_script(State()).text
    assert "activation = nn.Sigmoid()\n" in text and "total = w @ x + b\n" in text
    leaky = State(activation=ACTIVATIONS.pick("LeakyReLU", negative_slope=0.1))
    assert "nn.LeakyReLU(negative_slope=0.1)" in write_script(leaky).text


def test_a_script_can_be_called_as_a_function(capsys):
    import torch

    show_neuron([2.0, -1.0], 0.5, [1.0, 3.0], torch.nn.ReLU())
    assert numbers(capsys.readouterr().out) == pytest.approx(
        {
            "w1 · x1": 2.0,
            "w2 · x2": -3.0,
            "sum": -0.5,
            "output": 0.0,
            "output at zero inputs": 0.5,
        }
    )
