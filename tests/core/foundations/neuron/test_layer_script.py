"""The scripts of layers and networks are what a PyTorch teacher would write.

tests/test_scripts.py runs them and compares their numbers.
"""

from core.foundations.neuron.layer_script import layer_script, network_script, scale_script
from core.foundations.neuron.state import LAYER, NETWORK, SCALE, State


def test_a_layer_traces_one_output():
    text = layer_script(State(view=LAYER, output_row=1, output_column=3)).text
    assert "row = 1\ncolumn = 3\n" in text
    assert "traced = (x[row] * weight[column]).sum() + bias[column]" in text


def test_a_network_stands_there_in_both_ways():
    text = network_script(State(view=NETWORK)).text
    assert "sequential = nn.Sequential(\n    nn.Linear(784, 512),\n    nn.ReLU()," in text
    assert "class MLP(nn.Module):" in text and "self.layer3 = nn.Linear(128, 10)" in text


def test_a_count_is_made_of_sizes():
    text = scale_script(State(view=SCALE, model="GPT-2 small")).text
    assert '"Embedding of words": 50257 * 768,' in text
    assert '"Layer norms": 12 * (2 * 2 * 768),' in text
