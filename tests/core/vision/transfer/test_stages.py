"""The stages of each network hold all of it, and are frozen and moved as they say."""

import copy

import pytest
import torch
from torch import nn

from core.models.imagenet import PRETRAINED
from core.vision.transfer.stages import (
    HEAD,
    changed_buffers,
    freeze,
    moved,
    network_names,
    parameters,
    set_modes,
    stages_of,
    titles,
    trainable_titles,
)


def headed(network):
    """A network with a head of three classes, untrained, on no device."""
    with torch.device("meta"):
        return network.with_head(network.build(), nn.Linear(network.features, 3))


@pytest.mark.parametrize("name", network_names())
def test_the_stages_hold_every_parameter_and_buffer_once(name):
    network = PRETRAINED[name]
    model = headed(network)
    values = [value for title in titles(network) for value in parameters(network, model, title)]
    assert {id(value) for value in values} == {id(value) for value in model.parameters()}
    assert len(values) == len(list(model.parameters()))
    stages = stages_of(network, model)
    assert sum(stage.buffers for stage in stages) == len(list(model.buffers()))
    assert stages[-1].title == HEAD and stages[-1].parameters == 3 * (network.features + 1)


def test_the_counts_of_resnet_are_the_published_ones():
    network = PRETRAINED["ResNet-18"]
    counts = [stage.parameters for stage in stages_of(network, headed(network))]
    assert counts[:5] == [9_408 + 128, 147_968, 525_568, 2_099_712, 8_393_728]
    assert sum(stage.buffers for stage in stages_of(network, headed(network))) == 60


@pytest.mark.parametrize("count", range(4))
def test_stages_from_the_back_learn(small, count):
    model = small.with_head(copy.deepcopy(small.untrained(1)), nn.Linear(8, 3))
    freeze(small, model, count)
    expected = ("front", "back", HEAD)[max(0, 2 - count) :]
    assert trainable_titles(small, count) == expected
    for stage in stages_of(small, model):
        assert stage.trainable == (stage.parameters if stage.title in expected else 0)


@pytest.mark.parametrize("norms", ["eval", "train"])
def test_modes(small, norms):
    model = small.with_head(copy.deepcopy(small.untrained(1)), nn.Linear(8, 3))
    set_modes(small, model, 1, norms)
    assert model.second.training and model.second[1].training and not model.first.training
    assert model.first_norm.training == (norms == "train")


def test_how_far_stages_moved_and_which_buffers_changed(small):
    before = small.with_head(copy.deepcopy(small.untrained(1)), nn.Linear(8, 3))
    after = copy.deepcopy(before)
    with torch.no_grad():
        for value in after.second.parameters():
            value.mul_(1.1)
        after.second[1].running_mean += 1
    assert moved(small, before, after) == {"front": 0.0, "back": pytest.approx(0.1, abs=1e-6)}
    assert changed_buffers(before, after) == 1 and changed_buffers(before, before) == 0
