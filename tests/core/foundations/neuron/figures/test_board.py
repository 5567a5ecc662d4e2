"""What the map of a neuron is drawn from."""

import base64

import numpy as np
import pytest

from core.foundations.neuron.figures.board import LIMITS, board
from core.foundations.neuron.neuron import Neuron, bend


def test_the_curve_is_that_of_the_activation():
    neuron = Neuron(w1=-1.0, activation="Tanh")
    data = board(neuron, bend(neuron.activation), [(0.0, 1.0, 1)], taps="point", hidden=True)
    curve = np.frombuffer(base64.b64decode(data["curve"]), dtype=np.float32)
    sums = np.linspace(-data["sums"], data["sums"], len(curve))
    assert curve == pytest.approx(np.tanh(sums), abs=1e-6)
    assert data["neuron"] == {"w1": -1.0, "w2": 2.0, "b": -1.0, "x1": 1.0, "x2": 0.5}
    assert data["neuron"].keys() == LIMITS.keys()
    assert (data["middle"], data["ends"]) == (0.0, ["−1.0", "1.0"])
    assert data["points"] == [[0.0, 1.0, 1]] and data["hidden"]
