"""The functions that readers see print what the app computes, called as they stand."""

import pytest

from core.data.inputs import png
from core.training import store
from core.vision.feature_maps import capture
from core.vision.feature_maps.shown import show_linear_sum, show_network
from core.vision.feature_maps.state import MAP, State, headline
from tests.printed import numbers

pytestmark = pytest.mark.usefixtures("one_thread")
MEAN, DEVIATION = [0.1307], [0.3081]


@pytest.fixture
def state(tmp_path, monkeypatch):
    """A digit for LeNet, which lies in the folder as input.png."""
    state = State(network="LeNet", index=3)
    (tmp_path / "input.png").write_bytes(png(capture.prepared(state)))
    monkeypatch.chdir(tmp_path)
    return state


def test_the_network(state, capsys):
    layers = {"relu": "conv1", "relu_1": "conv2", "relu_2": "hidden1", "relu_3": "hidden2"}
    layers["output"] = "output"
    classes = [str(digit) for digit in range(10)]
    show_network(store.load("LeNet"), MEAN, DEVIATION, layers, classes, 10)
    assert numbers(capsys.readouterr().out) == pytest.approx(headline(state), rel=1e-6)


def test_a_neuron(state, capsys):
    nodes = {"relu_2": "inputs", "relu_3": "map"}
    show_linear_sum(store.load("LeNet"), MEAN, DEVIATION, "hidden2", 5, nodes)
    expected = headline(state.replace(view=MAP, layer="hidden2", unit=5))
    assert numbers(capsys.readouterr().out) == pytest.approx(expected, rel=1e-6)
