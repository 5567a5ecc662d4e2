"""The graph as it is read, against a walk of its own."""

import pytest
import torch
from torch import nn

from core.foundations.autograd.graph import (
    FREED,
    LEAF,
    OVERWRITTEN,
    named_nodes,
    node_of,
    read_graph,
    reason_lost,
    saved_by,
    walk,
)


def recursive(node, met):
    """Every node that can be reached, by recursion."""
    if node is not None and node not in met:
        met.add(node)
        for following, _ in node.next_functions:
            recursive(following, met)
    return met


def network():
    layers = nn.Sequential(nn.Linear(4, 5), nn.ReLU(), nn.Linear(5, 3), nn.Softmax(1))
    return layers, layers(torch.ones(2, 4)).sum()


def test_there_are_as_many_nodes_and_edges_as_a_walk_of_its_own_meets():
    _, loss = network()
    nodes = walk([loss.grad_fn])
    assert set(nodes) == recursive(loss.grad_fn, set()) and len(set(nodes)) == len(nodes)
    graph = read_graph(nodes, nodes[:1])
    assert len(graph.nodes) == len(nodes) and graph.roots == (0,)
    edges = [each for node in nodes for each, _ in node.next_functions if each is not None]
    assert [nodes[edge.target] for edge in graph.edges] == edges
    assert sum(node.is_leaf for node in graph.nodes) == 4


def test_nodes_have_the_names_and_values_of_variables():
    x = torch.tensor(2.0, requires_grad=True)
    y = x**3
    graph = read_graph(walk([y.grad_fn]), (), named_nodes({"x": x, "y": y, "again": y}))
    power, leaf = graph.nodes
    assert (power.kind, power.name, float(power.value)) == ("PowBackward0", "y", 8.0)
    assert (leaf.kind, leaf.name, float(leaf.value), leaf.version) == (LEAF, "x", 2.0, 0)
    assert graph.outgoing(0) == graph.incoming(1) == list(graph.edges)


def test_what_a_node_has_saved():
    x = torch.tensor(2.0, requires_grad=True)
    saved = {each.name: each.value for each in saved_by((x**3).grad_fn)}
    assert float(saved["self"]) == 2.0


def test_saved_values_that_are_gone():
    x = torch.tensor(2.0, requires_grad=True)
    y = x.exp()
    y.backward()
    assert reason_lost(y.grad_fn) == FREED
    z = x.exp()
    node = z.grad_fn
    z += 1
    assert reason_lost(node) == OVERWRITTEN
    assert reason_lost(x.exp().grad_fn) == ""


def test_a_function_of_ones_own_has_saved_tensors_too():
    class Cube(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x**3

        @staticmethod
        def backward(ctx, gradient):
            return gradient * 3 * ctx.saved_tensors[0] ** 2

    x = torch.tensor(2.0, requires_grad=True)
    y = Cube.apply(x)
    (saved,) = saved_by(y.grad_fn)  # until torch 2.11 freed with y
    assert float(saved.value) == 2.0


@pytest.mark.parametrize("requires_grad", [True, False])
def test_only_what_requires_a_gradient_has_a_node(requires_grad):
    x = torch.tensor(1.0, requires_grad=requires_grad)
    assert (node_of(x) is not None) == requires_grad
