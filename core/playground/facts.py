"""What is behind one number of a network: the gradient of a weight or a bias as the sum of products
that it is, and the finite difference beside it.

The gradient here is that of the loss of all training points, as outside of training: without
dropout, penalties and the chance of a batch.
"""

import copy
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from core.playground.network import linear_layers
from core.playground.run import Run

STEP = 1e-5
"""How far a number is moved either way for the finite difference, in float64."""


@dataclass(frozen=True)
class Facts:
    """A weight, or a bias.

    Args:
        value: the number.
        signal, input: of the training points, the means of the absolute values of the two factors:
            the derivative of the loss by the neuron's sum, times the number of points, and what
            comes in along the link (1 for a bias).
        gradient: the sum of the products of both over all points, divided by their number.
        difference: the finite difference of the loss, in float64.
        points: how many.
    """

    value: float
    signal: float
    input: float
    gradient: float
    difference: float
    points: int


def facts(run: Run, layer: int, row: int, column: int | None) -> Facts:
    """Those of the weight from an input of a layer to one of its neurons, or of the neuron's bias.

    Args:
        layer: from 0, the last makes the outputs.
        row: the neuron.
        column: the input; None for the bias.

    Raises:
        ValueError: there is no such number.
    """
    layers = linear_layers(run.network)
    if not 0 <= layer < len(layers) or not 0 <= row < layers[layer].out_features:
        raise ValueError(f"layer={layer}, row={row} is no neuron of this network")
    if column is not None and not 0 <= column < layers[layer].in_features:
        raise ValueError(f"column={column} is no input of layer {layer}")
    signal, inputs = _factors(run, layers[layer])
    signal = signal[:, row]
    input = torch.ones(len(signal)) if column is None else inputs[:, column]
    number = layers[layer].bias[row] if column is None else layers[layer].weight[row, column]
    return Facts(
        number.item(),
        signal.abs().mean().item(),
        input.abs().mean().item(),
        (signal * input).mean().item(),
        _difference(run, layer, row, column),
        len(signal),
    )


def _factors(run: Run, module: nn.Linear) -> tuple[Tensor, Tensor]:
    """For each point the derivative of its loss by the sums of a layer, (N, out), and what comes
    in, (N, in).
    """
    seen: dict[str, Tensor] = {}

    def keep(_: nn.Module, inputs: tuple[Tensor], sums: Tensor) -> None:
        seen["inputs"], seen["sums"] = inputs[0].detach(), sums

    network = copy.deepcopy(run.network).requires_grad_(True).eval()
    twin = linear_layers(network)[linear_layers(run.network).index(module)]
    twin.register_forward_hook(keep)
    loss = run.loss(network(run.train.x), run.train.y)
    (signal,) = torch.autograd.grad(loss, seen["sums"])
    return signal * len(signal), seen["inputs"]


@torch.no_grad()
def _difference(run: Run, layer: int, row: int, column: int | None) -> float:
    network = copy.deepcopy(run.network).double().eval()
    module = linear_layers(network)[layer]
    number = module.bias[row] if column is None else module.weight[row, column]
    x, y = run.train.x.double(), run.train.y
    y = y.double() if y.is_floating_point() else y
    losses = []
    for move in (STEP, -2 * STEP):
        number += move
        losses.append(run.loss(network(x), y).item())
    return (losses[0] - losses[1]) / (2 * STEP)
