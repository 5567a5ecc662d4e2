"""One step of a training under the microscope: a point goes forward through the network and the
gradient of its loss comes back, both in double; then the optimizer takes its step, in float32 as in
the training.

Dropout is off, and batch norm uses what it has gathered: a single point has no statistics.
"""

import copy
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from core.playground.network import linear_layers
from core.playground.run import Run

STEP = 1e-5
"""How far a weight is moved, either way, for a finite difference."""


@dataclass(frozen=True, eq=False)
class LayerStep:
    """What happens in a layer with weights, all float64.

    Args:
        inputs: (F,), which come from the layer before.
        weight, bias: (N, F) and (N,).
        sums: weight @ inputs + bias, (N,).
        outputs: (N,), what the next layer gets, or the loss.
        sum_gradients, output_gradients: of the loss, (N,) each.
        weight_gradients, bias_gradients: of the loss alone, without penalties, as their shapes.
        weight_update, bias_update: what the optimizer adds.
    """

    inputs: Tensor
    weight: Tensor
    bias: Tensor
    sums: Tensor
    outputs: Tensor
    sum_gradients: Tensor
    output_gradients: Tensor
    weight_gradients: Tensor
    bias_gradients: Tensor
    weight_update: Tensor
    bias_update: Tensor


@dataclass(frozen=True, eq=False)
class Step:
    """A whole step.

    Args:
        layers: from the inputs on.
        loss, after: of the point, before the step and after it.
    """

    layers: tuple[LayerStep, ...]
    loss: float
    after: float


@dataclass(frozen=True)
class Chosen:
    """A weight: of which layer, to which of its neurons, and from which of its inputs, from 0."""

    layer: int
    to: int
    source: int


def take_step(run: Run, index: int) -> Step:
    """A step for a point, from where the run is; the run stays as it is.

    Args:
        index: of the point among those that are trained on.
    """
    network, (x, y) = doubled(run.network), example(run, index)
    sums, outputs = forward(network, x.double())
    for tensor in (*sums, *outputs):
        tensor.retain_grad()
    loss = run.loss(outputs[-1], as_double(y))
    loss.backward()
    moved = after_step(run, x, y)
    with torch.no_grad():
        after = run.loss(moved(x), y)
    steps = [
        _layer_step(*parts)
        for parts in zip(
            linear_layers(network),
            linear_layers(moved),
            [x.double(), *outputs[:-1]],
            sums,
            outputs,
            strict=True,
        )
    ]
    return Step(tuple(steps), loss.item(), after.item())


def _layer_step(
    layer: nn.Linear, moved: nn.Linear, inputs: Tensor, sums: Tensor, outputs: Tensor
) -> LayerStep:
    inputs, gradients = inputs.detach()[0], sums.grad[0]
    return LayerStep(
        inputs=inputs,
        weight=layer.weight.detach(),
        bias=layer.bias.detach(),
        sums=sums.detach()[0],
        outputs=outputs.detach()[0],
        sum_gradients=gradients,
        output_gradients=outputs.grad[0],
        weight_gradients=torch.outer(gradients, inputs),
        bias_gradients=gradients,
        weight_update=moved.weight.detach() - layer.weight.detach(),
        bias_update=moved.bias.detach() - layer.bias.detach(),
    )


def forward(network: nn.Sequential, x: Tensor) -> tuple[list[Tensor], list[Tensor]]:
    """The sums of each layer with weights, and what the next layer gets of it, (1, N) each."""
    sums: list[Tensor] = []
    outputs: list[Tensor] = []
    for module in network:
        x = module(x)
        if isinstance(module, nn.Linear):
            sums.append(x)
            outputs.append(x)
        else:
            outputs[-1] = x
    if outputs[-1] is sums[-1]:
        outputs[-1] = sums[-1] * 1  # a tensor of its own, with a gradient of its own
    return sums, outputs


def after_step(run: Run, x: Tensor, y: Tensor) -> nn.Sequential:
    """The network after the optimizer's step for this point; with what the optimizer remembers of
    the training.

    Args:
        x, y: as the network and the loss take them, float32 or classes.
    """
    network, optimizer = copy.deepcopy((run.network, run.optimizer))  # which share their weights
    network.eval()
    optimizer.zero_grad()
    loss = run.loss(network(x), y)
    weights = [layer.weight for layer in linear_layers(network)]
    if run.settings.l1:
        loss = loss + run.settings.l1 * sum(weight.abs().sum() for weight in weights)
    if run.settings.l2:
        loss = loss + run.settings.l2 / 2 * sum(weight.square().sum() for weight in weights)
    loss.backward()
    optimizer.step()
    return network


def finite_difference(run: Run, index: int, chosen: Chosen) -> float:
    """How fast the loss of a point changes with a weight: it is moved by STEP, up and down."""
    network, losses = doubled(run.network), []
    x, y = map(as_double, example(run, index))
    weight = linear_layers(network)[chosen.layer].weight
    with torch.no_grad():
        for sign in (1, -1):
            weight[chosen.to, chosen.source] += sign * STEP
            losses.append(float(run.loss(network(x), y)))
            weight[chosen.to, chosen.source] -= sign * STEP
    return (losses[0] - losses[1]) / (2 * STEP)


def doubled(network: nn.Sequential) -> nn.Sequential:
    """A copy of a network in double, as it is used and not trained, with gradients for all of its
    weights.
    """
    return copy.deepcopy(network).double().eval().requires_grad_()


def example(run: Run, index: int) -> tuple[Tensor, Tensor]:
    """A point that is trained on, as the network takes it, (1, F), and what the loss takes;
    float32 or classes.
    """
    return run.train.x[index : index + 1], run.train.y[index : index + 1]


def as_double(tensor: Tensor) -> Tensor:
    """Numbers in double; classes as they are."""
    return tensor.double() if tensor.is_floating_point() else tensor
