"""Captured maps against torch.fx, and what a capture leaves behind on a network that others use:
nothing.
"""

import copy
import math
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch
from torch import fx, nn
from torch.nn import functional as F
from torch.utils.flop_counter import FlopCounterMode

from core.models.tracing import record, trace
from tests.core.models.networks import NAMES, NETWORKS, picture


class Nodes(fx.Interpreter):
    """Every tensor that the nodes of a traced network give, in their order."""

    def __init__(self, module):
        super().__init__(module)
        self.outputs = []

    def run_node(self, node):
        output = super().run_node(node)
        if isinstance(output, torch.Tensor) and node.op != "output":
            self.outputs.append(output.clone())
        return output


@pytest.mark.parametrize("name", NAMES)
def test_every_stage_is_the_one_that_fx_sees(name):
    model, x = NETWORKS[name], picture(name, 2)
    nodes = Nodes(fx.symbolic_trace(copy.deepcopy(model)))
    with torch.inference_mode():
        expected = nodes.run(x)
    result = trace(model, x)
    assert torch.equal(result.output, expected)
    assert len(result.stages) == len(nodes.outputs)
    # in place functions of ResNet-18 have changed what fx saw by the time it is compared, hence the
    # clone above
    assert all(map(torch.equal, (stage.output for stage in result.stages), nodes.outputs))


def test_the_probabilities_are_those_of_the_first_picture():
    scores = nn.Linear(1, 2, bias=False)
    nn.init.constant_(scores.weight, 0)
    with torch.no_grad():
        scores.weight[1] = math.log(3)
    pictures = torch.tensor([[1.0], [0.0]])
    for model in (scores, nn.Sequential(scores, nn.LogSoftmax(1))):
        assert trace(model, pictures).probabilities.tolist() == pytest.approx([0.25, 0.75])


@pytest.mark.parametrize("name", NAMES)
def test_parameters_and_multiply_adds_are_all_counted(name):
    model, x = NETWORKS[name], picture(name)
    result = trace(model, x)
    assert sum(stage.parameters for stage in result.stages) == sum(
        value.numel() for value in model.parameters()
    )
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        model(x)
    assert 2 * sum(stage.multiply_adds for stage in result.stages) == counter.get_total_flops()
    assert all(stage.seconds > 0 for stage in result.stages[1:])


@pytest.mark.parametrize("name", NAMES)
def test_a_capture_leaves_nothing_behind(name):
    model = NETWORKS[name]
    before = copy.deepcopy(model.state_dict())
    trace(model, picture(name))
    record(model, picture(name)).output.sum().backward()
    model.zero_grad()
    assert not any(
        module._forward_hooks or module._forward_pre_hooks or module._backward_hooks
        for module in model.modules()
    )
    assert not model.training
    assert all(torch.equal(value, model.state_dict()[key]) for key, value in before.items())


@pytest.mark.parametrize("name", ["DigitNet", "ResNet-18"])
def test_eight_threads_at_once_get_the_bits_of_one(name):
    """Some look, some change a channel, some only run the network, all of them the same one."""
    model, x = NETWORKS[name], picture(name)
    layer = "conv2" if name == "DigitNet" else "layer1.0.conv2"

    def without(channel):
        def edit(stage):
            if stage.name != layer:
                return stage.output
            return stage.output.index_fill(1, torch.tensor([channel]), 0)

        return trace(model, x, edit).output

    def plain(_):
        with torch.inference_mode():
            return model(x)

    def outputs(_):
        return torch.cat([stage.output.flatten() for stage in trace(model, x).stages])

    works = [without, plain, outputs]
    alone = [works[index % 3](index) for index in range(24)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda index: works[index % 3](index), range(24)))
    assert all(map(torch.equal, alone, together))


def test_an_edit_is_what_the_network_goes_on_with():
    model, x = NETWORKS["CNN 16-32"], picture("CNN 16-32")
    result = trace(
        model,
        x,
        lambda stage: stage.output * (stage.name != "relu2"),
    )
    assert torch.equal(result.output[0], model.output.bias)


def test_nothing_is_computed_after_the_last_stage_that_is_needed():
    result = record(NETWORKS["CNN 16-32"], picture("CNN 16-32"), until="max_pool2d1")
    assert [stage.name for stage in result.stages] == ["picture", "conv1", "max_pool2d1"]
    assert torch.equal(result.output, result.stages[-1].output)


def test_gradients_reach_every_stage():
    x = picture("CNN 16-32").requires_grad_()
    result = record(NETWORKS["CNN 16-32"], x)
    gradients = torch.autograd.grad(result.output[0, 3], [stage.output for stage in result.stages])
    relu = result.stages[3]
    assert relu.kind == "relu"
    shut = result.stages[2].output <= 0
    assert (gradients[2][shut] == 0).all() and (gradients[3][shut] != 0).any()


def test_functions_that_work_in_place_spare_what_is_captured():
    class Network(nn.Module):
        def forward(self, x):
            x = F.relu(x + 0, inplace=True)
            x += 1
            return x.mul_(2)

    x = torch.tensor([[-1.0, 2.0]])
    result = trace(Network(), x)
    assert [stage.output.tolist() for stage in result.stages] == [
        [[-1, 2]],
        [[-1, 2]],
        [[0, 2]],
        [[1, 3]],
        [[2, 6]],
    ]
