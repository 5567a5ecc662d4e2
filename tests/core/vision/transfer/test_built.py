"""The text that builds a network builds the network."""

import pytest
import torch

from core.models.zoo import create
from core.script import write
from core.vision.transfer.built import network_for
from tests.core.vision.transfer.small import DATASET, NETWORK


@pytest.mark.parametrize("name", [NETWORK, "EfficientNet-Lite0", "SqueezeNet 1.1", "ResNet-18"])
def test_its_text_is_the_network(name, tmp_path, monkeypatch):
    network = network_for(name, DATASET)
    assert network.shape == (3, 20, 20) and network.classes == ("red", "green", "blue")
    assert network.code == network.build.__name__
    monkeypatch.chdir(tmp_path)
    if name == NETWORK:
        return  # its class is that of a test
    text = write(show, network.build).text
    space: dict = {}
    exec(compile(text, "script", "exec"), space)
    theirs = space[network.code]()
    ours = create(network, torch.Generator().manual_seed(0))
    theirs.load_state_dict(ours.state_dict())
    x = torch.rand(2, 3, 20, 20, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        assert torch.equal(theirs.eval()(x), ours.eval()(x))


def show():
    """Shows nothing."""
    print()
