"""Graphs of whole networks, against the same networks on the CPU."""

from collections import Counter

import pytest
import torch
from torch import nn

from core.foundations.autograd.graph import kind_of, node_of, walk
from core.foundations.autograd.modules import (
    NETWORKS,
    check_path,
    group_of,
    module_graph,
    network_names,
    toggled,
)
from core.models.zoo import MODELS


@pytest.mark.parametrize("name", list(MODELS))
def test_the_graph_is_that_of_the_network_on_the_cpu(name):
    network = NETWORKS[name]
    model = network.build().eval()
    nodes = walk([node_of(model(torch.zeros(1, *network.shape)).sum())])
    result = module_graph(name)
    assert Counter(map(kind_of, nodes)) == Counter(node.kind for node in result.graph.nodes)
    assert result.parameters == sum(each.numel() for each in model.parameters())
    assert result.leaves == len(list(model.parameters()))
    names = {node.name for node in result.graph.nodes if node.is_leaf}
    assert names == {name for name, _ in model.named_parameters()}


def test_resnet_18_has_133_nodes_and_62_leaves():
    result = module_graph("ResNet-18")
    assert (len(result.graph.nodes), len(result.graph.edges)) == (133, 140)
    assert (result.leaves, result.parameters) == (62, 11_689_512)
    assert "ResNet-18" in network_names()


def test_every_node_is_in_the_modules_that_made_it():
    result = module_graph("ResNet-18")
    by_name = {
        node.name: owners for node, owners in zip(result.graph.nodes, result.owners, strict=True)
    }
    assert by_name["layer1.0.conv1.weight"] == ("layer1", "layer1.0", "layer1.0.conv1")
    relus = [
        owners[-1]
        for node, owners in zip(result.graph.nodes, result.owners, strict=True)
        if node.kind == "ReluBackward0" and "layer1.0" in owners
    ]
    assert sorted(relus) == ["layer1.0.relu", "layer1.0.relu#2"]
    flat = module_graph("LeNet")
    inner = [
        owners
        for node, owners in zip(flat.graph.nodes, flat.owners, strict=True)
        if node.kind == "TBackward0"
    ]
    assert sorted(inner) == [("hidden1",), ("hidden2",), ("output",)]


def test_modules_open_and_close():
    result = module_graph("ResNet-18")
    assert group_of(("layer1", "layer1.0"), ()) == "layer1"
    assert group_of(("layer1", "layer1.0"), ("layer1",)) == "layer1.0"
    opened = toggled(result, (), "layer1")
    opened = toggled(result, toggled(result, opened, "layer1.0"), "layer1.0.conv1")
    assert opened == ("layer1", "layer1.0", "layer1.0.conv1")
    weight = [node.name for node in result.graph.nodes].index("layer1.0.conv1.weight")
    assert toggled(result, opened, str(weight)) == ("layer1", "layer1.0")
    addition = next(
        index
        for index, (node, owners) in enumerate(zip(result.graph.nodes, result.owners, strict=True))
        if node.kind == "AddBackward0" and owners == ("layer1", "layer1.0")
    )
    assert toggled(result, opened, str(addition)) == ("layer1",)
    assert toggled(result, opened, "nothing") == opened == toggled(result, opened, "layer1")
    assert toggled(result, (), "0") == () == toggled(result, (), "9999")


def test_paths():
    check_path("layer1.0.relu#2")
    for text in ("", "a b", "x" * 81, "layer1..", None):
        with pytest.raises(ValueError, match="path of a module"):
            check_path(text)


def test_a_network_is_not_changed_and_holds_no_numbers():
    before = torch.initial_seed(), torch.get_rng_state()
    module_graph.__wrapped__("LeNet")
    assert torch.equal(before[1], torch.get_rng_state()) and isinstance(nn.Linear(1, 1), nn.Module)
